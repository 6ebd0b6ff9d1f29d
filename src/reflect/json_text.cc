#include "reflect/json_text.h"

#include <charconv>
#include <cmath>

namespace wheelhouse::json_text {
void append_string(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text.data() + begin, i - begin);
    begin = i + 1;
    out += '\\';
    switch (c) {
      case '"': out += '"'; break;
      case '\\': out += '\\'; break;
      case '\n': out += 'n'; break;
      case '\r': out += 'r'; break;
      case '\t': out += 't'; break;
      default: out += "u00"; out += kHex[c >> 4]; out += kHex[c & 15]; break;
    }
  }
  out.append(text.data() + begin, text.size() - begin);
  out += '"';
}
void append_integer(std::string& out, std::int64_t value) {
  char buffer[24];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  out.append(buffer, static_cast<std::size_t>(end - buffer));
}
void append_number(std::string& out, double value) {
  if (!std::isfinite(value)) { out += "null"; return; }
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  out.append(buffer, static_cast<std::size_t>(end - buffer));
}
}  // namespace wheelhouse::json_text
