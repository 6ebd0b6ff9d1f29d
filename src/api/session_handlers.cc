// Signing in and out, a person's own sessions, password and language.
#include "api/app.h"
#include "api/forms.h"
#include "api/routes.h"
#include "api/session_answer.h"
#include "api/session_cookie.h"
#include "api/visitor.h"
#include "reflect/json_text.h"
#include "service/own_access.h"
#include "service/user_service.h"
#include "service/write_result.h"

namespace wheelhouse::api {
namespace {

using service::Verb;
using Throttle = std::shared_ptr<service::SignInThrottle>;

service::AuthTools tools_of(const Call& call, const Throttle& throttle) {
  return {call.app.database(), service::password_hasher(), *throttle};
}

// Whoever had a stream or a remembered identity has to show his credentials again.
void forget(Call& call, const Uuid& user_id) {
  call.app.forget_identities();
  call.app.close_streams_of(user_id);
}

Result<Reply> sign_in(Call& call, const Throttle& throttle) {
  if (auto safe = check_transport(call); !safe) return fail(safe.error());
  const auto form = read_form<SignInForm>(call);
  if (!form) return fail(form.error());
  Result<service::SignedIn> signed_in = fail(Error{});
  if (!form->token.empty()) {
    signed_in = service::sign_in_with_link(tools_of(call, throttle), form->token, form->code, device_of(call), call.now);
  } else {
    std::vector<FieldError> missing;
    if (form->email.empty()) missing.push_back({"/email", "required", {}});
    if (form->password.empty()) missing.push_back({"/password", "required", {}});
    if (!missing.empty()) return fail(Error::invalid_fields(std::move(missing)));
    signed_in = service::sign_in(tools_of(call, throttle), {form->email, form->password, form->code}, device_of(call), call.now);
  }
  if (!signed_in) return fail(signed_in.error());
  call.app.forget_identities();  // the browser's old session has ended
  return signed_in_answer(call, *signed_in);
}

Result<Reply> sign_out(Call& call) {
  if (const auto token = session_token(call.request)) {
    call.app.database().write([&](storage::Session& session) { service::end_session(session, *token); });
    call.app.forget_identities();
    if (call.actor.user_id) call.app.close_streams_of(*call.actor.user_id);
  }
  Reply reply = Reply::no_content();
  clear_session_cookie(reply, call.request);
  return reply;
}

Result<Reply> change_locale(Call& call) {
  const auto form = read_form<LocaleForm>(call);
  if (!form) return fail(form.error());
  return call.app.write_now(call.actor, [&](service::UnitOfWork& work) -> Result<Reply> {
    const auto user = service::set_own_locale(work, form->locale);
    if (!user) return fail(user.error());
    return session_answer(call.app, work.session(), call.actor);
  });
}

Result<Reply> list_sessions(Call& call, storage::Session& session) {
  const auto token = own_session_token(call);
  if (!token) return fail(token.error());
  std::string body = "{\"items\":[";
  for (const auto& [row, current] : service::own_sessions(session, call.actor, *token)) {
    if (body.back() == '}') body += ',';
    json_text::Object object(body);
    object.string("id", to_string(row.id));
    object.string("created_at", to_string(row.created_at));
    object.string("seen_at", to_string(row.seen_at));
    object.string("expires_at", to_string(row.expires_at));
    object.string("user_agent", row.user_agent);
    object.string("address", row.address);
    object.boolean("current", current);
    object.close();
  }
  return Reply::json(body += "],\"next\":null}");
}

Result<Reply> end_session(Call& call, const Throttle& throttle) {
  const auto token = own_session_token(call);
  if (!token) return fail(token.error());
  const auto id = path_id(call);
  if (!id) return fail(id.error());
  const auto form = read_form<ConfirmForm>(call);
  if (!form) return fail(form.error());
  const auto confirmed =
      service::confirm_person(tools_of(call, throttle), *call.actor.user_id, form->current, *token, device_of(call), call.now);
  if (!confirmed) return fail(confirmed.error());
  const auto ended = service::write_result(call.app.database(),
                                           [&](storage::Session& session) { return service::end_own_session(session, call.actor, *id); });
  if (!ended) return fail(ended.error());
  forget(call, *call.actor.user_id);
  return Reply::no_content();
}

Result<Reply> set_password_by_link(Call& call, const PasswordForm& form) {
  const auto set = service::set_password_with_link(call.app.database(), service::password_hasher(), form.token, form.new_password,
                                                   device_of(call), call.now);
  if (!set) return fail(set.error());
  forget(call, set->user.id.uuid);
  if (set->session) return signed_in_answer(call, *set->session);
  return Reply::no_content();  // now sign in, with the second factor
}

Result<Reply> change_password(Call& call, const Throttle& throttle) {
  if (auto safe = check_transport(call); !safe) return fail(safe.error());
  const auto form = read_form<PasswordForm>(call);
  if (!form) return fail(form.error());
  if (!form->token.empty()) return set_password_by_link(call, *form);
  if (!call.actor.user_id) return fail(Error::make(Errc::unauthenticated, "unauthenticated"));
  const auto token = own_session_token(call);
  if (!token) return fail(token.error());
  const auto changed = service::change_password(tools_of(call, throttle), *call.actor.user_id, {form->current, form->new_password, *token},
                                                device_of(call), call.now);
  if (!changed) return fail(changed.error());
  forget(call, *call.actor.user_id);
  return Reply::no_content();
}

}  // namespace

void add_session_routes(RouteList& routes) {
  const auto throttle = std::make_shared<service::SignInThrottle>();
  routes.push_back(read_route(
      "/api/v1/session", "session", [](Call& call, storage::Session& session) { return session_answer(call.app, session, call.actor); },
      RouteKind::read));
  routes.push_back(free_route(
      "POST", "/api/v1/session", "session", Verb::read, [throttle](Call& call) { return sign_in(call, throttle); }, Access::open));
  routes.push_back(free_route("PATCH", "/api/v1/session", "session", Verb::read, change_locale));
  routes.push_back(free_route("DELETE", "/api/v1/session", "session", Verb::read, sign_out, Access::open));
  routes.push_back(read_route("/api/v1/sessions", "session", list_sessions));
  routes.push_back(free_route("POST", "/api/v1/sessions/{id}/end", "session", Verb::read,
                              [throttle](Call& call) { return end_session(call, throttle); }));
  routes.push_back(free_route(
      "POST", "/api/v1/password", "password", Verb::read, [throttle](Call& call) { return change_password(call, throttle); },
      Access::open));
  add_second_factor_routes(routes, throttle);
  add_single_sign_on_routes(routes, throttle);
}

}  // namespace wheelhouse::api
