#include "service/practice_evidence.h"

#include <algorithm>

#include "domain/commitment.h"
#include "domain/evidence.h"
#include "domain/opportunity.h"
#include "domain/value_item.h"
#include "method/blank.h"
#include "method/compare.h"
#include "method/question.h"
#include "reflect/sql.h"
#include "service/call_balance.h"
#include "service/call_outcome.h"
#include "service/json_parts.h"
#include "service/need_view.h"
#include "service/offer.h"
#include "service/value_view.h"
#include "storage/position_store.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

constexpr std::int64_t kProvenDeals = 5, kQuotedNeeds = 3, kGoodPlans = 2, kPlacedContacts = 5, kAdaptedCalls = 2;
constexpr double kGoodPlan = 75;
constexpr std::int64_t kDealsLooked = 12, kCallsLooked = 60;  // most promising first: enough to find what is there, few enough to wait for

bool says(const Text& text) { return text && !method::is_blank(*text); }

// The ids of what the person (?2) owns, by the index that positions have.
std::string own_subjects(Unit unit) {
  return "(SELECT p.subject_id FROM position p WHERE p.workspace_id = ?1 AND p.unit = " + std::to_string(static_cast<int>(unit)) +
         " AND p.owner_id = ?2)";
}

template <Reflected E>
std::vector<E> of_deal(storage::Session& session, std::int64_t workspace_id, const Uuid& deal, std::string_view tail = " ORDER BY id") {
  return storage::select_records<E>(session, workspace_id, "opportunity_id = ?2" + std::string(tail), {deal});
}

template <Reflected E>
std::vector<E> of_call(storage::Session& session, std::int64_t workspace_id, const Uuid& call) {
  return storage::select_records<E>(session, workspace_id, "call_id = ?2 ORDER BY id", {call});
}

// C4 over the chains that the call took up, whatever became of their needs since: a good plan stays one when the need is met.
double plan_score(storage::Session& session, std::int64_t workspace_id, const Call& call) {
  std::vector<method::QuestionChain> chains;
  for (const NeedRecord& record : needs_with_parts(session, workspace_id, "opportunity_id", call.opportunity_id->uuid)) {
    std::vector<Question> questions;
    for (const Question& question : record.questions)
      if (question.call_id == call.id) questions.push_back(question);
    if (!questions.empty()) chains.push_back({intensity_of(record.need), record.need.facts_on_file, question_counts(questions)});
  }
  const auto plan = method::evaluate_question_plan(chains);
  return plan ? plan->score : 0;
}

method::StepChecks steps_of(storage::Session& session, const Actor& actor, const Opportunity& deal) {
  const std::int64_t ws = actor.workspace_id;
  const Uuid& id = deal.id.uuid;
  method::StepFacts facts;
  std::vector<method::PreparedCall> prepared;
  for (const Call& call : of_deal<Call>(session, ws, id)) {
    if (call.status == CallStatus::cancelled) continue;
    // A talk that was held as it had been arranged: it had a time and a topic.
    facts.talk_agreed = facts.talk_agreed || (call.status == CallStatus::held && !is_noted_afterwards(call));
    if (says(call.objective) && says(call.fallback)) prepared.push_back({plan_score(session, ws, call), true, true});
  }
  facts.calls = prepared;
  for (const NeedRecord& record : needs_with_parts(session, ws, "opportunity_id", id))
    facts.quoted_needs += record.need.state != NeedState::latent && record.need.state != NeedState::dropped &&
                          std::any_of(record.quotes.begin(), record.quotes.end(), proves);
  if (deal.account_id)
    facts.buying_people = static_cast<int>(session.query_integer(
        "SELECT count(*) FROM contacts WHERE workspace_id = ?1 AND account_id = ?2 AND role IS NOT NULL", {ws, deal.account_id->uuid}));
  const OfferFacts offer = offer_of(session, actor, deal);
  for (const StatementClass cls : offer.review.classes) {
    facts.benefits += cls == StatementClass::benefit || cls == StatementClass::value;
    facts.value_confirmed = facts.value_confirmed || cls == StatementClass::value;
  }
  facts.must_have_cover = offer.review.must_have_coverage;
  for (const ValueItem& item : of_deal<ValueItem>(session, ws, id))
    facts.value_confirmed = facts.value_confirmed || (item.kind == ValueKind::benefit && !item.competitor_id && is_confirmed(item));
  for (const Evidence& evidence : of_deal<Evidence>(session, ws, id))
    facts.customer_said_proven =
        facts.customer_said_proven || (evidence.code == EvidenceCode::IN1 &&
                                       (evidence.source_class == SourceClass::quote || evidence.source_class == SourceClass::document));
  facts.ordered = deal.result == OpportunityResult::won;
  for (const Commitment& promise : of_deal<Commitment>(session, ws, id))
    facts.dated_promise =
        facts.dated_promise || (promise.who == CommitmentWho::customer && promise.due_at && promise.status != CommitmentStatus::cancelled &&
                                promise.action != CommitmentAction::think_about_it);
  return method::evaluate_steps(facts);
}

