// Free text as the capture helper reads it: folded for comparing (case, width, traditional forms), cut into sentences and
// clauses, with the way back to the words as they were typed. Pure, any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wheelhouse::service {

// Half-open, in code points of the folded text.
struct TextRange {
  std::size_t from = 0, to = 0;
  bool contains(const TextRange& other) const { return from <= other.from && other.to <= to; }
  bool operator==(const TextRange&) const = default;
};

class SuggestText {
 public:
  explicit SuggestText(std::string_view utf8);

  std::size_t size() const { return folded_.size(); }
  char32_t at(std::size_t i) const { return i < folded_.size() ? folded_[i] : U'\0'; }
  const std::u32string& folded() const { return folded_; }
  // As typed, blanks and punctuation at both ends removed.
  std::string original(TextRange range) const;
  std::string_view original_exact(TextRange range) const;

  const std::vector<TextRange>& clauses() const { return clauses_; }    // cut at commas too
  TextRange sentence_of(const TextRange& range) const;
  // What stands between the quotation marks around `range`; nullopt when it is not quoted.
  std::optional<TextRange> quotation_around(const TextRange& range) const;

 private:
  std::string source_;
  std::u32string folded_;             // one code point for each typed one
  std::vector<std::uint32_t> byte_;   // where each code point begins in source_; one more for the end
  std::vector<TextRange> sentences_, clauses_, quotations_;
};

// A phrase to look for, given folded: "too slow"; '*' stands for up to kGapMax code points; Latin letters and digits match whole
// words, unless the phrase ends in '~' ("complain~" finds "complaining").
constexpr std::size_t kGapMax = 10;
class Phrase {
 public:
  explicit Phrase(std::string_view utf8);
  // The first place within `range`.
  std::optional<TextRange> find(const SuggestText& text, TextRange range) const;

 private:
  std::vector<std::u32string> parts_;
  bool open_end_ = false;
};

using PhraseList = std::vector<Phrase>;
// From phrases separated by '|'.
PhraseList phrase_list(std::string_view separated);
// The earliest place of any of them.
std::optional<TextRange> find_any(const PhraseList& phrases, const SuggestText& text, TextRange range);

}  // namespace wheelhouse::service
