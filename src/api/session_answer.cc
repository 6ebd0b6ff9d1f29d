#include "api/session_answer.h"

#include "api/app.h"
#include "api/session_cookie.h"
#include "reflect/json_text.h"
#include "service/access.h"
#include "service/second_factor.h"
#include "service/workspace.h"
#include "service/write_result.h"
#include "storage/record_store.h"

namespace wheelhouse::api {
namespace {

void write_user(std::string& out, storage::Session& session, const User& user, std::string_view locale) {
  const auto credential = storage::find_credential(session, service::kWorkspaceId, user.id.uuid);
  json_text::Object object(out);
  object.string("id", to_string(user.id));
  object.string("name", user.name);
  Kind<Text>::write_json(object.key("email"), user.email);
  object.string("role", to_string(user.role));
  Kind<std::optional<Id<Team>>>::write_json(object.key("team_id"), user.team_id);
  object.string("locale", locale);
  object.boolean("must_change_password", credential && credential->must_change);
  object.boolean("has_password", credential.has_value());
  object.boolean("second_factor", service::has_second_factor(session, service::kWorkspaceId, user.id.uuid));
  object.close();
}

}  // namespace

Result<Reply> session_answer(storage::Session& session, const service::Actor& actor) {
  const auto user = storage::find_record(session, actor.workspace_id, Id<User>{actor.user_id.value_or(Uuid{})});
  const auto workspace = service::find_workspace(session, actor.workspace_id);
  if (!user || !workspace) return fail(Error::make(Errc::unauthenticated, "unauthenticated"));
  std::string body;
  json_text::Object object(body);
  write_user(object.key("user"), session, *user, user->locale.value_or(workspace->locale));
  service::write_workspace(object.key("workspace"), *workspace);
  std::string& list = object.key("permissions");
  list += '[';
  bool first = true;
  for (const std::string_view permission : service::permissions_of(user->role)) {
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
  auto reply = service::read_result(call.app.database(), [&](storage::Session& session) { return session_answer(session, actor); });
  if (reply) set_session_cookie(*reply, call.request, signed_in.token);
  return reply;
}

}  // namespace wheelhouse::api
