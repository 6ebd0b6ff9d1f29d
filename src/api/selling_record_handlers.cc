// The routes of what leads from a customer's problem to the value of our answer, and how each kind is listed.
#include "api/record_handlers.h"

namespace wheelhouse::api {

namespace {
constexpr auto kText = service::ColumnFilter::Kind::text;
}

template <>
const service::TableList& table_of<Problem>() {
  static const service::TableList t{"problems", {{"account_id"}, {"opportunity_id"}}, "created_at", true, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<Need>() {
  static const service::TableList t{
      "needs", {{"account_id"}, {"opportunity_id"}, {"problem_id"}, {"state", kText}}, "created_at", true, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<NeedQuote>() {
  static const service::TableList t{
      "need_quotes", {{"need_id"}, {"account_id"}, {"opportunity_id"}, {"contact_id"}, {"call_id"}},
      "said_at", true, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<QuestionTemplate>() {
  static const service::TableList t{"question_templates", {{"type", kText}, {"style", kText}}, "created_at", true};
  return t;
}
template <>
const service::TableList& table_of<Question>() {
  static const service::TableList t{
      "questions", {{"account_id"}, {"opportunity_id"}, {"need_id"}, {"call_id"}, {"type", kText}},
      "created_at", true, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<Feature>() {
  static const service::TableList t{"features", {{"product_id"}}, "created_at", false};
  return t;
}
template <>
const service::TableList& table_of<Statement>() {
  static const service::TableList t{
      "statements", {{"opportunity_id"}, {"account_id"}, {"need_id"}, {"feature_id"}}, "created_at", true, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<StatementUse>() {
  static const service::TableList t{
      "statement_uses", {{"call_id"}, {"statement_id"}, {"opportunity_id"}}, "created_at", true, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<SolutionPart>() {
  static const service::TableList t{"solution_parts", {{"opportunity_id"}}, "created_at", false, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<Objection>() {
  static const service::TableList t{
      "objections",
      {{"account_id"}, {"opportunity_id"}, {"call_id"}, {"contact_id"}, {"state", kText}, {"class", kText}, {"cause", kText}},
      "raised_at",
      true,
      service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<Criterion>() {
  static const service::TableList t{"criteria", {{"opportunity_id"}}, "created_at", false, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<CriterionScore>() {
  static const service::TableList t{
      "criterion_scores", {{"opportunity_id"}, {"criterion_id"}, {"competitor_id"}}, "created_at", true, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<ValueItem>() {
  static const service::TableList t{"value_items", {{"opportunity_id"}}, "created_at", false, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<ValueCase>() {
  static const service::TableList t{"value_cases", {{"opportunity_id"}}, "created_at", true, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<BuyerProfile>() {
  static const service::TableList t{"buyer_profiles", {{"opportunity_id"}}, "created_at", true, service::kByBelonging};
  return t;
}

void add_selling_record_routes(RouteList& routes) {
  add_record_routes<Problem>(routes);
  add_record_routes<Need>(routes);
  add_record_routes<NeedQuote>(routes);
  add_record_routes<QuestionTemplate>(routes);
  add_record_routes<Question>(routes);
  add_record_routes<Feature>(routes);
  add_record_routes<Statement>(routes);
  add_record_routes<StatementUse>(routes);
  add_record_routes<SolutionPart>(routes);
  add_record_routes<Objection>(routes);
  add_record_routes<Criterion>(routes);
  add_record_routes<CriterionScore>(routes);
  add_record_routes<ValueItem>(routes);
  add_record_routes<ValueCase>(routes);
  add_record_routes<BuyerProfile>(routes);
}

}  // namespace wheelhouse::api
