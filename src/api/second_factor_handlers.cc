// A person's own second factor: begun with the password, in force after the first right code, ended with a code.
#include "api/app.h"
#include "api/forms.h"
#include "api/routes.h"
#include "api/session_cookie.h"
#include "api/visitor.h"
#include "reflect/json_text.h"
#include "service/qr_code.h"
#include "service/second_factor.h"
#include "service/workspace.h"
#include "service/write_result.h"
#include "storage/record_store.h"
#include "storage/second_factor_store.h"

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

Result<Reply> state(Call& call, storage::Session& session) {
  std::string body;
  json_text::Object object(body);
  object.boolean("on", service::has_second_factor(session, call.actor.workspace_id, *call.actor.user_id));
  object.integer("recovery_codes_left", storage::count_recovery_codes(session, call.actor.workspace_id, *call.actor.user_id));
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
  const auto offer = service::write_result(call.app.database(), [&](storage::Session& session) {
    const auto workspace = service::find_workspace(session, call.actor.workspace_id);
    const auto user = storage::find_record(session, call.actor.workspace_id, Id<User>{*call.actor.user_id});
    const std::string account = user && user->email ? *user->email : call.actor.name;
    return service::begin_second_factor(session, call.actor.workspace_id, *call.actor.user_id, workspace ? workspace->name : "Wheelhouse", account, call.now);
  });
  if (!offer) return fail(offer.error());
  const auto qr = service::make_qr_code(offer->uri);
  if (!qr) return fail(qr.error());
  return Reply::json(offer_json(*offer, *qr), 201);
}

Result<Reply> confirm(Call& call) {
  if (auto token = own_session_token(call); !token) return fail(token.error());
  const auto form = read_form<CodeForm>(call);
  if (!form) return fail(form.error());
  const auto codes = service::write_result(call.app.database(), [&](storage::Session& session) {
    return service::confirm_second_factor(session, call.actor.workspace_id, *call.actor.user_id, form->code, call.now);
  });
  if (!codes) return fail(codes.error());
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
  if (auto allowed = throttle->begin(account, device.address_key, call.now); !allowed) return fail(allowed.error());
  auto reply = service::write_result(call.app.database(), [&](storage::Session& session) -> Result<Reply> {
    if (!service::take_code(session, call.actor.workspace_id, *call.actor.user_id, form->code, call.now)) return fail(wrong_code());
    return work(session);
  });
  if (reply || reply.error().code == Errc::conflict) throttle->succeeded(account, device.address_key);
  return reply;
}

Result<Reply> renew_codes(Call& call, const Throttle& throttle) {
  return with_code(call, throttle, [&](storage::Session& session) -> Result<Reply> {
    return Reply::json(code_list(service::renew_recovery_codes(session, call.actor.workspace_id, *call.actor.user_id)));
  });
}

Result<Reply> disable(Call& call, const Throttle& throttle) {
  return with_code(call, throttle, [&](storage::Session& session) -> Result<Reply> {
    const auto credential = storage::find_credential(session, call.actor.workspace_id, *call.actor.user_id);
    if (credential && credential->needs_second_factor) return fail(Error::make(Errc::conflict, "password_needs_second_factor"));
    storage::delete_second_factor(session, call.actor.workspace_id, *call.actor.user_id);
    return Reply::no_content();
  });
}

}  // namespace

void add_second_factor_routes(RouteList& routes, const Throttle& throttle) {
  routes.push_back(read_route("/api/v1/totp", "second_factor", state));
  routes.push_back(free_route("POST", "/api/v1/totp", "second_factor", Verb::read, [throttle](Call& call) { return begin(call, throttle); }));
  routes.push_back(free_route("POST", "/api/v1/totp/confirm", "second_factor", Verb::read, confirm));
  routes.push_back(
      free_route("POST", "/api/v1/totp/recovery_codes", "second_factor", Verb::read, [throttle](Call& call) { return renew_codes(call, throttle); }));
  routes.push_back(free_route("POST", "/api/v1/totp/disable", "second_factor", Verb::read, [throttle](Call& call) { return disable(call, throttle); }));
}

}  // namespace wheelhouse::api
