// From the bytes of a request head to a RequestHead, or a refusal. This is the only reading of a head in the
// program: a second parser that saw it differently is how requests get smuggled, so there is none.
// Deliberately stricter than RFC 9112 where leniency has been abused (see docs/decisions/0007-http-edge.md). Pure, for any thread.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "http/request.h"

namespace wheelhouse::http {

// Why a request is not served. After it the connection is closed: what follows it in the stream cannot be trusted.
struct Refusal {
  int status = 400;
  std::string_view code;  // a literal; key "error.<code>" of the language packs
};

struct HeadLimits {
  std::size_t header_bytes_max = 16 * 1024;  // request line and fields together
  std::size_t headers_max = 100;
  std::size_t target_bytes_max = 8 * 1024;
};

// Finds where a head ends, looking at each byte once however slowly they come.
class HeadScanner {
 public:
  // `bytes` is all that has come so far, and only grows between calls. The size of the head with its empty line;
  // 0 when more is needed.
  tl::expected<std::size_t, Refusal> scan(std::string_view bytes, const HeadLimits& limits);

 private:
  std::size_t line_at_ = 0;    // where the current line begins
  std::size_t looked_at_ = 0;  // bytes looked at
  bool first_line_ = true;
};

struct ParsedHead {
  RequestHead head;        // without what the connection knows: remote_address, secure, request_id
  std::string host;        // lower case, without port
  bool keep_alive = true;
  bool expects_continue = false;
};

// `head` is what HeadScanner found. A single empty line before the request line is skipped (RFC 9112 §2.2).
tl::expected<ParsedHead, Refusal> parse_request_head(std::string_view head, const HeadLimits& limits);

// "Example.com:8080" -> "example.com", "[::1]:80" -> "[::1]"; nullopt when it is not host[:port].
std::optional<std::string> host_of(std::string_view authority);
// localhost, *.localhost, 127.0.0.0/8 in dotted form, [::1].
bool is_loopback_host(std::string_view lower_case_host);

}  // namespace wheelhouse::http
