// Percent-encoding, UTF-8 and query strings, strictly: what is not well formed is refused, never repaired.
// Pure functions, for any thread.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace wheelhouse::http {

constexpr std::size_t kQueryParametersMax = 64;

// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view bytes);
// nullopt on a broken escape, on U+0000 and on bytes that are not UTF-8. `plus_is_space` as forms and queries have it.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);
// Everything but RFC 3986 unreserved characters is escaped.
std::string percent_encode(std::string_view text);

class QueryParameters {
 public:
  using Pair = std::pair<std::string, std::string>;
  std::optional<std::string_view> find(std::string_view name) const;
  // "" when absent.
  std::string_view get(std::string_view name) const { return find(name).value_or(std::string_view()); }
  const std::vector<Pair>& pairs() const { return pairs_; }

 private:
  friend Result<QueryParameters> parse_query(std::string_view query);
  std::vector<Pair> pairs_;
};

// `query` is what follows '?', without it. Errors: Errc::invalid with the field pointer "?<name>" and the codes
// "duplicate_parameter" or "bad_encoding", or with pointer "?" and "too_many_parameters".
Result<QueryParameters> parse_query(std::string_view query);

}  // namespace wheelhouse::http
