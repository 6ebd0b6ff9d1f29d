// The history of changes, and the timeline of a customer or a deal.
#include "api/list_query.h"
#include "api/routes.h"
#include "service/history_view.h"
#include "service/timeline.h"

namespace wheelhouse::api {
namespace {

Result<Reply> get_history(Call& call, storage::Session& session) {
  service::HistoryQuery query;
  query.object = call.query.get("object");
  query.cursor = call.query.get("cursor");
  const auto account = read_id(call.query, "account_id");
  if (!account) return fail(account.error());
  query.account_id = *account;
  const auto opportunity = read_id(call.query, "opportunity_id");
  if (!opportunity) return fail(opportunity.error());
  query.opportunity_id = *opportunity;
  const auto limit = read_integer(call.query, "limit", 1, service::kPageMax);
  if (!limit) return fail(limit.error());
  if (*limit) query.limit = static_cast<int>(**limit);
  std::string body;
  if (auto written = service::write_history(body, session, call.actor, query); !written) return fail(written.error());
  return Reply::json(std::move(body));
}

Result<Reply> get_timeline(Call& call, storage::Session& session, Unit unit) {
  service::TimelineQuery query;
  query.unit = unit;
  const auto id = path_id(call);
  if (!id) return fail(id.error());
  query.id = *id;
  query.only = call.query.get("only");
  query.cursor = call.query.get("cursor");
  const auto limit = read_integer(call.query, "limit", 1, service::kPageMax);
  if (!limit) return fail(limit.error());
  if (*limit) query.limit = static_cast<int>(**limit);
  std::string body;
  if (auto written = service::write_timeline(body, session, call.actor, query, call.now); !written) return fail(written.error());
  return Reply::json(std::move(body));
}

}  // namespace

void add_history_routes(RouteList& routes) {
  routes.push_back(read_route("/api/v1/history", "change", get_history));
  routes.push_back(read_route("/api/v1/accounts/{id}/timeline", "account",
                              [](Call& call, storage::Session& session) { return get_timeline(call, session, Unit::account); }));
  routes.push_back(read_route("/api/v1/opportunities/{id}/timeline", "opportunity",
                              [](Call& call, storage::Session& session) { return get_timeline(call, session, Unit::opportunity); }));
}

}  // namespace wheelhouse::api
