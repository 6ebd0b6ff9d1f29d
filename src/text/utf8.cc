#include "text/utf8.h"

#include <cstring>

namespace wheelhouse::text {
namespace {
bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

bool is_trimmed(char32_t c) {
  return c <= 0x20 || c == 0x7F || c == 0xA0 || c == 0x3000 || c == 0xFEFF || (c >= 0x2000 && c <= 0x200F) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x2060;
}
}  // namespace

Decoded decode_multibyte(std::string_view text, std::size_t at) {
  const auto byte_at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0; };
  const unsigned char lead = byte_at(at);
  const unsigned char second = byte_at(at + 1);
  if (lead >= 0xC2 && lead <= 0xDF) {
    if (is_continuation(second)) return {static_cast<char32_t>((lead & 0x1F) << 6 | (second & 0x3F)), 2, true};
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    const unsigned char low = lead == 0xE0 ? 0xA0 : 0x80, high = lead == 0xED ? 0x9F : 0xBF;
    const unsigned char third = byte_at(at + 2);
    if (second >= low && second <= high && is_continuation(third))
      return {static_cast<char32_t>((lead & 0x0F) << 12 | (second & 0x3F) << 6 | (third & 0x3F)), 3, true};
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    const unsigned char low = lead == 0xF0 ? 0x90 : 0x80, high = lead == 0xF4 ? 0x8F : 0xBF;
    const unsigned char third = byte_at(at + 2), fourth = byte_at(at + 3);
    if (second >= low && second <= high && is_continuation(third) && is_continuation(fourth))
      return {static_cast<char32_t>((lead & 0x07) << 18 | (second & 0x3F) << 12 | (third & 0x3F) << 6 | (fourth & 0x3F)), 4, true};
  } else if (lead < 0x80) {
    return {lead, 1, true};
  }
  return {kReplacement, 1, false};
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    const char bytes[] = {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
    out.append(bytes, 2);
  } else if (c < 0x10000) {
    if (c >= 0xD800 && c <= 0xDFFF) c = kReplacement;
    const char bytes[] = {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
                          static_cast<char>(0x80 | (c & 0x3F))};
    out.append(bytes, 3);
  } else if (c <= 0x10FFFF) {
    const char bytes[] = {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3F)),
                          static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
    out.append(bytes, 4);
  } else {
    append_utf8(out, kReplacement);
  }
}

std::size_t valid_utf8_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    // Eight ASCII bytes at a time: most of what comes in.
    while (at + 8 <= text.size()) {
      std::uint64_t word;
      std::memcpy(&word, text.data() + at, 8);
      if ((word & 0x8080808080808080ull) != 0) break;
      at += 8;
    }
    if (at >= text.size()) break;
    const Decoded d = decode_utf8(text, at);
    if (!d.valid) return at;
    at += d.length;
  }
  return text.size();
}

bool is_valid_utf8(std::string_view text) { return valid_utf8_prefix(text) == text.size(); }

std::size_t unfinished_utf8_tail(std::string_view text) {
  for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if (is_continuation(byte)) continue;
    const std::size_t need = byte >= 0xF0 && byte <= 0xF4 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 1;
    if (byte > 0xF4 || need <= back) return 0;
    // The bytes present must be able to become a character: complete them with a value that every lead accepts.
    std::string probe(text.substr(text.size() - back));
    if (back == 1) probe.push_back(byte == 0xE0 ? '\xA0' : byte == 0xF0 ? '\x90' : '\x80');
    while (probe.size() < need) probe.push_back('\x80');
    return decode_utf8(probe, 0).valid ? back : 0;
  }
  return 0;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) at += decode_utf8(text, at).length;
  return count;
}

std::string_view truncate_utf8(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  std::size_t end = max_bytes;
  while (end > 0 && is_continuation(static_cast<unsigned char>(text[end])) && max_bytes - end < 4) --end;
  return text.substr(0, end);
}

std::string_view trim_ascii(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= 0x20) text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= 0x20) text.remove_suffix(1);
  return text;
}

std::string_view trim(std::string_view text) {
  text = trim_ascii(text);
  while (!text.empty()) {
    const Decoded d = decode_utf8(text, 0);
    if (!d.valid || !is_trimmed(d.code_point)) break;
    text.remove_prefix(d.length);
  }
  while (!text.empty()) {
    std::size_t start = text.size() - 1;
    while (start > 0 && text.size() - start < 4 && is_continuation(static_cast<unsigned char>(text[start]))) --start;
    const Decoded d = decode_utf8(text, start);
    if (!d.valid || start + d.length != text.size() || !is_trimmed(d.code_point)) break;
    text.remove_suffix(d.length);
  }
  return text;
}
}  // namespace wheelhouse::text
