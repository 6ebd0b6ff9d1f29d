#include "service/search_match.h"

#include <algorithm>

#include "service/suggest_text.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace wheelhouse::service {
namespace {

using ByteRange = std::pair<std::size_t, std::size_t>;  // [begin, end)

struct Position {
  std::size_t begin = 0, end = 0;
  std::vector<std::string> tokens;
};

class Positions final : public text::SearchTokenSink {
 public:
  explicit Positions(std::string_view name) { text::produce_search_tokens(name, *this); }
  const std::vector<Position>& list() const { return list_; }
  bool accept(const text::SearchToken& token) override {
    if (token.position >= list_.size()) list_.push_back({token.begin, token.end, {}});
    list_.back().tokens.emplace_back(token.text);
    return true;
  }

 private:
  std::vector<Position> list_;
};

bool as_written(text::QueryKind kind) { return kind == text::QueryKind::text || kind == text::QueryKind::word; }

// Two characters of a CJK phrase: its last token says two positions.
bool is_pair(std::string_view token) {
  return (static_cast<unsigned char>(token.front()) & 0x80) != 0 && text::count_code_points(token) == 2;
}

bool stands_at(const text::QueryAlternative& alternative, const std::vector<Position>& positions, std::size_t start) {
  if (start + alternative.tokens.size() > positions.size()) return false;
  for (std::size_t k = 0; k < alternative.tokens.size(); ++k) {
    const bool begun = alternative.last_is_prefix && k + 1 == alternative.tokens.size();
    const std::string& wanted = alternative.tokens[k];
    const auto& there = positions[start + k].tokens;
    if (std::none_of(there.begin(), there.end(),
                     [&](const std::string& token) { return begun ? token.starts_with(wanted) : token == wanted; }))
      return false;
  }
  return true;
}

// A pair of initials stands for two characters, the last pair for both.
std::size_t covered(const text::QueryAlternative& alternative) {
  const std::string& last = alternative.tokens.back();
  const bool two = is_pair(last) || (last.starts_with("i:") && last.size() == 4);
  return alternative.tokens.size() + (two ? 1 : 0);
}

// Of a word that was only begun, the part that was typed.
std::size_t typed_end(std::string_view name, const Position& position, std::string_view typed_token) {
  const std::size_t typed = text::count_code_points(typed_token) - 2;  // without "w:"
  std::size_t at = position.begin;
  for (std::size_t n = 0; n < typed && at < position.end; ++n) at += text::decode_utf8(name, at).length;
  return std::min(at, position.end);
}

struct Candidate {
  text::MatchTier tier{};
  text::QueryKind kind{};
  bool finished = false;  // its last word is not just a beginning
  std::vector<ByteRange> bytes;
};

std::optional<Candidate> best_of(const std::vector<text::QueryAlternative>& group, const std::vector<Position>& positions,
                                 std::string_view name) {
  std::optional<Candidate> best;
  for (const text::QueryAlternative& alternative : group)
    for (std::size_t start = 0; start < positions.size(); ++start) {
      if (!stands_at(alternative, positions, start)) continue;
      const std::size_t count = std::min(covered(alternative), positions.size() - start);
      const std::string& last = alternative.tokens.back();
      const auto& last_tokens = positions[start + alternative.tokens.size() - 1].tokens;
      const bool finished = !alternative.last_is_prefix || std::find(last_tokens.begin(), last_tokens.end(), last) != last_tokens.end();
      using text::MatchTier;
      const MatchTier tier = start != 0                                 ? MatchTier::inside
                             : !as_written(alternative.kind)            ? MatchTier::pinyin_prefix
                             : count == positions.size() && finished    ? MatchTier::exact
                                                                        : MatchTier::prefix;
      if (best && best->tier <= tier) continue;
      best = Candidate{tier, alternative.kind, finished, {}};
      for (std::size_t k = 0; k < count; ++k) {
        const Position& position = positions[start + k];
        const bool begun = !finished && k + 1 == count && last.starts_with("w:");
        best->bytes.emplace_back(position.begin, begun ? typed_end(name, position, last) : position.end);
      }
    }
  return best;
}

// Sorted, joined where they meet, or where nothing but blanks and marks lies between positions of one phrase.
std::vector<Utf16Range> to_utf16(std::vector<ByteRange> bytes, std::string_view text) {
  std::sort(bytes.begin(), bytes.end());
  std::vector<ByteRange> joined;
  for (const ByteRange& range : bytes) {
    if (!joined.empty() && range.first <= joined.back().second) joined.back().second = std::max(joined.back().second, range.second);
    else joined.push_back(range);
  }
  std::vector<Utf16Range> ranges;
  for (const auto& [begin, end] : joined)
    ranges.emplace_back(utf16_length(text.substr(0, begin)), utf16_length(text.substr(begin, end - begin)));
  return ranges;
}

constexpr std::size_t kSnippetBefore = 24, kSnippetLength = 90;  // characters

}  // namespace