void find_steps(WorkEvidence& found, storage::Session& session, const Actor& actor) {
  // By what only a deal far on has; the rules decide.
  const auto has = [](std::string_view table, std::string_view condition) {
    return "(CASE WHEN EXISTS (SELECT 1 FROM " + std::string(table) +
           " t WHERE t.workspace_id = o.workspace_id AND t.opportunity_id = o.id AND " + std::string(condition) + ") THEN 1 ELSE 0 END)";
  };
  const std::string sql = "SELECT " + column_list<Opportunity>("o.") + " FROM opportunities o WHERE o.workspace_id = ?1 AND o.id IN " +
                          own_subjects(Unit::opportunity) + " ORDER BY " + has("calls", "t.fallback IS NOT NULL") + " + " +
                          has("statements", "t.need_id IS NOT NULL") + " + " + has("evidence", "t.code = 'IN1'") + " + " +
                          has("value_items", "t.contact_id IS NOT NULL") + " + " + has("commitments", "t.due_at IS NOT NULL") +
                          " DESC, o.updated_at DESC, o.id LIMIT ?3";
  std::vector<Opportunity> deals;
  session.query(sql, {actor.workspace_id, *actor.user_id, kDealsLooked},
                [&](const RowReader& row) { read_row(deals.emplace_back(), row); });
  EvidencePart steps{"steps", 0, static_cast<std::int64_t>(method::kSellingSteps)};
  for (const Opportunity& deal : deals) {
    const method::StepChecks checks = steps_of(session, actor, deal);
    const auto count = std::count(checks.begin(), checks.end(), true);
    if (found.opportunity_id && count <= steps.have) continue;
    steps.have = count;
    found.opportunity_id = deal.id.uuid;
    found.opportunity_name = deal.name;
    found.steps = checks;
    if (steps.done()) break;
  }
  found.parts.push_back(steps);
}

std::vector<Call> own_calls(storage::Session& session, const Actor& actor, std::string_view condition) {
  std::vector<Call> calls;
  session.query("SELECT " + column_list<Call>("t.") + " FROM calls t WHERE t.workspace_id = ?1 AND t.owner_id = ?2 AND " +
                    std::string(condition) + " ORDER BY t.held_at DESC, t.id LIMIT ?3",
                {actor.workspace_id, *actor.user_id, kCallsLooked}, [&](const RowReader& row) { read_row(calls.emplace_back(), row); });
  return calls;
}

std::string asks(std::string_view type) {
  return "EXISTS (SELECT 1 FROM questions q WHERE q.workspace_id = t.workspace_id AND q.call_id = t.id AND q.type = '" + std::string(type) +
         "')";
}

std::int64_t count_good_plans(storage::Session& session, const Actor& actor) {
  std::int64_t good = 0;
  // No plan comes so far without both of these.
  const std::string both = "t.opportunity_id IS NOT NULL AND " + asks("implication") + " AND " + asks("need_payoff");
  for (const Call& call : own_calls(session, actor, both)) {
    if (call.status == CallStatus::cancelled || is_noted_afterwards(call)) continue;
    good += method::at_least(plan_score(session, actor.workspace_id, call), kGoodPlan);
    if (good == kGoodPlans) break;
  }
  return good;
}

// A call that was adapted shows in its log: said, listened, looked and asked, none of them left out.
std::int64_t count_adapted_calls(storage::Session& session, const Actor& actor) {
  std::int64_t adapted = 0;
  for (const Call& call : own_calls(session, actor,
                                    "t.status = 'held' AND t.talk_share IS NOT NULL AND t.confirmed_summaries IS NOT NULL AND "
                                    "t.observations IS NOT NULL")) {
    const auto questions = of_call<Question>(session, actor.workspace_id, call.id.uuid);
    const auto uses = of_call<StatementUse>(session, actor.workspace_id, call.id.uuid);
    const auto balance = talk_of(call, questions, uses).balance;
    adapted += balance.balance && !balance.partial;
    if (adapted == kAdaptedCalls) break;
  }
  return adapted;
}

