#include "api/session_cookie.h"

#include "service/known_browser.h"
#include "service/session_rules.h"

namespace wheelhouse::api {
namespace {

std::string_view cookie_name(const http::RequestHead& request) { return request.secure ? "__Host-wheelhouse" : "wheelhouse"; }

std::string_view attempt_cookie_name(const http::RequestHead& request) {
  return request.secure ? "__Host-wheelhouse-attempt" : "wheelhouse-attempt";
}

std::string_view mark_cookie_name(const http::RequestHead& request) {
  return request.secure ? "__Host-wheelhouse-known" : "wheelhouse-known";
}

void add_cookie(Reply& reply, const http::RequestHead& request, std::string_view name, std::string_view value, std::int64_t seconds) {
  std::string cookie(name);
  cookie += '=';
  cookie += value;
  cookie += "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(seconds);
  if (request.secure) cookie += "; Secure";
  reply.headers.emplace_back("Set-Cookie", std::move(cookie));
}

}  // namespace

std::optional<std::string_view> session_token(const http::RequestHead& request) { return http::find_cookie(request, cookie_name(request)); }

void set_session_cookie(Reply& reply, const http::RequestHead& request, std::string_view token) {
  add_cookie(reply, request, cookie_name(request), token, service::kSessionLifeMs / 1000);
}

void clear_session_cookie(Reply& reply, const http::RequestHead& request) {
  add_cookie(reply, request, cookie_name(request), "", 0);
}

std::optional<std::string_view> attempt_token(const http::RequestHead& request) {
  return http::find_cookie(request, attempt_cookie_name(request));
}

void set_attempt_cookie(Reply& reply, const http::RequestHead& request, std::string_view token) {
  add_cookie(reply, request, attempt_cookie_name(request), token, service::kSingleSignOnMs / 1000);
}

void clear_attempt_cookie(Reply& reply, const http::RequestHead& request) {
  add_cookie(reply, request, attempt_cookie_name(request), "", 0);
}

std::optional<std::string_view> browser_mark(const http::RequestHead& request) {
  return http::find_cookie(request, mark_cookie_name(request));
}

void set_browser_mark_cookie(Reply& reply, const http::RequestHead& request, std::string_view mark) {
  add_cookie(reply, request, mark_cookie_name(request), mark, service::kKnownBrowserMs / 1000);
}

Result<std::string> own_session_token(const Call& call) {
  const auto token = session_token(call.request);
  // A key goes before a cookie when both are sent (App::identify).
  if (!token || !call.request.header("Authorization").empty()) return fail(Error::make(Errc::forbidden, "session_required"));
  return std::string(*token);
}

}  // namespace wheelhouse::api
