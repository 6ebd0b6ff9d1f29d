// The routes of the book's records, and how each kind is listed.
#include "api/record_handlers.h"

namespace wheelhouse::api {

template <>
const service::TableList& table_of<Contact>() {
  static const service::TableList t{"contacts", {{"account_id"}}, "name", false, service::kByAccount};
  return t;
}
template <>
const service::TableList& table_of<Product>() {
  static const service::TableList t{"products", {}, "name", false};
  return t;
}
template <>
const service::TableList& table_of<Competitor>() {
  static const service::TableList t{"competitors", {{"opportunity_id"}}, "name", false, service::kByOpportunity};
  return t;
}
template <>
const service::TableList& table_of<wheelhouse::Call>() {
  static const service::TableList t{"calls",
                                    {{"account_id"}, {"opportunity_id"}, {"owner_id"}, {"status", service::ColumnFilter::Kind::text}},
                                    "held_at", true, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<Commitment>() {
  static const service::TableList t{"commitments",
                                    {{"account_id"}, {"opportunity_id"}, {"call_id"}, {"status", service::ColumnFilter::Kind::text},
                                     {"who", service::ColumnFilter::Kind::text}},
                                    "created_at", true, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<NextStep>() {
  static const service::TableList t{
      "next_steps", {{"account_id"}, {"opportunity_id"}, {"owner_id"}}, "created_at", true, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<Note>() {
  static const service::TableList t{"notes", {{"account_id"}, {"opportunity_id"}, {"contact_id"}}, "at", true, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<Evidence>() {
  static const service::TableList t{"evidence",
                                    {{"account_id"}, {"opportunity_id"}, {"contact_id"}, {"code", service::ColumnFilter::Kind::text}},
                                    "observed_at", true, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<StageEvent>() {
  static const service::TableList t{
      "stage_events", {{"opportunity_id"}, {"kind", service::ColumnFilter::Kind::text}}, "at", true, service::kByOpportunity};
  return t;
}

template <>
const service::TableList& table_of<AccountMember>() {
  static const service::TableList t{"account_members", {{"account_id"}, {"user_id"}}, "created_at", false, service::kByAccount};
  return t;
}
template <>
const service::TableList& table_of<Share>() {
  static const service::TableList t{
      "shares", {{"account_id"}, {"opportunity_id"}, {"user_id"}, {"team_id"}}, "created_at", false, service::kByBelonging};
  return t;
}

void add_record_routes(RouteList& routes) {
  add_record_routes<AccountMember>(routes);
  add_record_routes<Share>(routes);
  add_record_routes<Account>(routes);
  add_record_routes<Contact>(routes);
  add_record_routes<Opportunity>(routes);
  add_record_routes<Product>(routes);
  add_record_routes<Competitor>(routes);
  add_record_routes<wheelhouse::Call>(routes);
  add_record_routes<Commitment>(routes);
  add_record_routes<NextStep>(routes);
  add_record_routes<Note>(routes);
  add_record_routes<Evidence>(routes);
  add_record_routes<StageEvent>(routes);
  add_selling_record_routes(routes);
}

}  // namespace wheelhouse::api
