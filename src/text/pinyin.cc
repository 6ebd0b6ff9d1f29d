#include "text/pinyin.h"

#include <algorithm>

#include "text/fold.h"
#include "text/tables.h"
#include "text/utf8.h"

namespace wheelhouse::text {
namespace {
// First syllable id whose name is not before `letters`.
std::size_t lower_bound(std::string_view letters) {
  std::size_t low = 0, high = tables::syllable_count;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (syllable(static_cast<SyllableId>(middle)) < letters) low = middle + 1;
    else high = middle;
  }
  return low;
}

bool has_vowel(std::string_view letters) { return letters.find_first_of("aeiouv") != std::string_view::npos; }

// Depth first, longest syllable first, so that cuts into few syllables come early.
void cut(std::string_view letters, std::vector<std::string_view>& taken, std::vector<std::vector<std::string_view>>& found,
         std::size_t limit, int& budget) {
  if (letters.empty()) {
    found.push_back(taken);
    return;
  }
  constexpr std::size_t kLongestSyllable = 6;  // zhuang
  for (std::size_t length = std::min(kLongestSyllable, letters.size()); length >= 1; --length) {
    if (found.size() >= limit * 4 || --budget < 0) return;
    const auto piece = letters.substr(0, length);
    const bool last = length == letters.size();
    if (!is_syllable(piece) && !(last && is_syllable_beginning(piece))) continue;
    taken.push_back(piece);
    cut(letters.substr(length), taken, found, limit, budget);
    taken.pop_back();
  }
}

template <class Append>
std::string spell(std::string_view utf8, Append append_reading) {
  std::string out;
  for (std::size_t at = 0; at < utf8.size();) {
    const Decoded d = decode_utf8(utf8, at);
    at += d.length;
    if (const auto ids = readings(d.code_point); !ids.empty()) {
      append_reading(out, syllable(ids.front()));
      continue;
    }
    for (const char32_t c : FoldedCodePoint(d.code_point)) append_utf8(out, c);
  }
  return out;
}
}  // namespace

std::span<const SyllableId> readings(char32_t character) {
  if (character < 0x3400 || character >= 0x34000) return {};
  const std::uint16_t offset = tables::reading_entry[tables::reading_page[character >> 8]][character & 0xFF];
  return {tables::reading_pool + offset + 1, tables::reading_pool[offset]};
}

std::string_view syllable(SyllableId id) { return {tables::syllable_tokens[id] + 2, tables::syllable_lengths[id]}; }
std::string_view syllable_token(SyllableId id) { return {tables::syllable_tokens[id], tables::syllable_lengths[id] + 2u}; }

bool is_syllable(std::string_view letters) {
  // "m", "ng" and "hm" are interjections in the dictionaries; as pieces of a query they are initials.
  if (!has_vowel(letters)) return false;
  const std::size_t at = lower_bound(letters);
  return at < tables::syllable_count && syllable(static_cast<SyllableId>(at)) == letters;
}

bool is_syllable_beginning(std::string_view letters) {
  for (std::size_t at = lower_bound(letters); at < tables::syllable_count; ++at) {
    const auto name = syllable(static_cast<SyllableId>(at));
    if (!name.starts_with(letters)) return false;
    if (name.size() > letters.size()) return true;
  }
  return false;
}

std::vector<std::vector<std::string_view>> segment_pinyin(std::string_view letters, std::size_t limit) {
  constexpr std::size_t kLongest = 60;  // letters; ten syllables and more is no search as you type
  constexpr int kBudget = 20'000;       // steps; "ananananan…" has exponentially many cuts
  std::vector<std::vector<std::string_view>> found;
  if (letters.empty() || letters.size() > kLongest) return found;
  std::vector<std::string_view> taken;
  int budget = kBudget;
  cut(letters, taken, found, limit, budget);
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    if (a.size() != b.size()) return a.size() < b.size();
    return is_syllable(a.back()) && !is_syllable(b.back());  // a finished cut before an unfinished one
  });
  if (found.size() > limit) found.resize(limit);
  return found;
}

std::string pinyin_key(std::string_view utf8) {
  return spell(utf8, [](std::string& out, std::string_view reading) { out += reading; });
}
std::string initials_key(std::string_view utf8) {
  return spell(utf8, [](std::string& out, std::string_view reading) { out += reading.front(); });
}
}  // namespace wheelhouse::text
