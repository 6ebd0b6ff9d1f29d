#include "service/offer.h"

#include <algorithm>
#include <array>

#include "domain/account.h"
#include "domain/statement_use.h"
#include "lang/language.h"
#include "method/blank.h"
#include "service/access.h"
#include "service/call_outcome.h"
#include "service/field_policy.h"
#include "service/gains.h"
#include "service/json_parts.h"
#include "service/need_view.h"
#include "service/present.h"
#include "service/record_traits.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

bool filled(const Text& text) { return text && !method::is_blank(*text); }
bool quantified(const Statement& s) { return s.amount && filled(s.unit) && filled(s.period) && filled(s.basis); }
bool confirmed(const Statement& s) { return s.contact_id && s.confirmed_at; }
bool same_deal(const Statement& s, const Need& need) { return need.opportunity_id == s.opportunity_id; }

void write_reasons(json_text::Object& object, const OfferFacts& offer) {
  const auto& review = offer.review;
  std::vector<std::string_view> reasons;
  if (review.must_have_coverage && *review.must_have_coverage < 1) reasons.push_back("must_have_uncovered");
  if (std::count(review.classes.begin(), review.classes.end(), StatementClass::value) == 0) reasons.push_back("no_value");
  if (!review.unneeded_parts.empty()) reasons.push_back("part_untied");
  if (offer.gains_missing > 0) reasons.push_back("gains_missing");
  std::string& out = object.key("gate_reasons");
  write_list(out, reasons, [&](std::string_view reason) { json_text::append_string(out, reason); });
}

// What rule C5.fabv was given.
void write_offer_input(std::string& out, const OfferFacts& offer) {
  json_text::Object input(out);
  input.string("opportunity_id", to_string(offer.opportunity_id));
  member(input, "tier", offer.tier);
  write_list(input.key("needs"), offer.needs, [&](const Need& need) {
    json_text::Object one(out);
    one.string("id", to_string(need.id));
    member(one, "opportunity_id", plain(need.opportunity_id));
    member(one, "state", need.state);
    one.boolean("must_have", need.must_have);
    one.close();
  });
  write_list(input.key("statements"), offer.statements, [&](const Statement& s) {
    json_text::Object one(out);
    one.string("id", to_string(s.id));
    member(one, "need_id", plain(s.need_id));
    member(one, "feature", s.feature);
    member(one, "advantage", s.advantage);
    member(one, "benefit", s.benefit);
    member(one, "amount", s.amount);
    member(one, "unit", s.unit);
    member(one, "period", s.period);
    member(one, "basis", s.basis);
    member(one, "confirmed_by", plain(s.contact_id));
    member(one, "confirmed_at", s.confirmed_at);
    one.close();
  });
  write_list(input.key("parts"), offer.parts, [&](const SolutionPart& part) {
    json_text::Object one(out);
    one.string("id", to_string(part.id));
    write_ids(one.key("gap_ids"), part.problem_id ? std::vector{part.problem_id->uuid} : std::vector<Uuid>{});
    write_ids(one.key("need_ids"), part.need_id ? std::vector{part.need_id->uuid} : std::vector<Uuid>{});
    one.close();
  });
  input.close();
}

// The calls in which statements were said, by class and stage at the time.
std::vector<method::StatementCall> statement_calls(storage::Session& session, const Actor& actor) {
  std::vector<Call> calls;
  std::vector<method::StatementCall> result;
  const auto uses = storage::select_records<StatementUse>(session, actor.workspace_id,
                                                          "said = 1 AND class IS NOT NULL AND stage IS NOT NULL ORDER BY call_id, id", {});
  for (std::size_t from = 0; from < uses.size();) {
    std::size_t to = from;
    while (to < uses.size() && uses[to].call_id == uses[from].call_id) ++to;
    const auto call = storage::find_record(session, actor.workspace_id, uses[from].call_id);
    if (call && call->status == CallStatus::held && sees_belonging(session, actor, belonging_of(*call))) {
      method::StatementCall entry;
      entry.stage = *uses[from].stage;
      for (std::size_t i = from; i < to; ++i) entry.classes.push_back(*uses[i].cls);
      calls.push_back(*call);
      result.push_back(std::move(entry));
    }
    from = to;
  }
  const auto commitments = commitments_of_calls(session, actor.workspace_id, calls);
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const auto found = commitments.find(calls[i].id.uuid);
    result[i].outcome = *outcome_of(calls[i], found == commitments.end() ? std::vector<Commitment>{} : found->second);
  }
  return result;
}

}  // namespace