std::uint32_t utf16_length(std::string_view utf8) {
  std::uint32_t units = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const text::Decoded decoded = text::decode_utf8(utf8, at);
    units += decoded.code_point >= 0x10000 ? 2 : 1;
    at += decoded.length;
  }
  return units;
}

std::optional<NameMatch> match_and_mark(const text::SearchQuery& query, std::string_view name) {
  if (query.empty()) return std::nullopt;
  const Positions positions(name);
  NameMatch match;
  std::vector<ByteRange> bytes;
  std::size_t written_positions = 0;  // that are answered in full, letter by letter
  for (std::size_t g = 0; g < query.groups.size(); ++g) {
    const auto best = best_of(query.groups[g], positions.list(), name);
    if (!best) return std::nullopt;
    // Words after the first stand inside by nature; the first decides how well the beginning fits.
    if (g == 0) {
      match.tier = best->tier;
      match.kind = best->kind;
    }
    if (as_written(best->kind) && best->finished) written_positions += best->bytes.size();
    bytes.insert(bytes.end(), best->bytes.begin(), best->bytes.end());
  }
  if (query.groups.size() > 1 && match.tier <= text::MatchTier::prefix) {
    // "blue ocean" is all of a name when together they cover it.
    match.tier = written_positions == positions.list().size() ? text::MatchTier::exact : text::MatchTier::prefix;
  }
  match.ranges = to_utf16(std::move(bytes), name);
  return match;
}

std::optional<TextMatch> find_in_text(std::string_view typed, std::string_view text) {
  const SuggestText read(text);
  const std::u32string& folded = read.folded();
  std::vector<TextRange> places;
  const std::string question = text::fold_for_search(typed);
  for (std::string_view rest = question; !rest.empty();) {
    const std::size_t blank = std::min(rest.find(' '), rest.size());
    std::u32string word;
    for (std::size_t at = 0; at < blank;) {
      const text::Decoded decoded = text::decode_utf8(rest, at);
      word.push_back(decoded.code_point);
      at += decoded.length;
    }
    rest.remove_prefix(std::min(blank + 1, rest.size()));
    if (word.empty()) continue;
    if (const std::size_t found = folded.find(word); found != std::u32string::npos) places.push_back({found, found + word.size()});
  }
  if (places.empty()) return std::nullopt;
  std::sort(places.begin(), places.end(), [](const TextRange& a, const TextRange& b) { return a.from < b.from; });
  const std::size_t from = places.front().from > kSnippetBefore ? places.front().from - kSnippetBefore : 0;
  const TextRange window{from, std::min(from + kSnippetLength, read.size())};
  TextMatch match;
  match.snippet = std::string(read.original_exact(window));
  // One line, whatever the text was.
  std::replace_if(match.snippet.begin(), match.snippet.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  for (const TextRange& place : places) {
    if (!window.contains(place)) continue;
    const Utf16Range range{utf16_length(read.original_exact({window.from, place.from})), utf16_length(read.original_exact(place))};
    if (match.ranges.empty() || match.ranges.back().first + match.ranges.back().second <= range.first) match.ranges.push_back(range);
  }
  return match;
}

}  // namespace wheelhouse::service
