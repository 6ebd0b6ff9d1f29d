// The terms of storage/search_terms.h as PostgreSQL keeps and asks them: a tsvector of ready terms with their places, and the match
// expressions, written once in the syntax of FTS5, as tsqueries. No dictionary and no parser of PostgreSQL's takes part, so both
// engines find the same records. Pure, any thread.
#pragma once
#include <string>
#include <string_view>

namespace wheelhouse::storage::postgres {

// The text of a tsvector. Where one term stands in more than 255 places of one record, PostgreSQL keeps the first 255.
std::string terms_vector(std::string_view indexed_text);
// The text of a tsquery. `expression`: quoted phrases (`"a b"`, `"a b" *`) with AND, OR and brackets.
std::string terms_query(std::string_view expression);

}  // namespace wheelhouse::storage::postgres
