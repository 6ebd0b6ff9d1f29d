#include "api/session_answer.h"

#include "api/app.h"
#include "api/session_cookie.h"
#include "reflect/json_text.h"
#include "service/access.h"
#include "service/own_access.h"
#include "service/write_result.h"

namespace wheelhouse::api {
namespace {

void write_user(std::string& out, const service::OwnAccess& access, service::SecondFactorRule rule) {
  const User& user = access.user;
  json_text::Object object(out);
  object.string("id", to_string(user.id));
  object.string("name", user.name);
  Kind<Text>::write_json(object.key("email"), user.email);
  object.string("role", to_string(user.role));
  Kind<std::optional<Id<Team>>>::write_json(object.key("team_id"), user.team_id);
  object.string("locale", user.locale.value_or(access.workspace.locale));
  object.boolean("must_change_password", access.must_change_password);
  object.boolean("has_password", access.has_password);
  object.boolean("second_factor", access.second_factor);
  object.boolean("must_set_up_second_factor", service::lacks_second_factor(access, rule));
  object.close();
}

}  // namespace

Result<Reply> session_answer(App& app, storage::Session& session, const service::Actor& actor) {
  const auto access = service::own_access(session, actor);
  if (!access) return fail(access.error());
  std::string body;
  json_text::Object object(body);
  write_user(object.key("user"), *access, app.options().second_factor_rule);
  service::write_workspace(object.key("workspace"), access->workspace);
  std::string& list = object.key("permissions");
  list += '[';
  bool first = true;
  for (const std::string_view permission : service::permissions_of(access->user.role)) {
    if (!first) list += ',';
    first = false;
    json_text::append_string(list, permission);
  }
  list += ']';
  object.close();
  return Reply::json(std::move(body));
}

Result<Reply> signed_in_answer(Call& call, const service::SignedIn& signed_in) {
  service::Actor actor;
  actor.user_id = signed_in.user.id.uuid;
  auto reply =
      service::read_result(call.app.database(), [&](storage::Session& session) { return session_answer(call.app, session, actor); });
  if (!reply) return reply;
  set_session_cookie(*reply, call.request, signed_in.token);
  if (!signed_in.mark.empty()) set_browser_mark_cookie(*reply, call.request, signed_in.mark);
  reply->signed_in = signed_in.user.id.uuid;
  return reply;
}

}  // namespace wheelhouse::api
