// UTF-8, the only encoding inside the program: decode, append, check, cut.
// Invalid bytes never throw; each decodes as U+FFFD and one byte of progress. Pure, any thread.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace wheelhouse::text {

constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
  char32_t code_point;  // kReplacement when the bytes are not UTF-8
  std::uint8_t length;  // bytes read, at least 1
  bool valid;
};

// The code point that starts at `text[at]`; `at` must be inside the text.
Decoded decode_multibyte(std::string_view text, std::size_t at);
inline Decoded decode_utf8(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return {byte, 1, true};
  return decode_multibyte(text, at);
}

void append_utf8(std::string& out, char32_t code_point);

// Strict: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_valid_utf8(std::string_view text);
// Bytes of the longest valid beginning; the length of the text when all of it is valid.
std::size_t valid_utf8_prefix(std::string_view text);
// Bytes at the end that begin a character but do not finish it, 0 to 3. What is cut there is no error yet.
std::size_t unfinished_utf8_tail(std::string_view text);

// Offset of the first U+0000, npos when there is none. SQLite and PostgreSQL both mishandle it, so the edge refuses it.
inline std::size_t find_nul(std::string_view text) { return text.find('\0'); }

// Code points, counting each invalid byte as one.
std::size_t count_code_points(std::string_view text);
// The longest beginning of at most `max_bytes` bytes that does not cut a character in two.
std::string_view truncate_utf8(std::string_view text, std::size_t max_bytes);

std::string_view trim_ascii(std::string_view text);
// Also trims U+00A0, U+3000, U+FEFF and zero-width characters, which spreadsheets leave around values.
std::string_view trim(std::string_view text);

}  // namespace wheelhouse::text
