// Training modules and cases; a person's own attempts; how a facilitator's people answered.
#include <boost/json.hpp>

#include "api/list_query.h"
#include "api/routes.h"
#include "service/practice.h"

namespace wheelhouse::api {
namespace {

constexpr std::uint64_t kAttemptBytesMax = 64 * 1024;  // the longest case takes two

template <class Write>
Result<Reply> answer(Write&& write) {
  std::string body;
  if (auto written = write(body); !written) return fail(written.error());
  return Reply::json(std::move(body));
}

Result<Reply> get_practice(Call& call, storage::Session& session) {
  return answer([&](std::string& body) { return service::write_practice(body, session, call.actor); });
}
Result<Reply> get_module(Call& call, storage::Session& session) {
  return answer([&](std::string& body) { return service::write_module(body, session, call.actor, call.path[0]); });
}
Result<Reply> get_case(Call& call, storage::Session& session) {
  return answer([&](std::string& body) { return service::write_case(body, session, call.actor, call.path[0]); });
}
Result<Reply> get_votes(Call& call, storage::Session& session) {
  return answer([&](std::string& body) { return service::write_votes(body, session, call.actor, call.path[0]); });
}

Result<Reply> post_attempt(Call& call, service::UnitOfWork& work) {
  auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  const auto attempt = service::hand_in(work.session(), call.actor, *input, call.now);
  if (!attempt) return fail(attempt.error());
  std::string body;
  service::write_graded(body, work.session(), call.actor, *attempt);
  return Reply::json(std::move(body), 201);
}

}  // namespace

void add_practice_routes(RouteList& routes) {
  routes.push_back(read_route("/api/v1/practice", "practice", get_practice));
  routes.push_back(read_route("/api/v1/practice/modules/{key}", "practice", get_module));
  routes.push_back(read_route("/api/v1/practice/cases/{key}", "practice", get_case));
  routes.push_back(read_route("/api/v1/practice/cases/{key}/votes", "practice", get_votes));
  // What a person learns is his own: whoever may read may practise. Nothing of the book changes.
  Route attempt = write_route("POST", "/api/v1/practice/attempts", "practice", service::Verb::read, post_attempt);
  attempt.body_bytes_max = kAttemptBytesMax;
  routes.push_back(std::move(attempt));
}

}  // namespace wheelhouse::api
