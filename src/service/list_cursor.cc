#include "service/list_cursor.h"

namespace wheelhouse::service {
namespace {
constexpr std::size_t kIdLength = 36;
constexpr std::size_t kLengthMax = 600;

int hex_digit(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }
}  // namespace

std::string print_cursor(const Cursor& cursor) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out = to_string(cursor.id) + ".";
  for (const unsigned char c : cursor.place) {
    out += kHex[c >> 4];
    out += kHex[c & 15];
  }
  return out;
}

std::optional<Cursor> parse_cursor(std::string_view text) {
  if (text.size() <= kIdLength || text[kIdLength] != '.' || text.size() % 2 == 0 || text.size() > kLengthMax) return std::nullopt;
  const auto id = parse_uuid(text.substr(0, kIdLength));
  if (!id) return std::nullopt;
  Cursor cursor{"", *id};
  for (std::size_t i = kIdLength + 1; i + 1 < text.size(); i += 2) {
    const int high = hex_digit(text[i]), low = hex_digit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    cursor.place += static_cast<char>(high << 4 | low);
  }
  return cursor;
}

}  // namespace wheelhouse::service
