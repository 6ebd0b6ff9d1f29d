// The head of an answer, as bytes. Pure, for any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/response.h"

namespace wheelhouse::http {

struct ResponseFraming {
  std::string_view date;        // as print_http_date writes it
  std::string_view request_id;
  bool chunked = false;
  std::optional<std::uint64_t> content_length;  // of the body a GET would get; nullopt where there is none (204, 304, chunked)
  bool close = false;
  bool http_1_0_keep_alive = false;  // such clients must be told
};

// False, with `out` as it was, when a header of the response is not legal: injected CR LF, an empty name, …
bool append_response_head(std::string& out, const Response& response, const ResponseFraming& framing,
                          const std::vector<std::pair<std::string, std::string>>& default_headers);

// 1xx, 204 and 304 have neither a body nor a length.
bool status_has_body(int status);

// RFC 9457, with our members code and request_id. `detail` may be empty; it is then left out.
std::string print_problem(int status, std::string_view code, std::string_view detail, std::string_view request_id);

}  // namespace wheelhouse::http