method::StatementFacts facts_of(const Statement& s, const Need* need) {
  method::StatementFacts facts;
  facts.feature = filled(s.feature);
  facts.advantage = filled(s.advantage);
  facts.benefit = filled(s.benefit);
  facts.quantified = quantified(s);
  facts.confirmed = confirmed(s);
  if (need && same_deal(s, *need)) facts.need_state = need->state;
  return facts;
}

StatementClass class_of(const Statement& statement, const Need* need) { return method::classify_statement(facts_of(statement, need)); }

std::optional<StatementWhy> why_of(const Statement& s, const Need* need) {
  const StatementClass cls = class_of(s, need);
  if (cls == StatementClass::value) return std::nullopt;
  if (cls == StatementClass::benefit) return quantified(s) ? StatementWhy::not_confirmed : StatementWhy::not_quantified;
  if (!filled(s.benefit)) return StatementWhy::no_benefit_text;
  if (!need) return StatementWhy::no_need;
  return same_deal(s, *need) ? StatementWhy::need_not_explicit : StatementWhy::other_opportunity;
}

const Need* OfferFacts::need_of(const Statement& statement) const {
  const auto found = std::find_if(needs.begin(), needs.end(), [&](const Need& need) { return statement.need_id == need.id; });
  return found == needs.end() ? nullptr : &*found;
}

OfferFacts offer_of(storage::Session& session, const Actor& actor, const Opportunity& opportunity) {
  const std::int64_t workspace_id = actor.workspace_id;
  OfferFacts facts;
  facts.opportunity_id = opportunity.id.uuid;
  const std::vector<SqlValue> deal{opportunity.id.uuid};
  facts.needs = storage::select_records<Need>(session, workspace_id, "opportunity_id = ?2 ORDER BY id", deal);
  facts.statements = storage::select_records<Statement>(session, workspace_id, "opportunity_id = ?2 ORDER BY id", deal);
  facts.parts = storage::select_records<SolutionPart>(session, workspace_id, "opportunity_id = ?2 ORDER BY id", deal);
  for (SolutionPart& part : facts.parts) withhold(session, actor, part);
  // A statement may name a need of the customer that is of another deal.
  for (const Statement& statement : facts.statements)
    if (statement.need_id && !facts.need_of(statement))
      if (auto other = storage::find_record(session, workspace_id, *statement.need_id)) facts.needs.push_back(std::move(*other));
  if (opportunity.account_id)
    if (const auto account = storage::find_record(session, workspace_id, *opportunity.account_id))
      facts.tier = account->tier.value_or(AccountTier::undecided);

  method::Offer offer;
  offer.tier = facts.tier;
  for (const Need& need : facts.needs)
    offer.needs.push_back({to_string(need.id), need.state, need.must_have, need.opportunity_id == opportunity.id});
  for (const Statement& s : facts.statements)
    offer.statements.push_back({s.need_id ? std::optional(to_string(*s.need_id)) : std::nullopt, facts_of(s, facts.need_of(s))});
  for (const SolutionPart& part : facts.parts) {
    method::OfferPart& entry = offer.parts.emplace_back();
    entry.has_gap = part.problem_id.has_value();
    if (part.need_id) entry.need_ids.push_back(to_string(*part.need_id));
  }
  facts.review = method::evaluate_offer(offer);
  facts.gains_missing = gains_missing(deal_gains(session, actor, opportunity));
  return facts;
}

