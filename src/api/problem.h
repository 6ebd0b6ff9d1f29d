// Errors as RFC 9457 problems, in the reader's language. The one map from Errc to an HTTP status.
#pragma once
#include <string>
#include <string_view>

#include "api/reply.h"
#include "base/error.h"

namespace wheelhouse::api {
int status_of(const Error& error);
// `extra_members`: more JSON members, led by a comma ("" for none).
Reply problem(const Error& error, std::string_view language, std::string_view request_id, std::string_view extra_members = "");
}  // namespace wheelhouse::api
