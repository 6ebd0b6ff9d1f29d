#include "service/why.h"

#include <algorithm>
#include <span>

#include "method/question.h"
#include "method/stage_health.h"
#include "rulebook/rulebook.h"
#include "service/present.h"
#include "service/record_traits.h"
#include "service/standing.h"
#include "service/wheel.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

// The input of C1 (and C2: with contacts) in the spelling of the method's worked cases.
std::string rule_input(std::span<const Evidence> evidence_list, std::span<const StageEvent> stage_events, Instant lap_opened_at,
                       bool doubtful, const std::vector<std::pair<Uuid, std::optional<std::int64_t>>>& contacts,
                       Instant now) {
  std::string out;
  json_text::Object input(out);
  input.string("now", to_string(now));
  input.string("lap_opened_at", to_string(lap_opened_at));
  std::string& evidence = input.key("evidence");
  evidence += '[';
  bool first = true;
  for (const Evidence& e : evidence_list) {
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
  for (const StageEvent& e : stage_events) {
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
  if (as_of && is_to_come(*as_of, now)) errors.push_back({"?as_of", "in_the_future", {}});
  if (known_on && is_to_come(*known_on, now)) errors.push_back({"?known_on", "in_the_future", {}});
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

// `lap` is what `input` says, as the rule takes it.
void write_answer(std::string& out, const storage::PositionRow& row, const Lap& lap, const std::string& input, Instant at) {
  out += "{\"position\":";
  write_position(out, row, at);
  // The constants of the rule, so that whoever explains the answer need not know them.
  const method::StageSettings& settings = method::default_stage_settings();
  json_text::Object terms(out += ",\"terms\":");
  terms.number("reach_weight", settings.reach_weight);
  terms.number("full_weight", settings.full_weight);
  terms.number("norm_dwell_days", settings.norm_dwell_days[static_cast<std::size_t>(row.stage)]);
  terms.number("undecayed_confidence", row.confidence);
  std::string& to_prove = terms.key("to_prove");  // the codes to ask for next, the most wanted first
  to_prove += '[';
  for (const EvidenceCode code : method::missing_evidence(method::proven_ground(method::evaluate_stage(lap.inputs.input, at)))) {
    if (to_prove.back() != '[') to_prove += ',';
    json_text::append_string(to_prove, to_string(code));
  }
  to_prove += ']';
  terms.close();
  out += ",\"rule\":\"C1.stage\",\"input\":" + input + ",\"answer\":";
  out += rulebook::run_rule("C1.stage", input).value();  // built from checked records: it cannot be refused
  out += ",\"health_rule\":\"C2\",\"health\":";
  out += rulebook::run_rule("C2", input).value();
  out += '}';
}

// The answer for one deal at `at`: its lap of that moment. `row` is what is shown: the deal's own position, or the account's that
// follows it.
void write_deal(std::string& out, storage::Session& session, std::int64_t workspace_id, const DealFacts& facts,
                const storage::PositionRow& row, Instant at) {
  const Opportunity& deal = facts.opportunity;
  const Laps laps = laps_of(deal, facts.evidence, facts.stage_events, at);
  const Lap& lap = laps.current();
  const auto account_id = deal.account_id ? std::optional(deal.account_id->uuid) : std::nullopt;
  write_answer(out, row, lap,
               rule_input(lap.evidence, lap.stage_events, lap.inputs.input.lap_opened_at, deal.doubtful,
                          contacts_of(session, workspace_id, account_id), at),
               at);
}

Error not_on_the_wheel_yet() { return Error::invalid_fields({{"?as_of", "before_opening", {}}}); }

}  // namespace

Result<void> write_why(std::string& out, storage::Session& session, const Actor& actor, const Opportunity& opportunity,
                       std::optional<Date> as_of, std::optional<Date> known_on, Instant now) {
  if (auto checked = check_dates(as_of, known_on, now); !checked) return checked;
  const Instant known = moment_of(known_on, now);
  const Instant at = std::min(moment_of(as_of, now), known);
  const auto facts = deal_facts(session, actor.workspace_id, opportunity, known_on ? std::optional(known) : std::nullopt);
  if (!facts) return fail(Error::not_found("opportunity"));
  const auto standing = standing_at(*facts, known, at);
  if (!standing) return fail(not_on_the_wheel_yet());
  write_deal(out, session, actor.workspace_id, *facts, standing->row, at);
  return {};
}

Result<void> write_why(std::string& out, storage::Session& session, const Actor& actor, const Account& account, std::optional<Date> as_of,
                       std::optional<Date> known_on, Instant now) {
  if (auto checked = check_dates(as_of, known_on, now); !checked) return checked;
  const Instant known = moment_of(known_on, now);
  const Instant at = std::min(moment_of(as_of, now), known);
  const auto facts = account_facts(session, actor.workspace_id, account, known_on ? std::optional(known) : std::nullopt);
  if (!facts) return fail(Error::not_found("account"));
  const auto standing = standing_at(*facts, known, at);
  if (!standing) return fail(not_on_the_wheel_yet());
  // An account that has a lead opportunity stands where that one stands; the reasons are the opportunity's.
  if (standing->lead) {
    write_deal(out, session, actor.workspace_id, *standing->lead, standing->row, at);
    return {};
  }
  const Lap& lap = standing->own->current();
  const auto contacts = contacts_of(session, actor.workspace_id, account.id.uuid);
  write_answer(out, standing->row, lap, rule_input(lap.evidence, {}, lap.inputs.input.lap_opened_at, false, contacts, at), at);
  return {};
}

void write_suggestion(std::string& out, storage::Session& session, std::int64_t workspace_id, const storage::PositionRow& row,
                      Instant now) {
  const auto opportunity_id = row.unit == Unit::account ? row.lead_opportunity_id : std::optional(row.subject_id);
  std::optional<Opportunity> opportunity;
  if (opportunity_id) opportunity = storage::find_record(session, workspace_id, Id<Opportunity>{*opportunity_id});
  std::vector<EvidenceCode> missing;
  if (opportunity)
    missing = method::missing_evidence(method::proven_ground(evaluate_current_lap(session, workspace_id, *opportunity, now)));
  if (missing.empty()) { out += "null"; return; }
  json_text::Object object(out);
  const method::SuggestedQuestion question = method::question_out_of(row.stage);
  object.string("code", to_string(missing.front()));
  object.string("question_type", to_string(question.type));
  object.string("question_template", question.template_id);
  object.close();
}

}  // namespace wheelhouse::service
