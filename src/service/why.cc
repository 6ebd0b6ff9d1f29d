#include "service/why.h"

#include <algorithm>

#include "method/question.h"
#include "method/stage_health.h"
#include "rulebook/rulebook.h"
#include "service/position.h"
#include "service/present.h"
#include "service/record_traits.h"
#include "service/rollback.h"
#include "service/wheel.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

struct Facts {
  std::vector<Evidence> evidence;
  std::vector<StageEvent> stage_events;
};

template <Reflected E>
std::vector<E> roll_back_all(storage::Session& session, std::int64_t workspace_id, std::vector<E> records, const Belonging& belonging,
                             std::optional<Instant> known_on) {
  if (!known_on) return records;
  RecordMap<E> map;
  for (E& record : records) map.emplace(record.id.uuid, std::move(record));
  storage::visit_events_after(session, workspace_id, *known_on, [&](const storage::Event& event) {
    if (event.opportunity_id == belonging.opportunity_id && (belonging.opportunity_id || event.account_id == belonging.account_id))
      roll_back(map, event);
  });
  records.clear();
  for (auto& [id, record] : map) records.push_back(std::move(record));
  return records;
}

// The input of C1 (and C2: with contacts) in the spelling of the method's worked cases.
std::string rule_input(const Facts& facts, Instant lap_opened_at, bool doubtful,
                       const std::vector<std::pair<Uuid, std::optional<std::int64_t>>>& contacts, Instant now) {
  std::string out;
  json_text::Object input(out);
  input.string("now", to_string(now));
  input.string("lap_opened_at", to_string(lap_opened_at));
  std::string& evidence = input.key("evidence");
  evidence += '[';
  bool first = true;
  for (const Evidence& e : facts.evidence) {
    if (e.observed_at > now) continue;
    if (!first) evidence += ',';
    first = false;
    json_text::Object item(evidence);
    item.string("code", to_string(e.code));
    item.string("source_class", to_string(e.source_class));
    item.string("observed_at", to_string(e.observed_at));
    if (e.contact_id) item.string("contact_id", to_string(*e.contact_id));
    else item.null("contact_id");
    if (e.back_dated) item.boolean("back_dated", true);
    item.close();
  }
  evidence += ']';
  input.boolean("doubtful", doubtful);
  std::string& regressions = input.key("regressions");
  regressions += '[';
  std::string late = "null", claimed = "null", override_text = "null";
  first = true;
  for (const StageEvent& e : facts.stage_events) {
    if (e.at > now) continue;
    std::string text;
    json_text::Object item(text);
    switch (e.kind) {
      case StageEventKind::regression:
        item.string("to", to_string(e.stage.value_or(Stage::satisfaction)));
        item.string("at", to_string(e.at));
        if (e.contact_id) item.string("contact_id", to_string(*e.contact_id));
        item.close();
        if (!first) regressions += ',';
        first = false;
        regressions += text;
        break;
      case StageEventKind::late_entry:
        item.string("at", to_string(e.at));
        item.string("note", e.reason.value_or(""));
        item.close();
        late = text;
        break;
      case StageEventKind::claim:
        item.string("stage", to_string(e.stage.value_or(Stage::satisfaction)));
        item.string("source", e.source.value_or(""));
        item.string("at", to_string(e.at));
        item.close();
        claimed = text;
        break;
      case StageEventKind::override_:
        item.string("stage", to_string(e.stage.value_or(Stage::satisfaction)));
        item.string("reason", e.reason.value_or(""));
        item.string("at", to_string(e.at));
        item.close();
        override_text = text;
        break;
    }
  }
  regressions += ']';
  input.raw("late", late);
  input.raw("claimed_stage", claimed);
  input.raw("override", override_text);
  std::string& list = input.key("contacts");
  list += '[';
  for (std::size_t i = 0; i < contacts.size(); ++i) {
    if (i) list += ',';
    json_text::Object item(list);
    item.string("id", to_string(contacts[i].first));
    item.integer("influence", contacts[i].second.value_or(0));
    item.close();
  }
  list += ']';
  input.close();
  return out;
}

Result<void> check_dates(std::optional<Date> as_of, std::optional<Date> known_on, Instant now) {
  std::vector<FieldError> errors;
  if (as_of && as_of->start() > now) errors.push_back({"?as_of", "in_the_future", {}});
  if (known_on && known_on->start() > now) errors.push_back({"?known_on", "in_the_future", {}});
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  return {};
}

std::vector<std::pair<Uuid, std::optional<std::int64_t>>> contacts_of(storage::Session& session, std::int64_t workspace_id,
                                                                      const std::optional<Uuid>& account_id) {
  std::vector<std::pair<Uuid, std::optional<std::int64_t>>> contacts;
  if (account_id)
    session.query(
        "SELECT id, influence FROM contacts WHERE workspace_id = ?1 AND account_id = ?2 ORDER BY id", {workspace_id, *account_id},
        [&](const RowReader& row) { contacts.emplace_back(row.id(0), row.is_null(1) ? std::nullopt : std::optional(row.integer(1))); });
  return contacts;
}

