// "Tue, 15 Nov 1994 08:12:31 GMT" (RFC 9110 §5.6.7). Pure.
#pragma once
#include <cstdint>
#include <string>

namespace wheelhouse::http {
std::string print_http_date(std::int64_t unix_seconds);
}  // namespace wheelhouse::http
