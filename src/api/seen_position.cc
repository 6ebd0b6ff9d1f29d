#include "api/seen_position.h"

namespace wheelhouse::api {
namespace {
constexpr std::string_view kHeader = "Wheelhouse-Position", kCookie = "wh_seen";
constexpr std::string_view kUnreadable = "unknown";  // reads as no position, which keeps the read at the primary
// By then every server has long heard of it by itself; this is for the moment before.
constexpr std::string_view kSeconds = "600";
}  // namespace

std::string_view seen_position(const http::RequestHead& request) {
  if (const auto header = request.header(kHeader); !header.empty()) return header;
  const auto cookie = http::find_cookie(request, kCookie);
  if (!cookie) return "";
  return cookie->empty() ? kUnreadable : *cookie;
}

void show_position(Reply& reply, const http::RequestHead& request, const service::Identity* identity, std::string_view position) {
  if (position.empty()) return;
  if (identity && identity->kind == service::Identity::Kind::api_key) {
    reply.headers.emplace_back(kHeader, position);
    return;
  }
  std::string cookie;
  cookie.append(kCookie).append("=").append(position).append("; Path=/; HttpOnly; SameSite=Strict; Max-Age=").append(kSeconds);
  if (request.secure) cookie += "; Secure";
  reply.headers.emplace_back("Set-Cookie", std::move(cookie));
}

}  // namespace wheelhouse::api
