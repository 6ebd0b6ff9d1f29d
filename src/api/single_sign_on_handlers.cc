// Signing in at the company's provider: is there one, go there, come back. The browser comes back to a page of the interface, which
// hands in what came along: so the last step is a request of this site like any other, and no GET signs anybody in.
#include "api/app.h"
#include "api/forms.h"
#include "api/routes.h"
#include "api/session_answer.h"
#include "api/session_cookie.h"
#include "api/visitor.h"
#include "reflect/json_text.h"
#include "service/password.h"
#include "service/single_sign_on.h"

namespace wheelhouse::api {
namespace {

using service::Verb;
using Throttle = std::shared_ptr<service::SignInThrottle>;

constexpr std::string_view kReturnPath = "/sign_in/return";

Result<service::SingleSignOn> how_of(const Call& call) {
  const auto& options = call.app.options();
  if (!options.provider) return fail(Error::not_found("provider"));
  return service::SingleSignOn{*options.provider, options.provider_makes_people};
}

// Where the provider sends the browser back to: the address that people know, or the one this request came by, which the edge has found
// among those of this server.
std::string redirect_uri(const Call& call) {
  const std::string& known = call.app.options().public_url;
  if (!known.empty()) return known + std::string(kReturnPath);
  return (call.request.secure ? "https://" : "http://") + std::string(call.request.header("Host")) + std::string(kReturnPath);
}

Result<Reply> show(Call& call) {
  std::string body;
  json_text::Object object(body);
  const auto& provider = call.app.options().provider;
  Kind<std::optional<std::string>>::write_json(object.key("name"), provider ? std::optional(provider->name()) : std::nullopt);
  object.close();
  return Reply::json(std::move(body));
}

Result<Reply> begin(Call& call) {
  if (auto safe = check_transport(call); !safe) return fail(safe.error());
  const auto how = how_of(call);
  if (!how) return fail(how.error());
  const auto begun = service::begin_single_sign_on(call.app.database(), *how, redirect_uri(call), call.now);
  if (!begun) return fail(begun.error());
  std::string body;
  json_text::Object object(body);
  object.string("location", begun->location);
  object.close();
  Reply reply = Reply::json(std::move(body), 201);
  set_attempt_cookie(reply, call.request, begun->browser_token);
  return reply;
}

Result<Reply> finish(Call& call, const Throttle& throttle) {
  if (auto safe = check_transport(call); !safe) return fail(safe.error());
  const auto how = how_of(call);
  if (!how) return fail(how.error());
  const auto form = read_form<SignInReturnForm>(call);
  if (!form) return fail(form.error());
  if (!form->error.empty()) {
    const bool cancelled = form->error == "access_denied";
    return fail(Error::make(Errc::unauthenticated, cancelled ? "sign_in_cancelled" : "provider_refused",
                            {{"provider", how->provider.name()}}));
  }
  const auto signed_in = service::finish_single_sign_on(
      {call.app.database(), service::password_hasher(), *throttle}, *how,
      {form->code, form->state, form->iss, std::string(attempt_token(call.request).value_or("")), form->second_factor}, device_of(call),
      call.now);
  if (!signed_in) return fail(signed_in.error());
  call.app.forget_identities();  // the browser's old session has ended
  auto reply = signed_in_answer(call, *signed_in);
  if (reply) clear_attempt_cookie(*reply, call.request);
  return reply;
}

}  // namespace

void add_single_sign_on_routes(RouteList& routes, const Throttle& throttle) {
  Route shown{"GET", "/api/v1/single_sign_on", RouteKind::immediate, Access::open, Verb::read, "single_sign_on", {}, {}, show};
  routes.push_back(std::move(shown));
  routes.push_back(free_route("POST", "/api/v1/single_sign_on", "single_sign_on", Verb::read, begin, Access::open));
  routes.push_back(free_route(
      "POST", "/api/v1/single_sign_on/finish", "single_sign_on", Verb::read, [throttle](Call& call) { return finish(call, throttle); },
      Access::open));
}

}  // namespace wheelhouse::api
