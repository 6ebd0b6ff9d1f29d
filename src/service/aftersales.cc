#include "service/aftersales.h"

#include <algorithm>

#include "domain/delivery_item.h"
#include "domain/need.h"
#include "domain/need_quote.h"
#include "domain/remorse_signal.h"
#include "domain/statement.h"
#include "domain/value_item.h"
#include "method/need.h"
#include "service/json_parts.h"
#include "service/local_time.h"
#include "service/need_view.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

constexpr int kQuietDays = 30;  // without an open issue: SA2 of METHOD C1
constexpr std::size_t kReasonsMax = 12;

template <Reflected E>
std::vector<E> of_deal(storage::Session& session, std::int64_t workspace_id, const Opportunity& deal, std::string_view order) {
  return storage::select_records<E>(session, workspace_id, "opportunity_id = ?2 ORDER BY " + std::string(order), {deal.id.uuid});
}

void write_reminders(json_text::Object& object, std::string& out, const DealReminders& reminders, Date today) {
  write_list(object.key("reminders"), reminders.plan.reminders, [&](const method::Reminder& reminder) {
    json_text::Object entry(out);
    entry.integer("day", reminder.day);
    entry.string("due_on", to_string(reminder.due_on));
    member(entry, "state", reminder.state);
    entry.integer("overdue_days",
                  reminder.state == method::ReminderState::due ? std::max(0, today.days - reminder.due_on.days) : 0);
    entry.key("record");
    if (reminder.done) write_json(out, reminders.done[*reminder.done]);
    else out += "null";
    entry.close();
  });
  member(object, "punctuality", reminders.plan.punctuality);
}

// The customer's own words for wanting this, and the benefits they stand behind: what a reminder is made of.
void write_reasons(std::string& out, storage::Session& session, std::int64_t workspace_id, const Opportunity& deal) {
  std::size_t count = 0;
  out += '[';
  const auto add = [&](std::string_view kind, const Uuid& id, std::string_view text, std::string_view about,
                       const std::optional<Id<Contact>>& who, const std::optional<Instant>& when) {
    if (count >= kReasonsMax) return;
    if (count++) out += ',';
    json_text::Object entry(out);
    entry.string("kind", kind);
    entry.string("id", to_string(id));
    entry.string("text", text);
    entry.string("about", about);
    member(entry, "contact_id", who);
    member(entry, "said_at", when);
    entry.close();
  };
  for (const NeedRecord& record : needs_with_parts(session, workspace_id, "opportunity_id", deal.id.uuid)) {
    if (!is_explicit(record.need.state) && record.need.state != NeedState::met) continue;
    for (const NeedQuote& quote : record.quotes)
      if (proves(quote) && (quote.kind == QuoteKind::want || quote.kind == QuoteKind::payoff))
        add("quote", quote.id.uuid, quote.text, record.need.text, quote.contact_id, quote.said_at);
  }
  for (const ValueItem& item : of_deal<ValueItem>(session, workspace_id, deal, "amount_minor DESC, id"))
    if (item.kind == ValueKind::benefit && !item.competitor_id && item.confirmed_at)
      add("value", item.id.uuid, item.name, item.basis.value_or(""), item.contact_id, item.confirmed_at);
  out += ']';
}

// Only benefits whose realised amount is known are set against what was promised for the same ones.
void write_value(std::string& out, const std::vector<ValueItem>& items) {
  std::vector<const ValueItem*> benefits;
  std::int64_t promised = 0, measured_promise = 0, realised = 0, measured = 0;
  bool mixed = false;
  for (const ValueItem& item : items) {
    if (item.kind != ValueKind::benefit || item.competitor_id) continue;
    mixed = mixed || (!benefits.empty() && benefits.front()->currency != item.currency);
    benefits.push_back(&item);
    promised += item.amount_minor;
    if (!item.realised_minor) continue;
    ++measured;
    measured_promise += item.amount_minor;
    realised += *item.realised_minor;
  }
  json_text::Object object(out);
  object.key("currency");
  Kind<Text>::write_json(out, benefits.empty() || mixed ? Text{} : benefits.front()->currency);
  object.boolean("mixed", mixed);  // nothing is summed
  const bool any = !mixed && measured > 0;
  member(object, "promised_minor", mixed ? std::nullopt : std::optional(promised));
  member(object, "measured_promise_minor", any ? std::optional(measured_promise) : std::nullopt);
  member(object, "realised_minor", any ? std::optional(realised) : std::nullopt);
  member(object, "ratio",
         any && measured_promise > 0 ? std::optional(static_cast<double>(realised) / static_cast<double>(measured_promise)) : std::nullopt);
  object.integer("measured", measured);
  write_list(object.key("items"), benefits, [&](const ValueItem* item) { write_json(out, *item); });
  object.close();
}

