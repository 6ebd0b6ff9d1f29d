// The order of names in lists: folded; Chinese characters by their commonest pinyin, then by themselves, so that 澜 stands
// among the l's and equal sounds stay together. Pure, any thread.
#pragma once
#include <string>
#include <string_view>

namespace wheelhouse::text {
std::string sort_key(std::string_view utf8);
}
