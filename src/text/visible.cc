#include "text/visible.h"

#include <algorithm>
#include <cstdio>
#include <iterator>

#include "text/utf8.h"

namespace wheelhouse::text {
namespace {

struct Range {
  char32_t first, last;
};
// White space, format characters of no width, fillers that fonts draw as nothing, variation selectors and tags.
constexpr Range kUnseen[] = {{0x0000, 0x0020}, {0x007F, 0x00A0}, {0x00AD, 0x00AD}, {0x034F, 0x034F}, {0x061C, 0x061C},
                             {0x115F, 0x1160}, {0x1680, 0x1680}, {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x2000, 0x200F},
                             {0x2028, 0x202F}, {0x205F, 0x206F}, {0x2800, 0x2800}, {0x3000, 0x3000}, {0x3164, 0x3164},
                             {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF9, 0xFFFC}, {0xE0000, 0xE0FFF}};
// Controls (a tab is a space to a reader) and what turns the direction of the text that follows.
constexpr Range kMisleading[] = {{0x0000, 0x0008}, {0x000A, 0x001F}, {0x007F, 0x009F},
                                 {0x2028, 0x2029}, {0x202A, 0x202E}, {0x2066, 0x2069}};

template <std::size_t N>
bool is_in(const Range (&ranges)[N], char32_t c) {
  return std::any_of(std::begin(ranges), std::end(ranges), [c](const Range& range) { return c >= range.first && c <= range.last; });
}

}  // namespace

bool has_visible_character(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text, at);
    if (!is_in(kUnseen, decoded.code_point)) return true;
    at += decoded.length;
  }
  return false;
}

std::optional<std::string> find_misleading_character(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text, at);
    if (is_in(kMisleading, decoded.code_point)) {
      char name[16];
      std::snprintf(name, sizeof name, "U+%04X", static_cast<unsigned>(decoded.code_point));
      return name;
    }
    at += decoded.length;
  }
  return std::nullopt;
}

}  // namespace wheelhouse::text