void write_offer_totals(json_text::Object& object, const OfferFacts& offer) {
  member(object, "coverage", offer.review.coverage);
  member(object, "must_have_coverage", offer.review.must_have_coverage);
  member(object, "orphan_share", offer.review.orphan_share);
  member(object, "gate", offer.review.gate);
  write_reasons(object, offer);
  std::array<std::int64_t, enum_size<StatementClass>()> mix{};
  for (const StatementClass cls : offer.review.classes) ++mix[static_cast<std::size_t>(cls)];
  json_text::Object classes(object.key("class_mix"));
  for (std::size_t i = 0; i < mix.size(); ++i) classes.integer(to_string(static_cast<StatementClass>(i)), mix[i]);
  classes.close();
}

void write_statement_extras(std::string& out, const Statement& statement, const Need* need) {
  const StatementClass cls = class_of(statement, need);
  out += ",\"class\":";
  json_text::append_string(out, to_string(cls));
  out += ",\"completeness\":";
  json_text::append_number(out, method::statement_completeness(facts_of(statement, need), cls));
  out += ",\"why\":";
  Kind<std::optional<StatementWhy>>::write_json(out, why_of(statement, need));
  out += ",\"need_state\":";
  Kind<std::optional<NeedState>>::write_json(out, need ? std::optional(need->state) : std::nullopt);
}

void write_offer(std::string& out, const OfferFacts& offer, Stage stage) {
  json_text::Object object(out);
  write_list(object.key("statements"), offer.statements, [&](const Statement& statement) {
    out += '{';
    write_json_members(out, statement);
    write_statement_extras(out, statement, offer.need_of(statement));
    out += '}';
  });
  write_offer_totals(object, offer);
  std::vector<Uuid> uncovered, orphans, out_of_row, unneeded;
  for (const Need& need : offer.needs) {
    if (!offer.statements.empty() && need.opportunity_id != offer.statements.front().opportunity_id) continue;
    if (!is_explicit(need.state)) continue;
    bool covered = false;
    for (std::size_t i = 0; i < offer.statements.size(); ++i)
      covered = covered || (offer.statements[i].need_id == need.id && offer.review.classes[i] >= StatementClass::benefit);
    if (!covered) uncovered.push_back(need.id.uuid);
  }
  for (std::size_t i = 0; i < offer.statements.size(); ++i) {
    if (offer.review.classes[i] < StatementClass::benefit) orphans.push_back(offer.statements[i].id.uuid);
    if (!method::class_fits_stage(offer.review.classes[i], stage)) out_of_row.push_back(offer.statements[i].id.uuid);
  }
  for (const std::size_t part : offer.review.unneeded_parts) unneeded.push_back(offer.parts[part].id.uuid);
  write_ids(object.key("uncovered_needs"), uncovered);
  write_ids(object.key("orphans"), orphans);
  write_ids(object.key("unneeded_parts"), unneeded);
  write_list(object.key("parts"), offer.parts, [&](const SolutionPart& part) { write_json(out, part); });
  json_text::Object timing(object.key("timing"));
  timing.string("stage", to_string(stage));
  std::vector<StatementClass> allowed;
  for (std::size_t i = 0; i < enum_size<StatementClass>(); ++i)
    if (method::class_fits_stage(static_cast<StatementClass>(i), stage)) allowed.push_back(static_cast<StatementClass>(i));
  write_list(timing.key("allowed"), allowed, [&](StatementClass cls) { json_text::append_string(out, to_string(cls)); });
  write_ids(timing.key("out_of_row"), out_of_row);
  timing.close();
  write_offer_input(object.key("input"), offer);
  object.close();
}

void write_extras(std::string& out, storage::Session& session, const Actor& actor, const Statement& record, Instant, Detail) {
  std::optional<Need> need;
  if (record.need_id) need = storage::find_record(session, actor.workspace_id, *record.need_id);
  write_statement_extras(out, record, need ? &*need : nullptr);
}

