#include "service/cockpit.h"

#include <algorithm>

#include "domain/objection.h"
#include "method/blank.h"
#include "method/objection.h"
#include "service/aftersales.h"
#include "service/call_numbers.h"
#include "service/criteria_grid.h"
#include "service/field_policy.h"
#include "service/gains.h"
#include "service/ground.h"
#include "service/json_parts.h"
#include "service/local_time.h"
#include "service/need_ledger.h"
#include "service/offer.h"
#include "service/present.h"
#include "service/question_chains.h"
#include "service/record_service.h"
#include "service/stage_shown.h"
#include "service/reframe.h"
#include "service/today.h"
#include "service/value_view.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kActionsOfDeal = 3;  // C23
constexpr std::size_t kListMax = 10;

void write_value_summary(std::string& out, const DealValue& deal) {
  json_text::Object object(out);
  object.string("currency", deal.currency);
  object.integer("years", deal.years);
  object.integer("count", static_cast<std::int64_t>(deal.items.size()));
  if (deal.mixed)
    object.string("error", "mixed_currency");
  else
    object.null("error");
  const bool any = deal.ours && !deal.ours->items.empty();
  member(object, "value", any ? std::optional(deal.ours->first_year.value) : std::nullopt);
  member(object, "npv", any ? std::optional(deal.ours->net.npv) : std::nullopt);
  member(object, "payback", any ? deal.ours->net.payback : std::nullopt);
  json_text::Object confirmed(object.key("confirmed"));
  confirmed.integer("n", any ? deal.ours->confirmed : 0);
  confirmed.integer("of", any ? deal.ours->benefits : 0);
  confirmed.close();
  auto unconfirmed = unconfirmed_benefits(deal);
  if (unconfirmed.size() > kListMax) unconfirmed.resize(kListMax);
  write_list(object.key("unconfirmed"), unconfirmed, [&](const ValueItem* item) {
    json_text::Object entry(out);
    entry.string("id", to_string(item->id));
    entry.string("name", item->name);
    entry.integer("amount_minor", item->amount_minor);
    member(entry, "currency", item->currency);
    entry.close();
  });
  if (any)
    write_waterfall(object.key("waterfall"), *deal.ours);
  else
    object.raw("waterfall", "[]");
  object.close();
}

void write_buyer_summary(std::string& out, const DealBuyer& buyer) {
  json_text::Object object(out);
  member(object, "type", buyer.result.type);
  member(object, "mode", buyer.result.mode);
  object.boolean("strategic_candidate", buyer.result.strategic_candidate);
  object.raw("alarms", buyer.over_serving ? "[\"over_serving\"]" : buyer.under_serving ? "[\"under_serving\"]" : "[]");
  object.close();
}

void write_objections(std::string& out, storage::Session& session, const Actor& actor, const Uuid& deal, Instant now) {
  const auto open = storage::select_records<Objection>(
      session, actor.workspace_id, "opportunity_id = ?2 AND state NOT IN ('resolved', 'unresolved') ORDER BY blocking DESC, raised_at, id",
      {deal});
  std::int64_t blocking = 0;
  json_text::Object object(out);
  write_list(object.key("open"), open, [&](const Objection& objection) {
    blocking += objection.blocking;
    out += '{';
    write_json_members(out, objection);
    write_extras(out, session, actor, objection, now, Detail::row);
    out += '}';
  });
  object.integer("blocking", blocking);
  object.close();
}

void write_a_call(json_text::Object& object, std::string& out, std::string_view name, storage::Session& session, const Actor& actor,
                  const std::vector<Call>& found, Instant now) {
  object.key(name);
  if (found.empty()) {
    out += "null";
    return;
  }
  out += '{';
  write_json_members(out, found.front());
  write_extras(out, session, actor, found.front(), now, Detail::row);
  out += '}';
}

void write_calls(std::string& out, storage::Session& session, const Actor& actor, const Uuid& deal, const CallNumbers& numbers,
                 Instant now) {
  const auto find = [&](std::string_view rest) {
    return storage::select_records<Call>(session, actor.workspace_id, "opportunity_id = ?2 AND " + std::string(rest) + " LIMIT 1",
                                         {deal, now.ms});
  };
  json_text::Object object(out);
  write_a_call(object, out, "last", session, actor, find("held_at <= ?3 AND status = 'held' ORDER BY held_at DESC, id DESC"), now);
  write_a_call(object, out, "next", session, actor, find("held_at > ?3 AND status = 'planned' ORDER BY held_at, id"), now);
  object.integer("held", numbers.held);
  object.integer("unplanned", numbers.unplanned_held);
  member(object, "success_rate", numbers.all.success_rate);
  object.boolean("reframe_due", numbers.all.reframe_due);
  object.close();
}

