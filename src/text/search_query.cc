// The query side of search_tokens.h: from what was typed to phrases over the tokens of the index.
#include <algorithm>
#include <array>

#include "text/fold.h"
#include "text/pinyin.h"
#include "text/search_tokens.h"
#include "text/utf8.h"

namespace wheelhouse::text {
namespace {
constexpr std::size_t kMaxGroups = 8;
constexpr std::size_t kMaxAlternatives = 12;  // of one group
constexpr std::size_t kMaxQueryBytes = 400;
constexpr std::size_t kMaxWordBytes = 96;     // as in the index
constexpr std::size_t kMaxInitials = 10;

// What the query says of one position.
struct Slot {
  enum class Kind : std::uint8_t { cjk, syllable, initial, word } kind;
  std::string text;
};
struct Reading {
  QueryKind kind;
  std::vector<Slot> slots;
};

bool is_letters(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}
bool is_initial(char c) { return c != 'i' && c != 'u' && c != 'v'; }

// Syllables and single initials mixed ("lanhsw"), fewest slots first.
void mix(std::string_view letters, std::vector<Slot>& taken, std::vector<std::vector<Slot>>& found, int& budget) {
  if (letters.empty()) {
    found.push_back(taken);
    return;
  }
  for (std::size_t length = std::min<std::size_t>(6, letters.size()); length >= 1; --length) {
    if (--budget < 0 || found.size() >= 16) return;
    const auto piece = letters.substr(0, length);
    const bool syllable = length >= 2 && is_syllable(piece);
    if (!syllable && !(length == 1 && is_initial(piece.front()))) continue;
    taken.push_back({syllable ? Slot::Kind::syllable : Slot::Kind::initial, std::string(piece)});
    mix(letters.substr(length), taken, found, budget);
    taken.pop_back();
  }
}

bool is_mixture(const std::vector<Slot>& slots) {
  const auto is_kind = [](Slot::Kind kind) { return [kind](const Slot& slot) { return slot.kind == kind; }; };
  return std::any_of(slots.begin(), slots.end(), is_kind(Slot::Kind::initial)) &&
         std::any_of(slots.begin(), slots.end(), is_kind(Slot::Kind::syllable));
}
// Syllables, then two initials or more.
bool is_tail_of_initials(const std::vector<Slot>& slots) {
  std::size_t k = 0;
  while (k < slots.size() && slots[k].kind == Slot::Kind::syllable) ++k;
  if (k == 0 || slots.size() - k < 2) return false;
  return std::all_of(slots.begin() + static_cast<std::ptrdiff_t>(k), slots.end(),
                     [](const Slot& slot) { return slot.kind == Slot::Kind::initial; });
}

// The ways to take a run of letters and digits.
std::vector<Reading> readings_of_run(std::string_view run) {
  std::vector<Reading> ways;
  ways.push_back({QueryKind::word, {{Slot::Kind::word, std::string(truncate_utf8(run, kMaxWordBytes - 2))}}});
  if (!is_letters(run)) return ways;
  const auto cuts = segment_pinyin(run, 6);
  for (const auto& cut : cuts) {
    Reading way{QueryKind::pinyin, {}};
    for (const auto piece : cut)
      way.slots.push_back({piece.size() == 1 && !is_syllable(piece) ? Slot::Kind::initial : Slot::Kind::syllable, std::string(piece)});
    ways.push_back(std::move(way));
  }
  if (run.size() >= 2 && run.size() <= kMaxInitials && std::all_of(run.begin(), run.end(), is_initial)) {
    Reading way{QueryKind::initials, {}};
    for (const char c : run) way.slots.push_back({Slot::Kind::initial, std::string(1, c)});
    ways.push_back(std::move(way));
  }
  if (run.size() >= 3 && run.size() <= 24) {
    // Where letters can be cut into syllables, the only mixture worth a look is syllables with initials behind them.
    std::vector<std::vector<Slot>> found;
    std::vector<Slot> taken;
    int budget = 2'000;
    mix(run, taken, found, budget);
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
    for (auto& slots : found) {
      if (ways.size() >= kMaxAlternatives) break;
      if (is_mixture(slots) && (cuts.empty() || is_tail_of_initials(slots))) ways.push_back({QueryKind::mixed, std::move(slots)});
    }
  }
  return ways;
}

char initial_of(const Slot& slot) {
  if (slot.kind != Slot::Kind::cjk) return slot.text.front();
  const auto ids = readings(decode_utf8(slot.text, 0).code_point);
  return ids.empty() ? 0 : syllable(ids.front()).front();
}

// Slots to tokens, one a position; nothing when the index has no token that says it.
std::optional<QueryAlternative> phrase(const Reading& reading) {
  QueryAlternative alternative{reading.kind, {}, false};
  const auto& slots = reading.slots;
  for (std::size_t k = 0; k < slots.size(); ++k) {
    const Slot& slot = slots[k];
    const Slot* next = k + 1 < slots.size() ? &slots[k + 1] : nullptr;
    const Slot* previous = k > 0 ? &slots[k - 1] : nullptr;
    switch (slot.kind) {
      case Slot::Kind::cjk:
        if (next != nullptr && next->kind == Slot::Kind::cjk) alternative.tokens.push_back(slot.text + next->text);
        else if (next != nullptr || previous == nullptr || previous->kind != Slot::Kind::cjk) alternative.tokens.push_back(slot.text);
        break;  // otherwise the pair before says it already
      case Slot::Kind::syllable:
        alternative.tokens.push_back("p:" + slot.text);
        alternative.last_is_prefix = next == nullptr && is_syllable_beginning(slot.text);
        break;
      case Slot::Kind::initial:
        if (next != nullptr) {
          if (next->kind == Slot::Kind::word || initial_of(*next) == 0) return std::nullopt;
          alternative.tokens.push_back({'i', ':', slot.text.front(), initial_of(*next)});
        } else if (previous == nullptr || previous->kind != Slot::Kind::initial) {
          alternative.tokens.push_back("p:" + slot.text);
          alternative.last_is_prefix = true;
        }
        break;
      case Slot::Kind::word:
        alternative.tokens.push_back("w:" + slot.text);
        alternative.last_is_prefix = next == nullptr;
        break;
    }
  }
  return alternative;
}

struct Run {
  bool cjk;
  std::string text;
};
// Runs of CJK characters and of words within one group; other characters only separate.
std::vector<Run> split_runs(std::string_view group) {
  std::vector<Run> runs;
  bool open = false;
  for (std::size_t at = 0; at < group.size();) {
    const Decoded d = decode_utf8(group, at);
    const bool cjk = is_cjk(d.code_point), word = is_word_character(d.code_point);
    if (cjk || word) {
      // CJK goes on across punctuation, as in the index; a word does not.
      if (runs.empty() || runs.back().cjk != cjk || (!open && !cjk)) runs.push_back({cjk, {}});
      runs.back().text.append(group.substr(at, d.length));
      open = true;
    } else if (d.code_point != '\'' && d.code_point != '.') {
      open = false;
    }
    at += d.length;
  }
  return runs;
}

QueryKind joined(QueryKind a, QueryKind b) { return a == b ? a : QueryKind::mixed; }

std::vector<QueryAlternative> alternatives_of(std::string_view group) {
  std::vector<Reading> ways;
  for (const Run& run : split_runs(group)) {
    std::vector<Reading> parts;
    if (run.cjk) {
      Reading way{QueryKind::text, {}};
      for (std::size_t at = 0; at < run.text.size();) {
        const Decoded d = decode_utf8(run.text, at);
        way.slots.push_back({Slot::Kind::cjk, run.text.substr(at, d.length)});
        at += d.length;
      }
      parts.push_back(std::move(way));
    } else {
      parts = readings_of_run(run.text);
    }
    if (ways.empty()) {
      ways = std::move(parts);
      continue;
    }
    std::vector<Reading> product;
    for (const auto& way : ways)
      for (const auto& part : parts) {
        if (product.size() >= kMaxAlternatives) break;
        Reading both{joined(way.kind, part.kind), way.slots};
        both.slots.insert(both.slots.end(), part.slots.begin(), part.slots.end());
        product.push_back(std::move(both));
      }
    ways = std::move(product);
  }
  std::vector<QueryAlternative> alternatives;
  for (const auto& way : ways)
    if (auto one = phrase(way); one && alternatives.size() < kMaxAlternatives) alternatives.push_back(std::move(*one));
  return alternatives;
}

// The tokens of a name by position.
struct Collect : SearchTokenSink {
  std::vector<std::vector<std::string>> positions;
  bool accept(const SearchToken& token) override {
    if (token.position >= positions.size()) positions.resize(token.position + 1);
    positions[token.position].emplace_back(token.text);
    return true;
  }
};

bool stands_at(const QueryAlternative& alternative, const std::vector<std::vector<std::string>>& positions, std::size_t start) {
  if (start + alternative.tokens.size() > positions.size()) return false;
  for (std::size_t k = 0; k < alternative.tokens.size(); ++k) {
    const bool prefix = alternative.last_is_prefix && k + 1 == alternative.tokens.size();
    const auto& wanted = alternative.tokens[k];
    const auto& there = positions[start + k];
    if (std::none_of(there.begin(), there.end(), [&](const auto& token) { return prefix ? token.starts_with(wanted) : token == wanted; }))
      return false;
  }
  return true;
}
// Does the phrase, which stands at the beginning, say the whole name?
bool is_whole(const QueryAlternative& alternative, const std::vector<std::vector<std::string>>& positions) {
  const auto& last = alternative.tokens.back();
  const bool pair = alternative.kind == QueryKind::text && count_code_points(last) == 2;  // covers two positions
  if (alternative.tokens.size() + (pair ? 1 : 0) != positions.size()) return false;
  return !alternative.last_is_prefix || std::find(positions.back().begin(), positions.back().end(), last) != positions.back().end();
}

MatchTier tier_of(const QueryAlternative& alternative, const std::vector<std::vector<std::string>>& positions, std::size_t start) {
  if (start != 0) return MatchTier::inside;
  if (alternative.kind != QueryKind::text && alternative.kind != QueryKind::word) return MatchTier::pinyin_prefix;
  return is_whole(alternative, positions) ? MatchTier::exact : MatchTier::prefix;
}
}  // namespace

SearchQuery parse_query(std::string_view text) {
  SearchQuery query;
  const std::string folded = fold_for_search(truncate_utf8(text, kMaxQueryBytes));
  std::string_view rest = folded;
  while (!rest.empty() && query.groups.size() < kMaxGroups) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (auto alternatives = alternatives_of(rest.substr(0, end)); !alternatives.empty()) query.groups.push_back(std::move(alternatives));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return query;
}

std::optional<MatchTier> match_name(const SearchQuery& query, std::string_view name) {
  Collect sink;
  produce_search_tokens(name, sink);
  MatchTier worst = MatchTier::exact;
  for (std::size_t g = 0; g < query.groups.size(); ++g) {
    std::optional<MatchTier> best;
    for (const auto& alternative : query.groups[g])
      for (std::size_t start = 0; start < sink.positions.size(); ++start) {
        if (!stands_at(alternative, sink.positions, start)) continue;
        const MatchTier tier = tier_of(alternative, sink.positions, start);
        best = best ? std::min(*best, tier) : tier;
      }
    if (!best) return std::nullopt;
    // Words after the first stand inside by nature; only the first decides how well the beginning fits.
    if (g == 0) worst = query.groups.size() > 1 && *best == MatchTier::exact ? MatchTier::prefix : *best;
  }
  return worst;
}
}  // namespace wheelhouse::text
