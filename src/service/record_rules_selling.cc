// The cross-field rules of what leads from a customer's problem to the value of our answer.
#include "method/need.h"
#include "service/access.h"
#include "service/offer.h"
#include "service/record_rules_impl.h"
#include "service/rule_parts.h"
#include "service/stage_shown.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kRivalsMax = 4;  // of one criteria grid (METHOD C14 as DESIGN shows it)

std::optional<StatementClass> class_now(const RuleContext& context, const Id<Statement>& id) {
  const auto statement = parent_of(context, id);
  if (!statement) return std::nullopt;
  const auto need = statement->need_id ? parent_of(context, *statement->need_id) : std::nullopt;
  return class_of(*statement, need ? &*need : nullptr);
}

void empty_to_null(Text& text) {
  if (text && !has_text(text)) text.reset();
}

}  // namespace

void apply_rules(const RuleContext& context, Problem& record, const Problem*, std::vector<FieldError>& errors) {
  take_account_from_opportunity(context, record, errors);
  require_belonging(record, errors);
  check_money(context, record.yearly_value_minor, record.currency, errors);
  check_confirmation(context, record, errors);
}

void apply_rules(const RuleContext& context, Need& record, const Need* before, std::vector<FieldError>& errors) {
  take_account_from_opportunity(context, record, errors);
  if (!record.account_id && !record.opportunity_id && record.problem_id)
    if (const auto problem = parent_of(context, *record.problem_id)) take_place(record, problem);
  require_belonging(record, errors);
  check_money(context, record.annual_cost_minor ? record.annual_cost_minor : record.price_said_minor, record.currency, errors);
  if (record.state_at.ms == 0) record.state_at = before ? before->state_at : context.now;
  if (!method::layer_fits(record.state, {record.visible, record.conscious, record.surface, record.clear}))
    errors.push_back({"/clear", "layer_does_not_fit", {}});
  keep_place(context, record, before, "need_quotes", "need_id", errors);
}

void apply_rules(const RuleContext& context, NeedQuote& record, const NeedQuote* before, std::vector<FieldError>& errors) {
  take_place(record, parent_of(context, record.need_id));
  if (record.said_at.ms == 0) record.said_at = before ? before->said_at : context.now;
  not_in_the_future(record.said_at, context.now, "/said_at", errors);
}

void apply_rules(const RuleContext&, QuestionTemplate& record, const QuestionTemplate*, std::vector<FieldError>& errors) {
  empty_to_null(record.text_zh);
  empty_to_null(record.text_en);
  if (!record.text_zh && !record.text_en) errors.push_back({"/text_zh", "required", {}});
}

void apply_rules(const RuleContext& context, Question& record, const Question*, std::vector<FieldError>& errors) {
  if (!record.account_id && !record.opportunity_id) {
    if (record.need_id)
      take_place(record, parent_of(context, *record.need_id));
    else if (record.call_id)
      take_place(record, parent_of(context, *record.call_id));
  }
  take_account_from_opportunity(context, record, errors);
  require_belonging(record, errors);
  // Each of these says the one before it too.
  record.answered = record.answered || record.accepted;
  record.asked = record.asked || record.answered;
}

void apply_rules(const RuleContext&, Feature&, const Feature*, std::vector<FieldError>&) {}

void apply_rules(const RuleContext& context, Statement& record, const Statement* before, std::vector<FieldError>& errors) {
  take_place(record, parent_of(context, record.opportunity_id));
  if (record.feature_id && !before)  // what the catalogue says, unless it is said otherwise
    if (const auto feature = parent_of(context, *record.feature_id)) {
      if (!has_text(record.feature)) record.feature = feature->feature;
      if (!has_text(record.advantage)) record.advantage = feature->advantage;
      if (!has_text(record.proof)) record.proof = feature->proof;
    }
  if (!has_text(record.feature) && !has_text(record.advantage) && !has_text(record.benefit)) errors.push_back({"/feature", "required", {}});
  check_confirmation(context, record, errors);
  keep_place(context, record, before, "statement_uses", "statement_id", errors);
}

void apply_rules(const RuleContext& context, StatementUse& record, const StatementUse*, std::vector<FieldError>& errors) {
  take_place(record, parent_of(context, record.statement_id));
  if (taken(context, "SELECT id FROM statement_uses WHERE workspace_id = ?1 AND call_id = ?2 AND statement_id = ?3", record.id.uuid,
            {context.actor.workspace_id, record.call_id.uuid, record.statement_id.uuid}))
    errors.push_back({"/statement_id", "not_unique", {}});
  if (!record.said) {
    record.cls.reset();
    record.stage.reset();
  } else if (!record.cls) {  // as it was when it was said; the need may be weaker later
    record.cls = class_now(context, record.statement_id);
    if (record.opportunity_id) record.stage = stage_shown(context.session, context.actor.workspace_id, record.opportunity_id->uuid);
  }
}

