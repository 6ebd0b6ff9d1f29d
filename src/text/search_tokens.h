// Search as you type over names in Chinese and Latin letters: what the index holds and how a query meets it.
// One function serves the FTS5 tokenizer and PostgreSQL's text[] index alike. Pure, any thread, about 3 µs a name.
//
// The scheme. A name is a row of positions: one for each CJK character, one for each word of letters and digits
// (folded by fold.h). Punctuation and blanks take no position, so 蓝海（上海） also answers to 蓝海上海. At position k
// stand, as alternates of each other:
//   CJK character c:  "c"     the character
//                     "cd"    with its right neighbour d, when that is CJK too
//                     "p:lan" one for each reading of c
//                     "i:lh"  initials of c and d, one for each pair of initials among their readings;
//                     "i:l"   when there is no CJK neighbour on the right
//   word:             "w:acme"
// A query becomes phrases: tokens at consecutive positions, the last perhaps only a beginning.
//   蓝海软件 -> "蓝海" "海软" "软件"      海 -> "海"           acme -> "w:acme"…
//   lanhai   -> "p:lan" "p:hai"…         lhsw -> "i:lh" "i:hs" "i:sw"     澜hai -> "澜" "p:hai"…     lanhsw -> "p:lan" "i:hs" "i:sw"
// A bigram phrase is an exact substring test; two Chinese characters are one lookup.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wheelhouse::text {

struct SearchToken {
  std::string_view text;        // valid during the call only
  std::uint32_t position = 0;   // 0, 1, 2 …
  bool alternate = false;       // another token of the same position came before (FTS5_TOKEN_COLOCATED)
  std::uint32_t begin = 0, end = 0;  // bytes of the name it stands for, [begin, end)
};

class SearchTokenSink {
 public:
  virtual ~SearchTokenSink() = default;
  virtual bool accept(const SearchToken& token) = 0;  // false stops
};
// False when the sink stopped. Names are cut at 1,000 characters.
bool produce_search_tokens(std::string_view name, SearchTokenSink& sink);
// The distinct tokens of a name, sorted: the array that PostgreSQL indexes.
std::vector<std::string> search_token_set(std::string_view name);

enum class QueryKind : std::uint8_t { text, word, pinyin, initials, mixed };

struct QueryAlternative {
  QueryKind kind = QueryKind::text;
  std::vector<std::string> tokens;  // at consecutive positions, at least one
  bool last_is_prefix = false;      // the last token is the beginning of what stands there
};
struct SearchQuery {
  // Every group (what stands between blanks) must be met by one of its alternatives, the likeliest first.
  std::vector<std::vector<QueryAlternative>> groups;
  bool empty() const { return groups.empty(); }
};
SearchQuery parse_query(std::string_view text);

// How well a name answers, best first; nothing when it does not. For ranking candidates, and for engines whose
// index knows no positions.
enum class MatchTier : std::uint8_t { exact, prefix, pinyin_prefix, inside };
std::optional<MatchTier> match_name(const SearchQuery& query, std::string_view name);

}  // namespace wheelhouse::text