// The first of each, as they are due.
void write_plan(json_text::Object& object, storage::Session& session, const Actor& actor, const Uuid& deal, Instant now) {
  const auto steps = storage::select_records<NextStep>(
      session, actor.workspace_id, "opportunity_id = ?2 AND done_at IS NULL ORDER BY due_on IS NULL, due_on, id LIMIT 10", {deal});
  std::string& out = object.key("next_steps");
  write_list(out, steps, [&](const NextStep& step) { write_json(out, step); });
  const auto calls = storage::select_records<Call>(
      session, actor.workspace_id, "opportunity_id = ?2 AND status = 'planned' ORDER BY held_at, id LIMIT 10", {deal});
  object.key("planned_calls");
  write_list(out, calls, [&](const Call& call) {
    out += '{';
    write_json_members(out, call);
    write_extras(out, session, actor, call, now, Detail::row);
    out += '}';
  });
}

// Who is meant by the ids of the other parts; nobody when the customer is hidden from the reader.
void write_people(std::string& out, storage::Session& session, const Actor& actor, const Opportunity& opportunity) {
  std::vector<Contact> people;
  if (opportunity.account_id && find_visible(session, actor, *opportunity.account_id))
    people = storage::select_records<Contact>(session, actor.workspace_id, "account_id = ?2 ORDER BY id LIMIT 500",
                                              {opportunity.account_id->uuid});
  write_list(out, people, [&](const Contact& contact) {
    json_text::Object person(out);
    person.string("id", to_string(contact.id));
    person.string("name", contact.name);
    person.close();
  });
}

// People of the customer who are against us, and nobody wrote down why (M10–M12); null for whom stances are not for.
std::optional<std::int64_t> causes_missing(storage::Session& session, const Actor& actor, const Opportunity& deal) {
  if (!deal.account_id) return 0;
  if (!learns(session, actor, {deal.account_id->uuid, std::nullopt}, FieldGuard::account_team)) return std::nullopt;
  return session.query_integer(
      "SELECT count(*) FROM contacts WHERE workspace_id = ?1 AND account_id = ?2 AND attitude < 0 AND opposition_cause IS NULL",
      {actor.workspace_id, deal.account_id->uuid});
}

// METHOD §3.1: pressing for an order lowers the odds while these stand. Null unless our step is the close of a deal that is open.
void write_close_warnings(std::string& out, storage::Session& session, const Actor& actor, const Opportunity& deal, const OfferFacts& offer,
                          Stage stage) {
  if (deal.result != OpportunityResult::open || deal.seller_step != SellerStep::close) {
    out += "null";
    return;
  }
  json_text::Object object(out);
  object.boolean("before_choice", stage < Stage::choice);
  object.boolean("must_have_uncovered", offer.review.must_have_coverage.value_or(1) < 1);
  object.integer(
      "blocking_objections",
      session.query_integer("SELECT count(*) FROM objections WHERE workspace_id = ?1 AND opportunity_id = ?2 AND blocking = 1 AND "
                            "state NOT IN ('resolved', 'unresolved')",
                            {actor.workspace_id, deal.id.uuid}));
  object.close();
}

// What a deal must not be left without: M1, M3, M10–M12, M15, M105; our own issues of M2.
void write_checks(std::string& out, storage::Session& session, const Actor& actor, const Opportunity& deal, bool no_rival, Date today) {
  const std::int64_t workspace_id = actor.workspace_id;
  const auto issues = open_issues(session, workspace_id, deal.id.uuid);
  json_text::Object object(out);
  object.boolean("no_rival", no_rival);
  object.integer("unknown_rules", unknown_rules(rules_of_game(session, workspace_id, deal)));
  object.boolean("no_improvement", !deal.improvement_sentence || method::is_blank(*deal.improvement_sentence));
  member(object, "causes_missing", causes_missing(session, actor, deal));
  object.integer("gains_missing", gains_missing(deal_gains(session, actor, deal)));
  object.integer("issues_open", static_cast<std::int64_t>(issues.size()));
  object.integer("issues_overdue", std::count_if(issues.begin(), issues.end(), [&](const SellerIssue& i) { return i.due_on < today; }));
  object.close();
}

