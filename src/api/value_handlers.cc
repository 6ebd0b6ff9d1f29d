// The criteria grid, the value and the buyer of a deal, the qualification of a customer, and the cockpit.
#include "api/record_handlers.h"
#include "service/cockpit.h"
#include "service/criteria_grid.h"
#include "service/qualification_view.h"
#include "service/value_view.h"

namespace wheelhouse::api {
namespace {

Result<Reply> get_criteria(Call& call, storage::Session& session) {
  return show<Opportunity>(call, session, [&](std::string& body, const Opportunity& deal) -> Result<void> {
    service::write_criteria_grid(body, service::criteria_grid(session, call.actor.workspace_id, deal.id.uuid));
    return {};
  });
}

Result<Reply> post_normalise(Call& call, service::UnitOfWork& work) {
  auto id = path_id(call);
  if (!id) return fail(id.error());
  auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  if (!input->empty()) return fail(Error::invalid_field("", "unknown_field"));
  if (auto done = service::normalise_weights(work, Id<Opportunity>{*id}); !done) return fail(done.error());
  work.finish();
  std::string body;
  service::write_criteria_grid(body, service::criteria_grid(work.session(), call.actor.workspace_id, *id));
  return Reply::json(std::move(body));
}

Result<Reply> get_value(Call& call, storage::Session& session) {
  return show<Opportunity>(call, session, [&](std::string& body, const Opportunity& deal) -> Result<void> {
    const auto value = service::deal_value(session, call.actor, deal.id.uuid);
    service::write_deal_value(body, *value);
    return {};
  });
}

Result<Reply> get_buyer(Call& call, storage::Session& session) {
  return show<Opportunity>(call, session, [&](std::string& body, const Opportunity& deal) -> Result<void> {
    const auto value = service::deal_value(session, call.actor, deal.id.uuid);
    service::write_deal_buyer(body, service::deal_buyer(session, call.actor.workspace_id, deal, value->value_case));
    return {};
  });
}

Result<Reply> get_qualification(Call& call, storage::Session& session) {
  return show<Account>(call, session, [&](std::string& body, const Account& account) -> Result<void> {
    service::write_qualification(body, session, call.actor, account, call.now);
    return {};
  });
}

Result<Reply> get_cockpit(Call& call, storage::Session& session) {
  const auto offset = read_offset_minutes(call.query);
  if (!offset) return fail(offset.error());
  return show<Opportunity>(call, session, [&](std::string& body, const Opportunity& deal) {
    return service::write_cockpit(body, session, call.actor, deal, *offset, call.now);
  });
}

}  // namespace

void add_value_routes(RouteList& routes) {
  routes.push_back(read_route("/api/v1/opportunities/{id}/criteria", "criteria_grid", get_criteria));
  routes.push_back(
      write_route("POST", "/api/v1/opportunities/{id}/criteria/normalise", "criteria_grid", service::Verb::update, post_normalise));
  routes.push_back(read_route("/api/v1/opportunities/{id}/value", "deal_value", get_value));
  routes.push_back(read_route("/api/v1/opportunities/{id}/buyer_type", "buyer_type", get_buyer));
  routes.push_back(read_route("/api/v1/accounts/{id}/qualification", "qualification", get_qualification));
  routes.push_back(read_route("/api/v1/opportunities/{id}/cockpit", "cockpit", get_cockpit));
}

}  // namespace wheelhouse::api