namespace {

constexpr int kRateInputMost = 500;  // calls; the input of more would be larger than the page

// What rule C5.rate was given, as far as it counts: the calls of that stage in which the class was used.
void write_rate_input(std::string& out, StatementClass cls, Stage stage, const std::vector<method::StatementCall>& calls) {
  json_text::Object input(out);
  member(input, "class", cls);
  member(input, "stage", stage);
  std::vector<const method::StatementCall*> counted;
  for (const method::StatementCall& call : calls)
    if (call.stage == stage && std::count(call.classes.begin(), call.classes.end(), cls) > 0) counted.push_back(&call);
  write_list(input.key("calls"), counted, [&](const method::StatementCall* call) {
    json_text::Object one(out);
    write_list(one.key("classes"), call->classes, [&](StatementClass used) { json_text::append_string(out, to_string(used)); });
    member(one, "stage", call->stage);
    member(one, "outcome", call->outcome);
    one.close();
  });
  input.close();
}

}  // namespace

void write_impact_chart(std::string& out, storage::Session& session, const Actor& actor) {
  json_text::Object object(out);
  std::string& model = object.key("model");
  model += '[';
  for (int i = 0; i < kStageCount; ++i) {
    if (i) model += ',';
    const auto curves = method::impact_curves(static_cast<Stage>(i));
    json_text::Object point(model);
    point.string("stage", to_string(static_cast<Stage>(i)));
    point.number("feature", curves.feature);
    point.number("advantage", curves.advantage);
    point.number("benefit", curves.benefit);
    json_text::Object input(point.key("input"));
    input.string("stage", to_string(static_cast<Stage>(i)));
    input.close();
    point.close();
  }
  model += ']';
  const auto calls = statement_calls(session, actor);
  std::string& own = object.key("own");
  own += '[';
  for (int s = 0; s < kStageCount; ++s)
    for (std::size_t c = 0; c < enum_size<StatementClass>(); ++c) {
      const auto rate = method::statement_rate(static_cast<StatementClass>(c), static_cast<Stage>(s), calls);
      if (rate.n == 0) continue;
      if (own.back() != '[') own += ',';
      json_text::Object point(own);
      point.string("stage", to_string(static_cast<Stage>(s)));
      point.string("class", to_string(static_cast<StatementClass>(c)));
      point.integer("n", rate.n);
      member(point, "rate", rate.rate);
      point.key("input");
      if (rate.rate && rate.n <= kRateInputMost) write_rate_input(own, static_cast<StatementClass>(c), static_cast<Stage>(s), calls);
      else own += "null";
      point.close();
    }
  own += ']';
  object.close();
}

void write_talk(std::string& out, const Statement& s, const Need* need) {
  const std::pair<std::string_view, const Text*> slots[] = {{"feature", &s.feature}, {"advantage", &s.advantage}, {"benefit", &s.benefit},
                                                            {"proof", &s.proof},     {"condition", &s.condition}, {"result", &s.result}};
  json_text::Object object(out);
  for (const std::string_view language : {"zh-CN", "en"}) {
    Params params;
    for (const auto& [name, text] : slots)  // an empty slot shows its name, so that it is seen
      params.push_back({std::string(name), filled(*text) ? **text : "{" + lang::text(language, "talk_slot." + std::string(name)) + "}"});
    object.string(language == "en" ? "en" : "zh", lang::text(language, "talk.drill", params));
  }
  std::string& missing = object.key("missing");
  missing += '[';
  for (const auto& [name, text] : slots) {
    if (filled(*text)) continue;
    if (missing.back() != '[') missing += ',';
    json_text::append_string(missing, name);
  }
  missing += ']';
  const bool benefit = class_of(s, need) >= StatementClass::benefit;
  object.string("level", to_string(benefit ? StatementClass::benefit : StatementClass::advantage));
  object.close();
}

}  // namespace wheelhouse::service