void write_answer(std::string& out, const storage::PositionRow& row, const std::string& input, Instant at) {
  out += "{\"position\":";
  write_position(out, row, at);
  out += ",\"rule\":\"C1.stage\",\"input\":" + input + ",\"answer\":";
  out += rulebook::run_rule("C1.stage", input).value();  // built from checked records: it cannot be refused
  out += ",\"health_rule\":\"C2\",\"health\":";
  out += rulebook::run_rule("C2", input).value();
  out += '}';
}

}  // namespace

Result<void> write_why(std::string& out, storage::Session& session, const Actor& actor, const Opportunity& opportunity,
                       std::optional<Date> as_of, std::optional<Date> known_on, Instant now) {
  if (auto checked = check_dates(as_of, known_on, now); !checked) return checked;
  const std::int64_t ws = actor.workspace_id;
  const Belonging belonging{std::nullopt, opportunity.id.uuid};
  const std::optional<Instant> known = known_on ? std::optional(moment_of(known_on, now)) : std::nullopt;
  auto standing = roll_back_all<Opportunity>(session, ws, {opportunity}, belonging, known);
  if (standing.empty()) return fail(Error::not_found("opportunity"));
  Facts facts;
  facts.evidence = roll_back_all(session, ws, storage::select_records<Evidence>(session, ws, "opportunity_id = ?2", {opportunity.id.uuid}),
                                 belonging, known);
  facts.stage_events = roll_back_all(
      session, ws, storage::select_records<StageEvent>(session, ws, "opportunity_id = ?2", {opportunity.id.uuid}), belonging, known);
  const Instant at = std::min(moment_of(as_of, now), known.value_or(now));
  std::erase_if(facts.evidence, [&](const Evidence& e) { return e.observed_at > at; });
  std::erase_if(facts.stage_events, [&](const StageEvent& e) { return e.at > at; });
  std::sort(facts.evidence.begin(), facts.evidence.end(),
            [](const auto& a, const auto& b) { return std::pair(a.observed_at, a.id) < std::pair(b.observed_at, b.id); });
  std::sort(facts.stage_events.begin(), facts.stage_events.end(),
            [](const auto& a, const auto& b) { return std::pair(a.at, a.id) < std::pair(b.at, b.id); });
  const Opportunity& record = standing.front();
  const Derived derived = derive_opportunity(record, stage_inputs(record, facts.evidence, facts.stage_events), at);
  const auto account_id = record.account_id ? std::optional(record.account_id->uuid) : std::nullopt;
  write_answer(out, derived.row, rule_input(facts, record.opened_at, record.doubtful, contacts_of(session, ws, account_id), at), at);
  return {};
}

Result<void> write_why(std::string& out, storage::Session& session, const Actor& actor, const Account& account, std::optional<Date> as_of,
                       std::optional<Date> known_on, Instant now) {
  if (auto checked = check_dates(as_of, known_on, now); !checked) return checked;
  const std::int64_t ws = actor.workspace_id;
  // An account that has a lead opportunity stands where that one stands; the reasons are the opportunity's.
  if (const auto position = storage::find_position(session, ws, Unit::account, account.id.uuid); position && position->lead_opportunity_id)
    if (const auto lead = storage::find_record(session, ws, Id<Opportunity>{*position->lead_opportunity_id}))
      return write_why(out, session, actor, *lead, as_of, known_on, now);
  const std::optional<Instant> known = known_on ? std::optional(moment_of(known_on, now)) : std::nullopt;
  const Instant at = std::min(moment_of(as_of, now), known.value_or(now));
  Facts facts;
  facts.evidence = roll_back_all(
      session, ws, storage::select_records<Evidence>(session, ws, "account_id = ?2 AND opportunity_id IS NULL", {account.id.uuid}),
      Belonging{account.id.uuid, std::nullopt}, known);
  std::erase_if(facts.evidence, [&](const Evidence& e) { return e.observed_at > at; });
  Instant opened = std::min(account.created_at, at);
  for (const Evidence& e : facts.evidence) opened = std::min(opened, e.observed_at);
  const Derived derived = derive_account(account, facts.evidence, {}, at);
  write_answer(out, derived.row, rule_input(facts, opened, false, contacts_of(session, ws, account.id.uuid), at), at);
  return {};
}

void write_suggestion(std::string& out, storage::Session& session, std::int64_t workspace_id, const storage::PositionRow& row,
                      Instant now) {
  const auto opportunity_id = row.unit == Unit::account ? row.lead_opportunity_id : std::optional(row.subject_id);
  std::optional<Opportunity> opportunity;
  if (opportunity_id) opportunity = storage::find_record(session, workspace_id, Id<Opportunity>{*opportunity_id});
  std::vector<EvidenceCode> missing;
  if (opportunity) missing = method::missing_evidence(method::evaluate_stage(stage_inputs(session, workspace_id, *opportunity).input, now));
  if (missing.empty()) { out += "null"; return; }
  json_text::Object object(out);
  const method::SuggestedQuestion question = method::question_out_of(row.stage);
  object.string("code", to_string(missing.front()));
  object.string("question_type", to_string(question.type));
  object.string("question_template", question.template_id);
  object.close();
}

}  // namespace wheelhouse::service
