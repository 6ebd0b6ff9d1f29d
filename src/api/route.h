// The shape of a route and of the functions behind it. Handlers are ordinary synchronous functions; where they run follows
// from the kind of the route, so that none of them can block the edge by accident.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/reply.h"
#include "base/clock.h"
#include "base/result.h"
#include "http/request.h"
#include "service/access.h"
#include "service/actor.h"
#include "service/unit_of_work.h"
#include "storage/database.h"

namespace wheelhouse::api {

class App;

// One request on its way, checked and (unless the route is open) authenticated.
struct Call {
  App& app;
  const http::Request& request;
  const http::QueryParameters& query;
  std::span<const std::string> path;  // what stood for the {…} of the pattern, in order
  const service::Actor& actor;
  Instant now;
};

using ReadFunction = std::function<Result<Reply>(Call&, storage::Session&)>;
using WriteFunction = std::function<Result<Reply>(Call&, service::UnitOfWork&)>;
using FreeFunction = std::function<Result<Reply>(Call&)>;                   // opens its own transactions through app.database()

enum class RouteKind {
  immediate,  // on the loop's own thread, without the book
  read,       // a snapshot, on the loop's own thread: for answers by key, microseconds
  slow_read,  // a snapshot, on a worker thread: lists, counts, search
  write,      // on the writer's thread, inside its transaction; the answer waits for the commit
  free,       // on a worker thread, for work that must not hold the writer: password hashing, files
  stream,     // stays open: live updates
};
enum class Access {
  open,       // anyone (sign-in, set-up, health)
  signed_in,  // a session or an API key
};

// One parameter behind the "?" that a route understands. `schema` is its JSON Schema, for OpenAPI.
struct QueryParameter {
  std::string_view name;
  std::string_view schema = R"({"type":"string"})";
};
namespace query_schema {
inline constexpr std::string_view kText = R"({"type":"string"})", kDate = R"({"type":"string","format":"date"})",
                                  kId = R"({"type":"string","format":"uuid"})", kFlag = R"({"type":"boolean"})",
                                  kCount = R"({"type":"integer","minimum":1})", kAmount = R"({"type":"integer","minimum":0})";
}

struct Route {
  std::string_view method;
  std::string_view pattern;  // "/api/v1/accounts/{id}"
  RouteKind kind;
  Access access;
  service::Verb verb;        // what the role must allow before anything else is looked at
  std::string_view object;   // entity or resource, for the access matrix and OpenAPI; "" is not allowed
  ReadFunction read;
  WriteFunction write;
  FreeFunction free;
  std::uint64_t body_bytes_max = 1 << 20;
  std::string_view too_large = {};  // the reason for a longer body, where the general one is not clear enough; "{max}" is in MiB
  bool body_to_file = false;
  bool any_content_type = false;  // uploads; everything else must be application/json
  bool keeps_answer = false;      // a free POST whose repeat under one Idempotency-Key gets the first answer again
  bool in_one_go = false;         // a read that makes a file: not to be run in rounds (Session::read_in_rounds)
  bool may_be_read_on_standby = false;  // set by all_routes(), from what its object is
  std::vector<QueryParameter> query = {};
};

inline Route with_query(Route route, std::vector<QueryParameter> query) {
  route.query = std::move(query);
  return route;
}

// Collected by the *_routes() functions, one per handlers file, called from routes.cc.
using RouteList = std::vector<Route>;

inline Route read_route(std::string_view pattern, std::string_view object, ReadFunction f, RouteKind kind = RouteKind::slow_read) {
  Route r{"GET", pattern, kind, Access::signed_in, service::Verb::read, object, std::move(f), {}, {}};
  return r;
}
inline Route write_route(std::string_view method, std::string_view pattern, std::string_view object, service::Verb verb, WriteFunction f) {
  Route r{method, pattern, RouteKind::write, Access::signed_in, verb, object, {}, std::move(f), {}};
  return r;
}
inline Route free_route(std::string_view method, std::string_view pattern, std::string_view object, service::Verb verb, FreeFunction f,
                        Access access = Access::signed_in) {
  Route r{method, pattern, RouteKind::free, access, verb, object, {}, {}, std::move(f)};
  r.keeps_answer = method == "POST" && access == Access::signed_in && verb != service::Verb::read;
  return r;
}

// Helpers that most handlers need.
Result<Uuid> path_id(const Call& call, std::size_t index = 0);                     // not_found when it is no id
Result<std::int64_t> expected_version(const Call& call);  // from If-Match; precondition_required when absent, −1 for "*"
std::string etag(std::int64_t version);

}  // namespace wheelhouse::api
