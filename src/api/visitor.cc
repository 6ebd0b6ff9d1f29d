#include "api/visitor.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sodium.h>

#include <array>

#include "api/app.h"
#include "api/session_cookie.h"
#include "service/token.h"

namespace wheelhouse::api {

http::PeerAddress visitor_address(const http::RequestHead& request) {
  sockaddr_storage storage{};
  auto& v4 = reinterpret_cast<sockaddr_in&>(storage);
  auto& v6 = reinterpret_cast<sockaddr_in6&>(storage);
  if (::inet_pton(AF_INET, request.remote_address.c_str(), &v4.sin_addr) == 1) storage.ss_family = AF_INET;
  else if (::inet_pton(AF_INET6, request.remote_address.c_str(), &v6.sin6_addr) == 1) storage.ss_family = AF_INET6;
  return http::read_peer_address(storage);
}

std::string visitor_mark(std::string_view address) {
  service::start_sodium();
  static const auto key = [] {
    std::array<unsigned char, crypto_generichash_KEYBYTES> made{};
    randombytes_buf(made.data(), made.size());
    return made;
  }();
  std::array<unsigned char, crypto_generichash_BYTES_MIN> digest{};
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(address.data()), address.size(), key.data(),
                     key.size());
  std::string mark;
  constexpr std::size_t kShown = 6;
  constexpr char kHex[] = "0123456789abcdef";
  for (std::size_t i = 0; i < kShown; ++i) mark += {kHex[digest[i] >> 4], kHex[digest[i] & 15]};
  return mark;
}

bool is_safe_transport(const http::RequestHead& request, bool allow_plain_http) {
  return request.secure || allow_plain_http || visitor_address(request).loopback;
}

Result<void> check_transport(const Call& call) {
  if (is_safe_transport(call.request, call.app.options().allow_plain_http)) return {};
  return fail(Error::make(Errc::forbidden, "plain_http_refused"));
}

service::Device device_of(const Call& call) {
  const http::PeerAddress address = visitor_address(call.request);
  return {std::string(call.request.header("User-Agent")), address.text, address.key, std::string(session_token(call.request).value_or("")),
          std::string(browser_mark(call.request).value_or(""))};
}

}  // namespace wheelhouse::api
