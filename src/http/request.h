// A request as handlers see it: already checked for framing, limits, host and path, so that nothing here is ambiguous.
// Bodies are in memory, or in a file without a name when the handler asked for that (BodyPolicy in http/server.h).
// Plain values: belong to whoever holds them, no thread rule.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/header_list.h"
#include "http/query.h"

namespace wheelhouse::http {

class SpoolFile;  // http/spool_file.h

struct RequestHead {
  std::string method;  // a token, case kept: GET HEAD POST …; may be a method nobody knows
  std::string target;  // as sent
  std::string path;    // percent-decoded, UTF-8, begins with '/'; no NUL, control character, "." or ".." segment. "*" for OPTIONS *
  std::string query;   // as sent, without '?'
  HeaderList headers;
  bool http_1_0 = false;
  bool chunked = false;                         // the body has no declared length
  std::optional<std::uint64_t> content_length;  // nullopt: not declared

  std::string remote_address;  // of the client; behind a trusted proxy, what that proxy says
  bool secure = false;         // the client speaks TLS with us, or with a trusted proxy
  std::string request_id;      // also in the answer's X-Request-Id

  // "" when absent.
  std::string_view header(std::string_view name) const { return headers.find(name).value_or(std::string_view()); }
  bool has_body() const { return chunked || content_length.value_or(0) > 0; }
  Result<QueryParameters> parameters() const { return parse_query(query); }
};

struct Request : RequestHead {
  std::string body;          // empty when spooled
  std::uint64_t body_size = 0;
  // Set when the body was spooled. A path below /proc/self/fd: the file has no name in any directory, so that it is
  // gone after any crash. Open it while `spool` lives; this process only.
  std::filesystem::path body_file;
  std::shared_ptr<SpoolFile> spool;
};

// The value of one cookie in the Cookie header; nullopt when absent. The first wins, as browsers send the most specific first.
std::optional<std::string_view> find_cookie(const RequestHead& request, std::string_view name);

}  // namespace wheelhouse::http
