#include "text/sort_key.h"

#include "text/pinyin.h"

namespace wheelhouse::text {
std::string sort_key(std::string_view utf8) { return pinyin_key(utf8); }
}  // namespace wheelhouse::text