// What stands between this lap and the next (METHOD M37): the promised value confirmed, and thirty days without an open issue.
void write_lap(std::string& out, const Laps& laps, const std::vector<DeliveryItem>& delivery, const std::vector<RemorseSignal>& remorse,
               Instant ordered, Instant now) {
  std::int64_t open = 0;
  Instant quiet_since = ordered;
  const auto look_at = [&](const std::optional<Instant>& ended) {
    if (!ended) ++open;
    else quiet_since = std::max(quiet_since, *ended);
  };
  for (const DeliveryItem& item : delivery)
    if (item.kind == DeliveryKind::issue) look_at(item.done_at);
  for (const RemorseSignal& signal : remorse) look_at(signal.resolved_at);
  const auto has = [&](EvidenceCode code) {
    return std::any_of(laps.evidence.begin(), laps.evidence.end(),
                       [&](const Evidence& e) { return e.code == code && e.observed_at >= ordered; });
  };
  const std::int64_t quiet = open > 0 ? 0 : std::max<std::int64_t>(0, age_days(now, quiet_since));
  json_text::Object object(out);
  object.integer("number", laps.current().number);
  object.integer("open_issues", open);
  object.integer("quiet_days", quiet);
  object.integer("quiet_days_wanted", kQuietDays);
  object.boolean("quiet", open == 0 && quiet >= kQuietDays);
  object.boolean("value_confirmed", has(EvidenceCode::SA1));
  object.boolean("quiet_recorded", has(EvidenceCode::SA2));
  object.close();
}

}  // namespace

std::optional<Instant> ordered_at(const Opportunity& opportunity, const Laps& laps) {
  std::optional<Instant> at;
  for (const Evidence& evidence : laps.evidence)
    if (evidence.code == EvidenceCode::RE1 && (!at || *at < evidence.observed_at)) at = evidence.observed_at;
  if (!at && opportunity.result == OpportunityResult::won) at = opportunity.closed_at;
  return at;
}

std::optional<DealReminders> deal_reminders(storage::Session& session, std::int64_t workspace_id, const Opportunity& opportunity,
                                            const Laps& laps, int offset_minutes, Instant now) {
  const auto ordered = ordered_at(opportunity, laps);
  if (!ordered) return std::nullopt;
  DealReminders result;
  result.ordered_at = *ordered;
  result.done = of_deal<ServiceReminder>(session, workspace_id, opportunity, "done_at, id");
  std::vector<method::DoneReminder> done;
  for (const ServiceReminder& reminder : result.done)
    done.push_back({static_cast<int>(reminder.day), local_date(reminder.done_at, offset_minutes)});
  result.plan = method::reminder_plan(local_date(*ordered, offset_minutes), done, local_date(now, offset_minutes));
  // The lap that was ordered in has closed: the customer confirmed the value, and nobody needs reminding of it any more.
  if (laps.current().inputs.input.lap_opened_at > *ordered) {
    auto& reminders = result.plan.reminders;
    std::erase_if(reminders, [](const method::Reminder& reminder) { return reminder.state == method::ReminderState::coming; });
    for (method::Reminder& reminder : reminders)
      if (reminder.state == method::ReminderState::due) reminder.state = method::ReminderState::missed;
  }
  return result;
}

void write_aftersales(std::string& out, storage::Session& session, const Actor& actor, const Opportunity& opportunity, int offset_minutes,
                      Instant now) {
  const std::int64_t ws = actor.workspace_id;
  const Laps laps = laps_of(session, ws, opportunity, now);
  const auto reminders = deal_reminders(session, ws, opportunity, laps, offset_minutes, now);
  const auto remorse = of_deal<RemorseSignal>(session, ws, opportunity, "observed_at DESC, id");
  const auto delivery = of_deal<DeliveryItem>(session, ws, opportunity, "due_on IS NULL, due_on, id");
  json_text::Object object(out);
  member(object, "ordered_at", reminders ? std::optional(reminders->ordered_at) : std::nullopt);
  if (reminders) {
    write_reminders(object, out, *reminders, local_date(now, offset_minutes));
  } else {
    object.raw("reminders", "[]");
    object.null("punctuality");
  }
  write_reasons(object.key("reasons"), session, ws, opportunity);
  write_list(object.key("remorse"), remorse, [&](const RemorseSignal& signal) { write_json(out, signal); });
  write_list(object.key("delivery"), delivery, [&](const DeliveryItem& item) { write_json(out, item); });
  write_value(object.key("value"), of_deal<ValueItem>(session, ws, opportunity, "created_at, id"));
  object.key("lap");
  if (reminders) write_lap(out, laps, delivery, remorse, reminders->ordered_at, now);
  else out += "null";
  object.close();
}

}  // namespace wheelhouse::service
