// Search as you type over everything that has a name (files by theirs), in Chinese, pinyin, initials and Latin letters, and over
// notes. Shows what the actor may see and nothing else. Reads only.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/actor.h"
#include "service/record_traits.h"
#include "service/search_match.h"
#include "storage/position_store.h"
#include "storage/session.h"

namespace wheelhouse::service {

constexpr unsigned kAllSearchKinds = 0b111111;  // 1 << SearchKind
constexpr int kSearchLimitMax = 50;
constexpr std::size_t kSearchTextMax = 200;  // characters

struct SearchRequest {
  std::string text;
  unsigned kinds = kAllSearchKinds;
  int limit = 10;
};
enum class Matched : std::uint8_t { exact, prefix, initials, pinyin, inside };

struct SearchItem {
  SearchKind kind{};
  Uuid id;
  std::string name;                 // of a note: the piece of text around what matched
  Matched matched{};
  std::vector<Utf16Range> ranges;   // in `name`
  std::string other_name;           // the name that matched, where it is not the first; "" otherwise
  std::vector<Utf16Range> other_ranges;
  std::optional<Uuid> account_id;
  bool mine = false;
};
// Best first. Ranked within the first few hundred of each tier (exact, begins so, contains it): what fits better is never pushed
// out by what is merely older. Errors: invalid "?q" too_long.
Result<std::vector<SearchItem>> search(storage::Session& session, const Actor& actor, const SearchRequest& request);

// Appends {"items":[{"kind","id","name","matched","ranges","account_name","stage","basis"}]}.
void write_search(std::string& out, storage::Session& session, const Actor& actor, const std::vector<SearchItem>& items);

}  // namespace wheelhouse::service

namespace wheelhouse {
WH_ENUM_NAMES(service::SearchKind, "account", "contact", "opportunity", "product", "note", "attachment");
WH_ENUM_NAMES(service::Matched, "exact", "prefix", "initials", "pinyin", "inside");
}