void apply_rules(const RuleContext& context, SolutionPart& record, const SolutionPart*, std::vector<FieldError>& errors) {
  take_place(record, parent_of(context, record.opportunity_id));
  check_money(context, record.cost_minor, record.currency, errors);
}

void apply_rules(const RuleContext& context, Objection& record, const Objection* before, std::vector<FieldError>& errors) {
  if (!record.account_id && !record.opportunity_id && record.call_id) take_place(record, parent_of(context, *record.call_id));
  take_account_from_opportunity(context, record, errors);
  require_belonging(record, errors);
  if (record.raised_at.ms == 0) record.raised_at = before ? before->raised_at : context.now;
  not_in_the_future(record.raised_at, context.now, "/raised_at", errors);
  if (record.state_at.ms == 0) record.state_at = before ? before->state_at : record.raised_at;
  if (record.trigger_statement_id && (!before || before->trigger_statement_id != record.trigger_statement_id))
    record.trigger_class = class_now(context, *record.trigger_statement_id);
}

void apply_rules(const RuleContext& context, Criterion& record, const Criterion* before, std::vector<FieldError>& errors) {
  take_place(record, parent_of(context, record.opportunity_id));
  keep_place(context, record, before, "criterion_scores", "criterion_id", errors);
}

void apply_rules(const RuleContext& context, CriterionScore& record, const CriterionScore*, std::vector<FieldError>& errors) {
  const auto criterion = parent_of(context, record.criterion_id);
  if (!criterion) return;  // check_references says so
  record.opportunity_id = criterion->opportunity_id;
  record.account_id = criterion->account_id;
  if (taken(context, "SELECT id FROM criterion_scores WHERE workspace_id = ?1 AND criterion_id = ?2 AND competitor_id = ?3", record.id.uuid,
            {context.actor.workspace_id, record.criterion_id.uuid, record.competitor_id.uuid}))
    errors.push_back({"/competitor_id", "not_unique", {}});
  std::size_t others = 0;
  context.session.query("SELECT DISTINCT competitor_id FROM criterion_scores WHERE workspace_id = ?1 AND opportunity_id = ?2 AND id <> ?3",
                        {context.actor.workspace_id, criterion->opportunity_id.uuid, record.id.uuid},
                        [&](const RowReader& row) { others += row.id(0) != record.competitor_id.uuid; });
  if (others >= kRivalsMax) errors.push_back({"/competitor_id", "too_many_rivals", {{"max", std::to_string(kRivalsMax)}}});
}

void apply_rules(const RuleContext& context, ValueItem& record, const ValueItem*, std::vector<FieldError>& errors) {
  take_place(record, parent_of(context, record.opportunity_id));
  check_money(context, record.amount_minor, record.currency, errors);
  if (!record.yearly)
    record.yearly = record.kind == ValueKind::benefit || record.kind == ValueKind::running || record.kind == ValueKind::risk;
  if (record.kind == ValueKind::risk && !record.probability) errors.push_back({"/probability", "required", {}});
  if (record.realised_at) not_in_the_future(*record.realised_at, context.now, "/realised_at", errors);
  check_person(context, record.realised_contact_id, record.account_id, "/realised_contact_id", errors);
  check_confirmation(context, record, errors);
  const bool theirs = record.confidence == BenefitConfidence::documented || record.confidence == BenefitConfidence::said;
  if (record.kind == ValueKind::benefit && theirs && !record.contact_id) errors.push_back({"/contact_id", "required_for_confirmed", {}});
  if (record.kind == ValueKind::benefit && record.confidence == BenefitConfidence::documented && !has_text(record.document))
    errors.push_back({"/document", "required_for_document", {}});
}

void apply_rules(const RuleContext& context, ValueCase& record, const ValueCase*, std::vector<FieldError>& errors) {
  take_place(record, parent_of(context, record.opportunity_id));
  one_per_deal(context, record, errors);
  if (record.currency && !text::is_currency_code(*record.currency))
    errors.push_back({"/currency", "bad_currency", {{"value", *record.currency}}});
  if (!record.currency) record.currency = context.workspace_currency;
}

void apply_rules(const RuleContext& context, BuyerProfile& record, const BuyerProfile*, std::vector<FieldError>& errors) {
  take_place(record, parent_of(context, record.opportunity_id));
  one_per_deal(context, record, errors);
  check_person(context, record.their_sponsor_id, record.account_id, "/their_sponsor_id", errors);
  for (const auto& answer : record.answers)
    if (answer && *answer != static_cast<double>(static_cast<int>(*answer))) errors.push_back({"/answers", "not_an_integer", {}});
}

}  // namespace wheelhouse::service
