// The FTS5 tokenizer "wheelhouse": a document is cut by text/search_tokens.h; a query string is taken as ready tokens
// separated by spaces (the query builder made them), so both sides share one scheme.
#pragma once
#include <sqlite3.h>

namespace wheelhouse::storage::sqlite {
void register_search_tokenizer(sqlite3* handle);
}
