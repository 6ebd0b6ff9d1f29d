#include "service/redact.h"

#include "text/utf8.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kNameMin = 2;    // characters
constexpr std::size_t kDigitsMin = 7;
constexpr std::size_t kHintDigits = 4;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z'); }
bool is_spacing(char c) { return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/'; }

std::string lowered(std::string text) {
  for (char& c : text) c = lower(c);
  return text;
}
std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (is_digit(c)) digits += c;
  return digits;
}

// A word of Latin letters is one only where no other letter touches it: "Li" is not in "client".
std::size_t match_word(std::string_view text, std::size_t at, std::string_view word) {
  if (word.empty() || text.size() - at < word.size()) return 0;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (lower(text[at + i]) != word[i]) return 0;
  const std::size_t end = at + word.size();
  if (is_word(word.front()) && at > 0 && is_word(text[at - 1])) return 0;
  if (is_word(word.back()) && end < text.size() && is_word(text[end])) return 0;
  return word.size();
}

std::size_t match_number(std::string_view text, std::size_t at, std::string_view digits) {
  if (!is_digit(text[at])) return 0;
  std::size_t i = at, found = 0;
  while (i < text.size() && found < digits.size()) {
    if (is_digit(text[i])) {
      if (text[i] != digits[found]) return 0;
      ++found;
    } else if (!is_spacing(text[i])) {
      return 0;
    }
    ++i;
  }
  if (found < digits.size() || (i < text.size() && is_digit(text[i]))) return 0;
  return i - at;
}

}  // namespace

Redactor::Redactor(std::vector<std::string> names, std::vector<std::string> addresses, std::vector<std::string> numbers,
                   std::string instead)
    : instead_(std::move(instead)) {
  for (std::string& name : names)
    if (text::count_code_points(name) >= kNameMin) names_.push_back(lowered(std::move(name)));
  for (std::string& address : addresses)
    if (!address.empty()) addresses_.push_back(lowered(std::move(address)));
  for (const std::string& number : numbers) {
    std::string digits = digits_of(number);
    if (digits.size() > 11 && digits.starts_with("86")) digits.erase(0, 2);  // found with and without it
    if (digits.size() >= kDigitsMin) numbers_.push_back(std::move(digits));
  }
}

std::size_t Redactor::match(std::string_view text, std::size_t at, bool with_name) const {
  if (with_name)
    for (const std::string& name : names_)
      if (const std::size_t length = match_word(text, at, name)) return length;
  for (const std::string& address : addresses_)
    if (const std::size_t length = match_word(text, at, address)) return length;
  for (const std::string& number : numbers_)
    if (const std::size_t length = match_number(text, at, number)) return length;
  return 0;
}

bool Redactor::finds(std::string_view text, bool with_name) const {
  for (std::size_t at = 0; at < text.size(); ++at)
    if (match(text, at, with_name)) return true;
  return false;
}

std::string Redactor::redact(std::string_view text, bool with_name) const {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = match(text, at, with_name);
    if (length == 0) {
      out += text[at++];
      continue;
    }
    out += instead_;
    at += length;
  }
  return out;
}

std::vector<std::string> Redactor::hints(bool with_name) const {
  std::vector<std::string> hints;
  if (with_name) hints = names_;
  hints.insert(hints.end(), addresses_.begin(), addresses_.end());
  for (const std::string& number : numbers_) hints.push_back(number.substr(number.size() - kHintDigits));
  return hints;
}

}  // namespace wheelhouse::service
