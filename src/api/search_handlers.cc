// Search as you type.
#include <algorithm>

#include "api/list_query.h"
#include "api/routes.h"
#include "reflect/json.h"
#include "service/search.h"

namespace wheelhouse::api {
namespace {

Result<unsigned> read_kinds(std::string_view list) {
  unsigned kinds = 0;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const auto kind = parse_enum<service::SearchKind>(list.substr(0, comma));
    if (!kind) {
      Params params;
      json_read::unknown_value(params, EnumNames<service::SearchKind>::names, list.substr(0, comma));
      return fail(Error::invalid_field("?kinds", "unknown_value", std::move(params)));
    }
    kinds |= 1u << static_cast<unsigned>(*kind);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return kinds == 0 ? service::kAllSearchKinds : kinds;
}

Result<Reply> get_search(Call& call, storage::Session& session) {
  service::SearchRequest request;
  request.text = call.query.get("q");
  const auto kinds = read_kinds(call.query.get("kinds"));
  if (!kinds) return fail(kinds.error());
  request.kinds = *kinds;
  const auto limit = read_integer(call.query, "limit", 1, service::kSearchLimitMax);
  if (!limit) return fail(limit.error());
  if (*limit) request.limit = static_cast<int>(**limit);
  const auto items = service::search(session, call.actor, request);
  if (!items) return fail(items.error());
  std::string body;
  service::write_search(body, session, call.actor, *items);
  return Reply::json(std::move(body));
}

}  // namespace

void add_search_routes(RouteList& routes) {
  routes.push_back(with_query(read_route("/api/v1/search", "search", get_search), {{"q"}, {"kinds"}, {"limit", query_schema::kCount}}));
 }

}  // namespace wheelhouse::api
