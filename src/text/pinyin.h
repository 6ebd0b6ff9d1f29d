// Readings of Chinese characters: a lookup in a table made at build time from Unihan (tools/make_text_tables.cc).
// Syllables carry no tone and write ü as v (lv, nv; lve and lue both). All common readings of a character are there,
// most frequent first, and the surname readings (单 shan, 曾 zeng, 仇 qiu …), so 重庆 is found by chongqing and by
// zhongqing. Pure, any thread.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wheelhouse::text {

using SyllableId = std::uint16_t;

// At most 8; empty for what has no reading. Points to static data.
std::span<const SyllableId> readings(char32_t character);
std::string_view syllable(SyllableId id);        // "lan"
std::string_view syllable_token(SyllableId id);  // "p:lan", as the search index stores it

bool is_syllable(std::string_view letters);
// Some syllable begins with these letters and is longer.
bool is_syllable_beginning(std::string_view letters);

// Ways to cut letters into syllables, fewest syllables first, at most `limit`; the last one may be unfinished
// ("lanh" -> lan h). Empty when there is none.
std::vector<std::vector<std::string_view>> segment_pinyin(std::string_view letters, std::size_t limit = 8);

// "蓝海软件" -> "lanhairuanjian" and "lhrj", each character by its most frequent reading, other characters folded.
// For sorting and for suggesting duplicates; searching goes by search_tokens.h.
std::string pinyin_key(std::string_view utf8);
std::string initials_key(std::string_view utf8);

}  // namespace wheelhouse::text
