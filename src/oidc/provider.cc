#include "oidc/provider.h"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "oidc/outbound.h"
#include "reflect/json.h"

namespace wheelhouse::oidc {
namespace {

constexpr std::int64_t kDescriptionMs = 3600'000, kKeysMs = 3600'000;
constexpr std::int64_t kFailureMs = 5'000;   // a provider that is down is not asked by everybody at once
constexpr std::int64_t kNewKeysMs = 30'000;  // an unknown key is looked for no more often
constexpr int kAskingMax = 4;                // of the workers, which have other things to do

std::string text_of(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}
bool flag_of(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value && value->is_bool() && value->get_bool();
}
bool lists(const boost::json::object& object, std::string_view name, std::string_view wanted) {
  const auto* value = object.if_contains(name);
  if (!value || !value->is_array()) return false;
  for (const auto& one : value->get_array())
    if (one.is_string() && std::string_view(one.get_string()) == wanted) return true;
  return false;
}

// Comes by time, or because what was not to be found may be new.
bool is_fresh(Instant at, std::int64_t life_ms, Instant now) { return at.ms > 0 && now.ms - at.ms < life_ms && now >= at; }

bool asks_for_new_keys(const Error& error) {
  for (const Param& param : error.params)
    if (param.name == "why") return param.value == "key" || param.value == "signature";
  return false;
}

}  // namespace

Provider::Provider(ProviderOptions options, bool on_this_machine) : options_(std::move(options)), on_this_machine_(on_this_machine) {}

Result<std::shared_ptr<Provider>> Provider::make(ProviderOptions options) {
  const auto address = read_address(options.issuer);
  if (!address) return fail(address.error());
  if (options.issuer.find('?') != std::string::npos)
    return fail(Error::make(Errc::invalid, "bad_provider_address", {{"address", options.issuer}}));
  if (options.name.empty()) options.name = address->host;
  return std::shared_ptr<Provider>(new Provider(std::move(options), address->loopback));
}

Error Provider::unreachable(std::string_view what) const {
  if (options_.on_trouble) options_.on_trouble(what);
  return Error::make(Errc::unavailable, "provider_unreachable", {{"provider", options_.name}});
}

// The body of an answer, of whatever status below 500; "" is none.
Result<std::string> Provider::ask(const Ask& ask) {
  {
    std::lock_guard lock(mutex_);
    if (asking_ >= kAskingMax)
      return fail(Error::make(Errc::unavailable, "too_many_requests", {{"retry_after", "2"}, {"seconds", "2"}}));
    ++asking_;
  }
  Answer answer = send(ask, on_this_machine_);
  {
    std::lock_guard lock(mutex_);
    --asking_;
  }
  if (!answer.failure.empty()) return fail(unreachable(answer.failure));
  if (answer.status >= 500 || (answer.status >= 300 && answer.status < 400))
    return fail(unreachable("status " + std::to_string(answer.status)));
  return std::move(answer.body);
}

Result<Provider::Description> Provider::description(Instant now) {
  {
    std::lock_guard lock(mutex_);
    if (description_ && is_fresh(described_at_, kDescriptionMs, now)) return *description_;
    if (is_fresh(failed_at_, kFailureMs, now))
      return fail(Error::make(Errc::unavailable, "provider_unreachable", {{"provider", options_.name}}));
  }
  const auto read = [&]() -> Result<Description> {
    std::string base = options_.issuer;
    if (base.ends_with('/')) base.pop_back();
    const auto body = ask({.url = base + "/.well-known/openid-configuration"});
    if (!body) return fail(body.error());
    const auto json = parse_json(*body);
    if (!json || !json->is_object()) return fail(unreachable("discovery: not JSON"));
    const auto& object = json->get_object();
    // Another's description under this address would have us believe another's keys.
    if (text_of(object, "issuer") != options_.issuer) return fail(unreachable("discovery: another issuer"));
    Description described{text_of(object, "authorization_endpoint"), text_of(object, "token_endpoint"), text_of(object, "jwks_uri"),
                          text_of(object, "userinfo_endpoint"), false, flag_of(object, "authorization_response_iss_parameter_supported")};
    described.secret_in_form = lists(object, "token_endpoint_auth_methods_supported", "client_secret_post") &&
                               !lists(object, "token_endpoint_auth_methods_supported", "client_secret_basic");
    for (const std::string& url : {described.authorization_endpoint, described.token_endpoint, described.jwks_uri}) {
      const auto address = read_address(url);
      if (!address || address->loopback != on_this_machine_) return fail(unreachable("discovery: an address that is not taken"));
    }
    if (!described.userinfo_endpoint.empty() && !read_address(described.userinfo_endpoint)) described.userinfo_endpoint.clear();
    return described;
  };
  auto described = read();
  std::lock_guard lock(mutex_);
  if (described) {
    description_ = *described;
    described_at_ = now;
  } else if (description_) {
    return *description_;  // an hour old, better than none
  } else {
    failed_at_ = now;
  }
  return described;
}

Result<std::string> Provider::keys(const Description& description, Instant now, bool anew) {
  {
    std::lock_guard lock(mutex_);
    if (!keys_.empty() && is_fresh(keys_at_, anew ? kNewKeysMs : kKeysMs, now)) return keys_;
  }
  auto body = ask({.url = description.jwks_uri});
  if (!body) return body;
  std::lock_guard lock(mutex_);
  keys_ = *body;
  keys_at_ = now;
  return body;
}

Result<std::string> Provider::authorization_url(const Request& request, Instant now) {
  const auto described = description(now);
  if (!described) return fail(described.error());
  std::string url = described->authorization_endpoint;
  char separator = url.find('?') == std::string::npos ? '?' : '&';
  const auto add = [&](std::string_view name, std::string_view value) {
    url += separator;
    url += name;
    url += '=';
    url += form_encoded(value);
    separator = '&';
  };
  add("response_type", "code");
  add("client_id", options_.client_id);
  add("redirect_uri", request.redirect_uri);
  add("scope", "openid email profile");
  add("state", request.state);
  add("nonce", request.nonce);
  add("code_challenge", request.code_challenge);
  add("code_challenge_method", "S256");
  if (!options_.acr.empty()) add("acr_values", options_.acr);
  return url;
}

// Some providers say the e-mail address only when they are asked with the access token.
Result<void> Provider::add_user_info(const Description& description, const std::string& access_token, Claims& claims) {
  const auto body = ask({.url = description.userinfo_endpoint, .bearer = access_token});
  if (!body) return fail(body.error());
  const auto json = parse_json(*body);
  if (!json || !json->is_object() || text_of(json->get_object(), "sub") != claims.subject)
    return fail(Error::make(Errc::unauthenticated, "bad_id_token", {{"why", "sub"}}));
  claims.email = text_of(json->get_object(), "email");
  claims.email_verified = flag_of(json->get_object(), "email_verified");
  if (claims.name.empty()) claims.name = text_of(json->get_object(), "name");
  return {};
}

Result<Claims> Provider::redeem(const Return& returned, Instant now) {
  const auto described = description(now);
  if (!described) return fail(described.error());
  // RFC 9207: the code of one provider must not be shown to another.
  if (returned.issuer.empty() ? described->says_issuer : returned.issuer != options_.issuer)
    return fail(Error::make(Errc::unauthenticated, "provider_mixed_up", {{"provider", options_.name}}));
  Ask ask_token{.url = described->token_endpoint};
  ask_token.form = "grant_type=authorization_code&code=" + form_encoded(returned.code) +
                   "&redirect_uri=" + form_encoded(returned.redirect_uri) + "&code_verifier=" + form_encoded(returned.code_verifier);
  if (described->secret_in_form) {
    ask_token.form += "&client_id=" + form_encoded(options_.client_id) + "&client_secret=" + form_encoded(options_.client_secret);
  } else {
    ask_token.user = form_encoded(options_.client_id);  // encoded before it is joined (RFC 6749 2.3.1)
    ask_token.password = form_encoded(options_.client_secret);
  }
  const auto body = ask(ask_token);
  if (!body) return fail(body.error());
  const auto json = parse_json(*body);
  const std::string token = json && json->is_object() ? text_of(json->get_object(), "id_token") : std::string();
  if (token.empty()) {
    const std::string error = json && json->is_object() ? text_of(json->get_object(), "error") : std::string();
    // A short word of the standard's; what else the provider says may name a person.
    if (options_.on_trouble && error.size() < 40 && error.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos)
      options_.on_trouble("token refused: " + error);
    return fail(Error::make(Errc::unauthenticated, "provider_refused", {{"provider", options_.name}}));
  }
  const Expected expected{options_.issuer, options_.client_id, returned.nonce, options_.acr};
  Result<Claims> claims = fail(Error{});
  for (const bool anew : {false, true}) {
    const auto set = keys(*described, now, anew);
    if (!set) return fail(set.error());
    claims = check_id_token(token, *set, expected, now);
    if (claims || !asks_for_new_keys(claims.error())) break;  // the provider may have changed its keys
  }
  if (!claims) {
    if (options_.on_trouble) options_.on_trouble("ID token refused: " + claims.error().params[0].value);
    return claims;
  }
  if (const std::string access = text_of(json->get_object(), "access_token");
      claims->email.empty() && !access.empty() && !described->userinfo_endpoint.empty())
    if (auto added = add_user_info(*described, access, *claims); !added) return fail(added.error());
  return claims;
}

}  // namespace wheelhouse::oidc
