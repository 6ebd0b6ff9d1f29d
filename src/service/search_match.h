// Where in a name a question is answered, for ranking and for marking the characters, sounds included. Pure, any thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/search_tokens.h"

namespace wheelhouse::service {

using Utf16Range = std::pair<std::uint32_t, std::uint32_t>;  // start, length, in UTF-16 units as browsers count

struct NameMatch {
  text::MatchTier tier{};
  text::QueryKind kind{};  // of the first group: as written, by pinyin, by initials
  std::vector<Utf16Range> ranges;  // in order, apart from each other
};
// Nothing when the name does not answer every group.
std::optional<NameMatch> match_and_mark(const text::SearchQuery& query, std::string_view name);

// A piece of running text around the first place that answers, with the places marked in it; nothing when none does.
struct TextMatch {
  std::string snippet;
  std::vector<Utf16Range> ranges;
};
std::optional<TextMatch> find_in_text(std::string_view typed, std::string_view text);

std::uint32_t utf16_length(std::string_view utf8);

}  // namespace wheelhouse::service