std::int64_t count_proven(storage::Session& session, const Actor& actor) {
  return session.query_integer(
      "SELECT count(*) FROM position WHERE workspace_id = ?1 AND unit = ?3 AND owner_id = ?2 AND basis = ?4",
      {actor.workspace_id, *actor.user_id, static_cast<std::int64_t>(Unit::opportunity), static_cast<std::int64_t>(Basis::proven)});
}

std::int64_t count_quoted_needs(storage::Session& session, const Actor& actor) {
  const auto count = [](const std::string& whose) {
    return "(SELECT count(*) FROM needs t WHERE t.workspace_id = ?1 AND t.state IN ('explicit', 'confirmed', 'met') AND " + whose +
           " AND EXISTS (SELECT 1 FROM need_quotes q WHERE q.workspace_id = t.workspace_id AND q.need_id = t.id AND "
           "q.contact_id IS NOT NULL AND q.kind IN ('want', 'payoff')))";
  };
  // A need of a deal is its owner's, one of a customer alone that customer's owner's.
  return session.query_integer("SELECT " + count("t.opportunity_id IN " + own_subjects(Unit::opportunity)) + " + " +
                                   count("t.opportunity_id IS NULL AND t.account_id IN " + own_subjects(Unit::account)),
                               {actor.workspace_id, *actor.user_id});
}

std::int64_t count_placed(storage::Session& session, const Actor& actor) {
  std::int64_t placed = 0;
  session.query(
      "SELECT t.style_evidence FROM contacts t WHERE t.workspace_id = ?1 AND t.style IS NOT NULL AND "
      "t.style_evidence IS NOT NULL AND t.account_id IN " +
          own_subjects(Unit::account),
      {actor.workspace_id, *actor.user_id}, [&](const RowReader& row) { placed += !method::is_blank(row.text(0)); });
  return placed;
}

}  // namespace

bool WorkEvidence::done() const {
  return possible && !parts.empty() && std::all_of(parts.begin(), parts.end(), [](const EvidencePart& part) { return part.done(); });
}

WorkEvidence work_evidence(storage::Session& session, const Actor& actor, WorkEvidenceKind kind) {
  WorkEvidence found;
  found.kind = kind;
  // Without a person there is no work of his own.
  const bool person = actor.user_id.has_value();
  const auto part = [&](std::string_view key, auto count, std::int64_t need) {
    found.parts.push_back({key, person ? count(session, actor) : 0, need});
  };
  switch (kind) {
    case WorkEvidenceKind::all_steps:
      if (person)
        find_steps(found, session, actor);
      else
        found.parts.push_back({"steps", 0, static_cast<std::int64_t>(method::kSellingSteps)});
      break;
    case WorkEvidenceKind::proven_stages:
      part("opportunities", count_proven, kProvenDeals);
      break;
    case WorkEvidenceKind::quoted_needs:
      part("needs", count_quoted_needs, kQuotedNeeds);
      break;
    case WorkEvidenceKind::good_plans:
      part("plans", count_good_plans, kGoodPlans);
      break;
    case WorkEvidenceKind::styles_and_calls:
      part("contacts", count_placed, kPlacedContacts);
      part("calls", count_adapted_calls, kAdaptedCalls);
      break;
    case WorkEvidenceKind::settled_negotiation:
    case WorkEvidenceKind::account_plan:
      found.possible = false;
      break;
  }
  return found;
}

void write_work_evidence(std::string& out, const WorkEvidence& evidence) {
  json_text::Object object(out);
  member(object, "kind", evidence.kind);
  object.boolean("possible", evidence.possible);
  object.boolean("done", evidence.done());
  write_list(object.key("parts"), evidence.parts, [&](const EvidencePart& part) {
    json_text::Object one(out);
    one.string("key", part.key);
    one.integer("have", part.have);
    one.integer("need", part.need);
    one.boolean("done", part.done());
    one.close();
  });
  if (evidence.opportunity_id) {
    json_text::Object deal(object.key("opportunity"));
    deal.string("id", to_string(*evidence.opportunity_id));
    deal.string("name", evidence.opportunity_name);
    json_text::Object steps(deal.key("steps"));
    for (std::size_t i = 0; i < evidence.steps.size(); ++i) steps.boolean(to_string(static_cast<SellerStep>(i)), evidence.steps[i]);
    steps.close();
    deal.close();
  } else {
    object.null("opportunity");
  }
  object.close();
}

}  // namespace wheelhouse::service
