// A browser in which somebody has signed in with his password before. It carries a mark that only this book can have made, for that one
// account (OWASP's "device cookie"). The mark opens nothing: it lets the next sign-in of that account wait in a line of its own when
// strangers flood the sign-in, and its failures are counted apart from theirs (docs/decisions/0013).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace wheelhouse::service {

constexpr std::int64_t kKnownBrowserMs = 90LL * 24 * 3'600'000;

// For the cookie; stored nowhere. The hash of the password is the key, so that a new password ends all marks.
std::string make_browser_mark(std::string_view email, std::string_view password_hash, Instant now);
// What the mark's browser is called where failures are counted; none if it was not made for this account, or too long ago.
// `password_hash` may be any text where nobody has this address: the work is the same.
std::optional<std::string> read_browser_mark(std::string_view mark, std::string_view email, std::string_view password_hash, Instant now);

}  // namespace wheelhouse::service
