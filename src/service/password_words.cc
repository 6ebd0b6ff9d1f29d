#include "service/password_words.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/embedded.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kListedPieceMin = 4;   // "love": shorter ones are syllables
constexpr std::size_t kTrivialRestMax = 5;   // "!2024": any five characters beside a word
constexpr std::size_t kOwnRestMin = 6;       // characters that must be nobody's name
constexpr std::size_t kWordBytesMin = 3;     // one Chinese character, three letters
// What this program is called.
constexpr std::string_view kProgram[] = {"wheelhouse", "方向盘"};

// Sorted.
const std::vector<std::string_view>& listed() {
  static const std::vector<std::string_view> all = [] {
    std::vector<std::string_view> made;
    for (const EmbeddedFile& file : common_passwords::files())
      for (std::string_view rest = file.bytes; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        if (end > 0) made.push_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    std::sort(made.begin(), made.end());
    return made;
  }();
  return all;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

bool is_trivial(std::string_view text) {
  return text.size() <= kTrivialRestMax || is_listed_password(text) || is_too_simple(text) || is_a_row(text);
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return c < 128 ? std::tolower(c) : c; });
  return out;
}

void add_words(std::vector<std::string>& words, std::string_view text, std::string_view separators) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    if (end >= kWordBytesMin) words.push_back(lower(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

bool is_listed_password(std::string_view text) { return std::binary_search(listed().begin(), listed().end(), text); }

// Few different characters, or one short piece over and over ("123456123456123").
bool is_too_simple(std::string_view text) {
  constexpr std::size_t kDifferentMin = 5;
  if (std::set<char>(text.begin(), text.end()).size() < kDifferentMin) return true;
  for (std::size_t period = 1; period * 2 <= text.size(); ++period)
    if (text.substr(period) == text.substr(0, text.size() - period)) return true;
  return false;
}

// Every character follows the one before it in the alphabet, among the digits or along a row of the keyboard.
bool is_a_row(std::string_view text) {
  static constexpr std::string_view kRows[] = {"01234567890123456789", "abcdefghijklmnopqrstuvwxyz",
                                               "`1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./",
                                               "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/"};
  const std::string backwards(text.rbegin(), text.rend());
  return std::any_of(std::begin(kRows), std::end(kRows), [&](std::string_view row) {
    return row.find(text) != std::string_view::npos || row.find(backwards) != std::string_view::npos;
  });
}

bool is_common_password(std::string_view text) {
  if (is_listed_password(text)) return true;
  const auto first = std::find_if(text.begin(), text.end(), is_letter);
  const auto last = std::find_if(text.rbegin(), text.rend(), is_letter).base();
  if (first < last) {
    const std::string_view core(first, last), before(text.begin(), first), after(last, text.end());
    if (core.size() >= kListedPieceMin && is_listed_password(core) && is_trivial(before) && is_trivial(after)) return true;
  }
  for (std::size_t cut = kListedPieceMin; cut + kListedPieceMin <= text.size(); ++cut)
    if (is_listed_password(text.substr(0, cut)) && is_listed_password(text.substr(cut))) return true;
  return false;
}

std::vector<std::string> words_to_guess(std::string_view name, std::string_view email, std::string_view company) {
  std::vector<std::string> words(std::begin(kProgram), std::end(kProgram));
  add_words(words, name, " \t.,-'");
  add_words(words, company, " \t.,-&()'");
  add_words(words, email, "@.+-_");
  // The longest first, so that "anna" does not spoil "annabel".
  std::sort(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return words;
}

bool is_made_of_words(std::string_view text, const std::vector<std::string>& words) {
  std::string rest(text);
  bool found = false;
  for (const std::string& word : words)
    for (std::size_t at = rest.find(word); at != std::string::npos; at = rest.find(word, at)) {
      rest.replace(at, word.size(), " ");
      found = true;
    }
  const auto left = std::count_if(rest.begin(), rest.end(), [](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
  return found && static_cast<std::size_t>(left) < kOwnRestMin;
}

}  // namespace wheelhouse::service
