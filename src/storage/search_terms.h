// What the search index holds beside the tokens of text/search_tokens.h, and how a question is put to it. One place for both
// sides: the tokenizer of each engine writes these terms, search asks for them.
//   "^…"      a token at the beginning of a name or of another name of the record: answers "begins with" without a walk through
//             everything that merely contains it
//   "=<hash>" a whole name: answers "is exactly"
//   "e:ab"    a word that begins with these 1 to 4 characters; "q:h" "q:zh" a syllable that does: short beginnings match too many
//             words for an index to gather while someone types
//   "k:0"     the kind of record; "o:<id>" whose it is, "o:-" nobody's (only where the record itself has an owner)
// Pure, any thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "text/search_tokens.h"

namespace wheelhouse::storage {

// The text that the tokenizer is given for a record: its tags, then its names, one a line. Must be the same when the record is
// taken out of the index again.
std::string indexed_text(int kind, bool has_owner, const std::optional<Uuid>& owner_id, bool only_written, std::string_view body);

// Receives the terms of indexed_text(): `colocated` terms stand at the same position as the one before.
class SearchTermSink {
 public:
  virtual ~SearchTermSink() = default;
  virtual bool accept(std::string_view term, bool colocated) = 0;  // false stops
};
// False when the sink stopped.
bool produce_search_terms(std::string_view indexed_text, SearchTermSink& sink);

// The match expressions of a question, in the syntax of FTS5. "" when it holds nothing to look for.
struct SearchExpressions {
  std::string exact;    // names that are just this
  std::string prefix;   // names that begin so
  std::string inside;   // names that contain it
};
SearchExpressions search_expressions(const text::SearchQuery& query, std::string_view typed);
// `expression` narrowed to kinds (bit mask; all of them: unchanged) and to owners (null: unchanged).
std::string narrowed(const std::string& expression, unsigned kinds, unsigned all_kinds, const std::vector<Uuid>* owners);

}  // namespace wheelhouse::storage
