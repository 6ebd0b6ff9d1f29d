#include "storage/postgres/wal_position.h"

#include <charconv>
#include <cstdio>

namespace wheelhouse::storage::postgres {
namespace {

std::optional<std::uint32_t> hexadecimal(std::string_view text) {
  std::uint32_t value = 0;
  if (text.empty() || text.size() > 8) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<WalPosition> parse_wal_position(std::string_view text) {
  const std::size_t dash = text.find('-'), slash = text.find('/');
  if (dash != 8 || slash == std::string_view::npos || slash < dash) return std::nullopt;
  const auto timeline = hexadecimal(text.substr(0, dash)), high = hexadecimal(text.substr(dash + 1, slash - dash - 1)),
             low = hexadecimal(text.substr(slash + 1));
  if (!timeline || !high || !low) return std::nullopt;
  return WalPosition{*timeline, static_cast<std::uint64_t>(*high) << 32 | *low};
}

std::string to_string(const WalPosition& position) {
  char text[32];
  const int length = std::snprintf(text, sizeof text, "%08X-%X/%X", position.timeline, static_cast<unsigned>(position.place >> 32),
                                   static_cast<unsigned>(position.place));
  return {text, static_cast<std::size_t>(length)};
}

}  // namespace wheelhouse::storage::postgres
