// A person's own second factor: begun with the password, in force after the first right code, ended with a code.
#include "api/app.h"
#include "api/forms.h"
#include "api/routes.h"
#include "api/session_cookie.h"
#include "api/visitor.h"
#include "reflect/json_text.h"
#include "service/own_access.h"
#include "service/qr_code.h"
#include "service/second_factor.h"
#include "service/write_result.h"

namespace wheelhouse::api {
namespace {

using service::Verb;
using Throttle = std::shared_ptr<service::SignInThrottle>;

Error wrong_code() { return Error::invalid_field("/code", "wrong_code"); }

std::string code_list(const std::vector<std::string>& codes) {
  std::string body = "{\"recovery_codes\":[";
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (i) body += ',';
    json_text::append_string(body, codes[i]);
  }
  return body += "]}";
}

Result<Reply> show(Call& call, storage::Session& session) {
  const service::SecondFactorState state = service::own_second_factor(session, call.actor);
  std::string body;
  json_text::Object object(body);
  object.boolean("on", state.on);
  object.integer("recovery_codes_left", state.recovery_codes_left);
  object.close();
  return Reply::json(std::move(body));
}

std::string offer_json(const service::SecondFactorOffer& offer, const std::vector<std::vector<bool>>& qr) {
  std::string body;
  json_text::Object object(body);
  object.string("secret", offer.secret);
  object.string("uri", offer.uri);
  std::string& rows = object.key("qr");
  rows += '[';
  for (std::size_t y = 0; y < qr.size(); ++y) {
    rows += y ? ",\"" : "\"";
    for (const bool dark : qr[y]) rows += dark ? '1' : '0';
    rows += '"';
  }
  rows += ']';
  object.close();
  return body;
}

Result<Reply> begin(Call& call, const Throttle& throttle) {
  if (auto token = own_session_token(call); !token) return fail(token.error());
  const auto form = read_form<CurrentPasswordForm>(call);
  if (!form) return fail(form.error());
  const service::AuthTools tools{call.app.database(), service::password_hasher(), *throttle};
  if (auto right = service::check_current_password(tools, *call.actor.user_id, form->current, device_of(call), call.now); !right)
    return fail(right.error());
  const auto offer = service::write_result(call.app.database(), [&](storage::Session& session) -> Result<service::SecondFactorOffer> {
    const auto access = service::own_access(session, call.actor);
    if (!access) return fail(access.error());
    return service::begin_second_factor(session, call.actor.workspace_id, *call.actor.user_id, access->workspace.name,
                                        access->user.email.value_or(access->user.name), call.now);
  });
  if (!offer) return fail(offer.error());
  const auto qr = service::make_qr_code(offer->uri);
  if (!qr) return fail(qr.error());
  return Reply::json(offer_json(*offer, *qr), 201);
}

// The other sessions have ended, and so have their streams.
void forget_the_others(Call& call) {
  call.app.forget_identities();
  call.app.close_streams_of(*call.actor.user_id);
}

Result<Reply> confirm(Call& call, const Throttle& throttle) {
  const auto token = own_session_token(call);
  if (!token) return fail(token.error());
  const auto form = read_form<CodeForm>(call);
  if (!form) return fail(form.error());
  const service::Device device = device_of(call);
  const std::string account = "code:" + to_string(*call.actor.user_id);
  if (auto allowed = throttle->begin(call.app.database(), account, device.address_key, call.now); !allowed) return fail(allowed.error());
  const auto codes = service::write_result(call.app.database(), [&](storage::Session& session) {
    auto confirmed = service::confirm_second_factor(session, call.actor.workspace_id, *call.actor.user_id, form->code, call.now);
    if (confirmed) service::end_other_sessions(session, call.actor, *token);
    return confirmed;
  });
  if (codes || codes.error().code == Errc::conflict) throttle->succeeded(call.app.database(), account, device.address_key);
  if (!codes) return fail(codes.error());
  forget_the_others(call);
  return Reply::json(code_list(*codes));
}

// Runs `work` when the code of the form is right; guessing it is slowed like a password.
template <class Work>
Result<Reply> with_code(Call& call, const Throttle& throttle, Work&& work) {
  if (auto token = own_session_token(call); !token) return fail(token.error());
  const auto form = read_form<CodeForm>(call);
  if (!form) return fail(form.error());
  const service::Device device = device_of(call);
  const std::string account = "code:" + to_string(*call.actor.user_id);
  if (auto allowed = throttle->begin(call.app.database(), account, device.address_key, call.now); !allowed) return fail(allowed.error());
  auto reply = service::write_result(call.app.database(), [&](storage::Session& session) -> Result<Reply> {
    if (!service::take_code(session, call.actor.workspace_id, *call.actor.user_id, form->code, call.now)) return fail(wrong_code());
    return work(session);
  });
  if (reply || reply.error().code == Errc::conflict) throttle->succeeded(call.app.database(), account, device.address_key);
  return reply;
}

Result<Reply> renew_codes(Call& call, const Throttle& throttle) {
  return with_code(call, throttle, [&](storage::Session& session) -> Result<Reply> {
    return Reply::json(code_list(service::renew_recovery_codes(session, call.actor.workspace_id, *call.actor.user_id)));
  });
}

Result<Reply> disable(Call& call, const Throttle& throttle) {
  const auto token = own_session_token(call);
  if (!token) return fail(token.error());
  auto reply = with_code(call, throttle, [&](storage::Session& session) -> Result<Reply> {
    const auto ended = service::end_own_second_factor(session, call.actor, call.app.options().second_factor_rule);
    if (!ended) return fail(ended.error());
    service::end_other_sessions(session, call.actor, *token);
    return Reply::no_content();
  });
  if (reply) forget_the_others(call);
  return reply;
}

}  // namespace

void add_second_factor_routes(RouteList& routes, const Throttle& throttle) {
  routes.push_back(read_route("/api/v1/totp", "second_factor", show));
  routes.push_back(
      free_route("POST", "/api/v1/totp", "second_factor", Verb::read, [throttle](Call& call) { return begin(call, throttle); }));
  routes.push_back(free_route("POST", "/api/v1/totp/confirm", "second_factor", Verb::read,
                              [throttle](Call& call) { return confirm(call, throttle); }));
  routes.push_back(free_route("POST", "/api/v1/totp/recovery_codes", "second_factor", Verb::read,
                              [throttle](Call& call) { return renew_codes(call, throttle); }));
  routes.push_back(free_route("POST", "/api/v1/totp/disable", "second_factor", Verb::read,
                              [throttle](Call& call) { return disable(call, throttle); }));
}

}  // namespace wheelhouse::api