// The reminders of a deal that has been ordered: the next one, and whether its day has come. Null before the order, or when all are done.
void write_next_reminder(std::string& out, const std::optional<DealReminders>& reminders) {
  if (reminders)
    for (const method::Reminder& reminder : reminders->plan.reminders) {
      if (reminder.state != method::ReminderState::due && reminder.state != method::ReminderState::coming) continue;
      json_text::Object object(out);
      object.integer("day", reminder.day);
      object.string("due_on", to_string(reminder.due_on));
      member(object, "state", reminder.state);
      object.close();
      return;
    }
  out += "null";
}

void write_promises(std::string& out, storage::Session& session, std::int64_t workspace_id, const Uuid& deal) {
  json_text::Object object(out);
  for (const auto& [name, who] : {std::pair<std::string_view, std::string_view>{"theirs", "customer"}, {"ours", "us"}}) {
    const auto open = storage::select_records<Commitment>(
        session, workspace_id, "opportunity_id = ?2 AND status = 'open' AND who = ?3 ORDER BY due_at IS NULL, due_at, id LIMIT 10",
        {deal, who});
    write_list(object.key(name), open, [&](const Commitment& commitment) { write_json(out, commitment); });
  }
  object.close();
}

}  // namespace

Result<void> write_cockpit(std::string& out, storage::Session& session, const Actor& actor, const Opportunity& opportunity,
                           std::optional<int> offset_minutes, Instant now) {
  const std::int64_t ws = actor.workspace_id;
  const Uuid deal = opportunity.id.uuid;
  TodayQuery query;
  query.opportunity_id = deal;
  query.limit = kActionsOfDeal;
  query.offset_minutes = offset_minutes;
  const auto today = read_today(session, actor, query, now);
  if (!today) return fail(today.error());

  json_text::Object object(out);
  object.key("opportunity");
  out += '{';
  write_json_members(out, opportunity);
  write_extras(out, session, actor, opportunity, now, Detail::one);
  out += '}';
  write_need_ledger(object.key("needs"), session, actor, "opportunity_id", deal);
  const OfferFacts offer = offer_of(session, actor, opportunity);
  const Stage stage = stage_shown(session, ws, deal);
  write_offer(object.key("offer"), offer, stage);
  write_question_chains(object.key("questions"), question_chains(session, ws, deal, std::nullopt));
  const CriteriaGrid grid = criteria_grid(session, ws, deal);
  write_criteria_grid(object.key("criteria"), grid);
  const auto value = deal_value(session, actor, deal);
  write_value_summary(object.key("value"), *value);
  write_buyer_summary(object.key("buyer"), deal_buyer(session, ws, opportunity, value->value_case));
  write_objections(object.key("objections"), session, actor, deal, now);
  write_calls(object.key("calls"), session, actor, deal, call_numbers(session, actor, {std::nullopt, deal, std::nullopt}, now), now);
  write_promises(object.key("promises"), session, ws, deal);
  write_plan(object, session, actor, deal, now);
  write_people(object.key("people"), session, actor, opportunity);
  write_actions(object.key("actions"), session, actor, *today);
  write_checks(object.key("checks"), session, actor, opportunity, grid.rivals.empty(), today->date);
  write_close_warnings(object.key("close"), session, actor, opportunity, offer, stage);
  write_forced(object.key("reframe"), deal_reframe(session, actor, deal, now));
  const int offset = offset_minutes ? *offset_minutes : workspace_offset_minutes(session, ws, now);
  write_next_reminder(object.key("reminder"),
                      deal_reminders(session, ws, opportunity, laps_of(session, ws, opportunity, now), offset, now));
  object.close();
  return {};
}

Result<Opportunity> find_deal(storage::Session& session, const Actor& actor, const std::string& text) {
  std::vector<Uuid> found;
  if (const auto id = parse_uuid(text)) {
    found.push_back(*id);
  } else {
    session.query("SELECT id FROM opportunities WHERE workspace_id = ?1 AND name = ?2 ORDER BY id LIMIT 2",
                  {actor.workspace_id, std::string_view(text)}, [&](const RowReader& row) { found.push_back(row.id(0)); });
  }
  if (found.size() > 1) return fail(Error::make(Errc::conflict, "several_deals", {{"value", text}}));
  if (found.empty()) return fail(Error::not_found("opportunity"));
  return find_visible(session, actor, Id<Opportunity>{found.front()});
}

}  // namespace wheelhouse::service
