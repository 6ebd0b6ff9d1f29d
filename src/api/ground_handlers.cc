// Current and ideal, rules of the game, the triangle, our own issues, after the order, reframes: records and what is shown of them.
#include "api/record_handlers.h"
#include "service/aftersales.h"
#include "service/gains.h"
#include "service/gap_view.h"
#include "service/ground.h"
#include "service/growth.h"
#include "service/local_time.h"
#include "service/reframe.h"

namespace wheelhouse::api {

namespace {
constexpr auto kText = service::ColumnFilter::Kind::text;
}

template <>
const service::TableList& table_of<GameRule>() {
  static const service::TableList t{"game_rules", {{"account_id"}, {"compliance", kText}}, "created_at", false, service::kByAccount};
  return t;
}
template <>
const service::TableList& table_of<SellerIssue>() {
  static const service::TableList t{
      "seller_issues", {{"opportunity_id"}, {"account_id"}, {"owner_id"}, {"kind", kText}}, "created_at", false, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<Triangle>() {
  static const service::TableList t{"triangles", {{"opportunity_id"}}, "created_at", true, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<ServiceReminder>() {
  static const service::TableList t{"service_reminders", {{"opportunity_id"}}, "done_at", true, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<RemorseSignal>() {
  static const service::TableList t{
      "remorse_signals", {{"opportunity_id"}, {"account_id"}, {"contact_id"}}, "observed_at", true, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<DeliveryItem>() {
  static const service::TableList t{
      "delivery_items", {{"opportunity_id"}, {"account_id"}, {"kind", kText}}, "created_at", false, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<ReframeCard>() {
  static const service::TableList t{"reframe_cards", {{"opportunity_id"}, {"account_id"}}, "created_at", true, service::kByBelonging};
  return t;
}
template <>
const service::TableList& table_of<DevelopmentGoal>() {
  static const service::TableList t{"development_goals", {{"account_id"}, {"contact_id"}}, "created_at", false, service::kByAccount};
  return t;
}
template <>
const service::TableList& table_of<ContactBenefit>() {
  static const service::TableList t{
      "contact_benefits", {{"opportunity_id"}, {"account_id"}, {"contact_id"}}, "created_at", false, service::kByBelonging};
  return t;
}

namespace {

Result<Reply> get_account_gap(Call& call, storage::Session& session) {
  return show<Account>(call, session, [&](std::string& body, const Account& account) {
    service::write_gap(body, session, call.actor, Unit::account, account.id.uuid);
  });
}
Result<Reply> get_deal_gap(Call& call, storage::Session& session) {
  return show<Opportunity>(call, session, [&](std::string& body, const Opportunity& deal) {
    service::write_gap(body, session, call.actor, Unit::opportunity, deal.id.uuid);
  });
}
Result<Reply> get_growth(Call& call, storage::Session& session) {
  return show<Account>(call, session, [&](std::string& body, const Account& account) {
    service::write_growth(body, session, call.actor, account, call.now);
  });
}
Result<Reply> get_gains(Call& call, storage::Session& session) {
  return show<Opportunity>(call, session, [&](std::string& body, const Opportunity& deal) {
    service::write_gains(body, service::deal_gains(session, call.actor, deal));
  });
}
Result<Reply> get_triangle(Call& call, storage::Session& session) {
  return show<Opportunity>(call, session, [&](std::string& body, const Opportunity& deal) {
    service::write_triangle(body, session, call.actor, deal, call.now);
  });
}
Result<Reply> get_reframe(Call& call, storage::Session& session) {
  return show<Opportunity>(call, session, [&](std::string& body, const Opportunity& deal) {
    service::write_reframe(body, service::deal_reframe(session, call.actor, deal.id.uuid, call.now));
  });
}
Result<Reply> get_aftersales(Call& call, storage::Session& session) {
  const auto offset = read_offset_minutes(call.query);
  if (!offset) return fail(offset.error());
  return show<Opportunity>(call, session, [&](std::string& body, const Opportunity& deal) {
    const int minutes = *offset ? **offset : service::workspace_offset_minutes(session, call.actor.workspace_id, call.now);
    service::write_aftersales(body, session, call.actor, deal, minutes, call.now);
  });
}

}  // namespace

void add_ground_routes(RouteList& routes) {
  add_record_routes<GameRule>(routes);
  add_record_routes<SellerIssue>(routes);
  add_record_routes<Triangle>(routes);
  add_record_routes<ServiceReminder>(routes);
  add_record_routes<RemorseSignal>(routes);
  add_record_routes<DeliveryItem>(routes);
  add_record_routes<ReframeCard>(routes);
  add_record_routes<DevelopmentGoal>(routes);
  add_record_routes<ContactBenefit>(routes);
  routes.push_back(read_route("/api/v1/accounts/{id}/gap", "gap", get_account_gap));
  routes.push_back(read_route("/api/v1/opportunities/{id}/gap", "gap", get_deal_gap));
  routes.push_back(read_route("/api/v1/accounts/{id}/growth", "growth", get_growth));
  routes.push_back(read_route("/api/v1/opportunities/{id}/gains", "gains", get_gains));
  routes.push_back(read_route("/api/v1/opportunities/{id}/triangle", "triangle_view", get_triangle));
  routes.push_back(read_route("/api/v1/opportunities/{id}/reframe", "reframe", get_reframe));
  routes.push_back(read_route("/api/v1/opportunities/{id}/aftersales", "aftersales", get_aftersales));
}

}  // namespace wheelhouse::api
