// The cookie that carries a session. Over TLS its name begins with __Host-, which binds it to this very host and path;
// browsers refuse that name over plain HTTP, where sessions exist on loopback only.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "api/reply.h"
#include "api/route.h"
#include "http/request.h"

namespace wheelhouse::api {

std::optional<std::string_view> session_token(const http::RequestHead& request);
void set_session_cookie(Reply& reply, const http::RequestHead& request, std::string_view token);
void clear_session_cookie(Reply& reply, const http::RequestHead& request);

// Binds a sign-in that is under way at the provider to the browser that began it.
std::optional<std::string_view> attempt_token(const http::RequestHead& request);
void set_attempt_cookie(Reply& reply, const http::RequestHead& request, std::string_view token);
void clear_attempt_cookie(Reply& reply, const http::RequestHead& request);

// Says that somebody has signed in with his password here before (service/known_browser.h). Stays when he signs out.
std::optional<std::string_view> browser_mark(const http::RequestHead& request);
void set_browser_mark_cookie(Reply& reply, const http::RequestHead& request, std::string_view mark);

// The token of the session that makes this call. What decides over a person's access is for him at a screen, not for a
// program with his key. Errors: forbidden "session_required".
Result<std::string> own_session_token(const Call& call);

}  // namespace wheelhouse::api
