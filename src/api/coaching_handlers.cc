// What a seller and whoever leads him look at together: self-checks, and how he changes over the months.
#include "api/record_handlers.h"
#include "service/local_time.h"
#include "service/self_check.h"
#include "service/seller_path.h"
#include "service/step_figures.h"

namespace wheelhouse::api {
namespace {

Result<Reply> get_self_checks(Call& call, storage::Session& session) {
  auto id = path_id(call);
  if (!id) return fail(id.error());
  std::string body;
  if (auto written = service::write_self_checks(body, session, call.actor, *id); !written) return fail(written.error());
  return Reply::json(std::move(body));
}

Result<Reply> post_self_check(Call& call, service::UnitOfWork& work) {
  auto input = read_object(call.request.body);
  if (!input) return fail(input.error());
  const auto id = service::create_self_check(work, *input);
  if (!id) return fail(id.error());
  std::string body;
  json_text::Object object(body);
  object.string("id", to_string(*id));
  object.close();
  return Reply::json(std::move(body), 201);
}

Result<Reply> get_change_path(Call& call, storage::Session& session) {
  auto id = path_id(call);
  if (!id) return fail(id.error());
  const auto offset = read_offset_minutes(call.query);
  if (!offset) return fail(offset.error());
  const int minutes = *offset ? **offset : service::workspace_offset_minutes(session, call.actor.workspace_id, call.now);
  std::string body;
  if (auto written = service::write_seller_path(body, session, call.actor, *id, minutes, call.now); !written) return fail(written.error());
  return Reply::json(std::move(body));
}

Result<Reply> get_step_figures(Call& call, storage::Session& session) {
  auto id = path_id(call);
  if (!id) return fail(id.error());
  std::string body;
  if (auto written = service::write_step_figures(body, session, call.actor, *id, call.now); !written) return fail(written.error());
  return Reply::json(std::move(body));
}

}  // namespace

void add_coaching_routes(RouteList& routes) {
  routes.push_back(read_route("/api/v1/users/{id}/self_checks", "self_check", get_self_checks));
  routes.push_back(write_route("POST", "/api/v1/self_checks", "self_check", Verb::create, post_self_check));
  routes.push_back(read_route("/api/v1/users/{id}/change_path", "change_path", get_change_path));
  routes.push_back(read_route("/api/v1/users/{id}/step_figures", "step_figures", get_step_figures));
}

}  // namespace wheelhouse::api
