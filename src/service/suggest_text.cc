#include "service/suggest_text.h"

#include <algorithm>

#include "text/fold.h"
#include "text/utf8.h"

namespace wheelhouse::service {
namespace {

// One code point for one, so that ranges lead back: expansions (㎏, ﬁ) keep their first.
char32_t fold_one(char32_t c) {
  const text::FoldedCodePoint folded(c);
  return folded.begin() == folded.end() ? c : *folded.begin();
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_latin(char32_t c) { return (c >= U'a' && c <= U'z') || is_digit(c); }
bool is_blank(char32_t c) { return c == U' ' || c == U'\t' || c == U'\r' || c == U'\u00A0' || c == U'\u3000'; }

bool ends_sentence(const std::u32string& text, std::size_t i) {
  switch (text[i]) {
    case U'。': case U'！': case U'？': case U'；': case U'!': case U'?': case U';': case U'\n': return true;
    // A full stop inside a number or an abbreviation ends nothing.
    case U'.': return i + 1 == text.size() || is_blank(text[i + 1]) || text[i + 1] == U'\n';
    default: return false;
  }
}
bool ends_clause(const std::u32string& text, std::size_t i) {
  switch (text[i]) {
    case U'，': case U'：': case U':': case U'、': return true;
    case U',': return !(i > 0 && is_digit(text[i - 1]) && i + 1 < text.size() && is_digit(text[i + 1]));
    default: return ends_sentence(text, i);
  }
}

char32_t closing_mark(char32_t opening) {
  switch (opening) {
    case U'“': return U'”';
    case U'「': return U'」';
    case U'『': return U'』';
    case U'"': return U'"';
    default: return 0;
  }
}

template <class Ends>
std::vector<TextRange> cut(const std::u32string& text, Ends&& ends) {
  std::vector<TextRange> pieces;
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (ends(text, i)) {
      if (i > from) pieces.push_back({from, i + 1});
      from = i + 1;
    }
  if (text.size() > from) pieces.push_back({from, text.size()});
  return pieces;
}

bool is_edge(char32_t c) {
  static constexpr std::u32string_view kEdges = U" \t\r\n\u00A0\u3000,.;:!?，。；：！？、“”「」『』\"'()（）-—";
  return kEdges.find(c) != std::u32string_view::npos;
}

}  // namespace

SuggestText::SuggestText(std::string_view utf8) : source_(utf8) {
  std::u32string typed;
  for (std::size_t i = 0; i < source_.size();) {
    const text::Decoded decoded = text::decode_utf8(source_, i);
    byte_.push_back(static_cast<std::uint32_t>(i));
    typed.push_back(decoded.code_point);
    folded_.push_back(fold_one(decoded.code_point));
    i += decoded.length;
  }
  byte_.push_back(static_cast<std::uint32_t>(source_.size()));
  // Marks are read as typed: folding makes ， and ” something else.
  sentences_ = cut(typed, ends_sentence);
  clauses_ = cut(typed, ends_clause);
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const char32_t mark = closing_mark(typed[i]);
    if (mark == 0) continue;
    const std::size_t end = typed.find(mark, i + 1);
    if (end == std::u32string::npos) continue;
    quotations_.push_back({i + 1, end});
    i = end;
  }
}

std::string_view SuggestText::original_exact(TextRange range) const {
  return std::string_view(source_).substr(byte_[range.from], byte_[range.to] - byte_[range.from]);
}

std::string SuggestText::original(TextRange range) const {
  const auto typed = [&](std::size_t i) { return text::decode_utf8(source_, byte_[i]).code_point; };
  while (range.from < range.to && is_edge(typed(range.from))) ++range.from;
  while (range.to > range.from && is_edge(typed(range.to - 1))) --range.to;
  return std::string(original_exact(range));
}

TextRange SuggestText::sentence_of(const TextRange& range) const {
  for (const TextRange& sentence : sentences_)
    if (range.from < sentence.to) return sentence;
  return {0, folded_.size()};
}

std::optional<TextRange> SuggestText::quotation_around(const TextRange& range) const {
  for (const TextRange& quotation : quotations_)
    if (quotation.contains(range)) return quotation;
  return std::nullopt;
}

Phrase::Phrase(std::string_view utf8) {
  if (utf8.ends_with('~')) {
    open_end_ = true;
    utf8.remove_suffix(1);
  }
  parts_.emplace_back();
  for (std::size_t i = 0; i < utf8.size();) {
    const text::Decoded decoded = text::decode_utf8(utf8, i);
    if (decoded.code_point == U'*') parts_.emplace_back();
    else parts_.back().push_back(fold_one(decoded.code_point));
    i += decoded.length;
  }
}

std::optional<TextRange> Phrase::find(const SuggestText& text, TextRange range) const {
  const std::u32string& folded = text.folded();
  const auto part_at = [&](std::size_t part, std::size_t from) {
    const std::size_t at = folded.find(parts_[part], from);
    return at == std::u32string::npos || at + parts_[part].size() > range.to ? std::u32string::npos : at;
  };
  for (std::size_t from = range.from;; ++from) {
    const std::size_t start = part_at(0, from);
    if (start == std::u32string::npos) return std::nullopt;
    from = start;
    std::size_t end = start + parts_[0].size();
    bool fits = !(is_latin(folded[start]) && start > 0 && is_latin(folded[start - 1]));
    for (std::size_t part = 1; part < parts_.size() && fits; ++part) {
      const std::size_t at = part_at(part, end);
      fits = at != std::u32string::npos && at - end <= kGapMax;
      if (fits) end = at + parts_[part].size();
    }
    if (fits && !open_end_ && is_latin(folded[end - 1]) && is_latin(text.at(end))) fits = false;
    if (fits) return TextRange{start, end};
  }
}

PhraseList phrase_list(std::string_view separated) {
  PhraseList list;
  while (!separated.empty()) {
    const std::size_t bar = std::min(separated.find('|'), separated.size());
    list.emplace_back(separated.substr(0, bar));
    separated.remove_prefix(std::min(bar + 1, separated.size()));
  }
  return list;
}

std::optional<TextRange> find_any(const PhraseList& phrases, const SuggestText& text, TextRange range) {
  std::optional<TextRange> first;
  for (const Phrase& phrase : phrases) {
    const auto found = phrase.find(text, range);
    // The earliest; of those that begin together the longest.
    if (found && (!first || found->from < first->from || (found->from == first->from && found->to > first->to))) first = found;
  }
  return first;
}

}  // namespace wheelhouse::service
