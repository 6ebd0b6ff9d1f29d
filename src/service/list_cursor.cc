#include "service/list_cursor.h"

#include <algorithm>

namespace wheelhouse::service {
namespace {
constexpr std::size_t kIdLength = 36;
constexpr std::size_t kFingerprintLength = 16;
constexpr std::size_t kHeadLength = kIdLength + 1 + kFingerprintLength + 1;  // "<id>.<list>."
constexpr std::size_t kLengthMax = 700;

int hex_digit(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

std::string print_fingerprint(std::uint64_t value) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out(kFingerprintLength, '0');
  for (auto digit = out.rbegin(); digit != out.rend(); ++digit, value >>= 4) *digit = kHex[value & 15];
  return out;
}
}  // namespace

std::uint64_t list_fingerprint(std::string_view list, std::string_view sort, std::vector<std::pair<std::string, std::string>> filters) {
  std::sort(filters.begin(), filters.end());
  std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a: a mistake is to be noticed, nobody is to be kept out
  const auto add = [&](std::string_view part) {
    for (const unsigned char c : part) hash = (hash ^ c) * 0x100000001b3;
    hash = (hash ^ 0xFF) * 0x100000001b3;  // no byte of UTF-8: "ab" "c" is not "a" "bc"
  };
  add(list);
  add(sort);
  for (const auto& [name, value] : filters) {
    add(name);
    add(value);
  }
  return hash;
}

std::string print_cursor(const Cursor& cursor, std::uint64_t fingerprint) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out = to_string(cursor.id) + "." + print_fingerprint(fingerprint) + ".";
  for (const unsigned char c : cursor.place) {
    out += kHex[c >> 4];
    out += kHex[c & 15];
  }
  return out;
}

std::optional<Cursor> parse_cursor(std::string_view text, std::uint64_t fingerprint) {
  if (text.size() < kHeadLength || text.size() > kLengthMax || (text.size() - kHeadLength) % 2 != 0) return std::nullopt;
  if (text.substr(kIdLength, kHeadLength - kIdLength) != "." + print_fingerprint(fingerprint) + ".") return std::nullopt;
  const auto id = parse_uuid(text.substr(0, kIdLength));
  if (!id) return std::nullopt;
  Cursor cursor{"", *id};
  for (std::size_t i = kHeadLength; i + 1 < text.size(); i += 2) {
    const int high = hex_digit(text[i]), low = hex_digit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    cursor.place += static_cast<char>(high << 4 | low);
  }
  return cursor;
}

}  // namespace wheelhouse::service
