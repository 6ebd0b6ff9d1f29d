#include "storage/sqlite/search_tokenizer.h"

#include <algorithm>
#include <new>
#include <string_view>

#include "storage/search_terms.h"
#include "storage/session.h"

namespace wheelhouse::storage::sqlite {
namespace {

using Emit = int (*)(void* context, int flags, const char* token, int length, int start, int end);

// FTS5 wants an object; the scheme needs none.
int create(void*, const char**, int, Fts5Tokenizer** out) {
  static int nothing;
  *out = reinterpret_cast<Fts5Tokenizer*>(&nothing);
  return SQLITE_OK;
}
void destroy(Fts5Tokenizer*) {}

class Document final : public SearchTermSink {
 public:
  Document(void* context, int length, Emit emit) : context_(context), length_(length), emit_(emit) {}
  bool accept(std::string_view term, bool colocated) override {
    code_ = emit_(context_, colocated ? FTS5_TOKEN_COLOCATED : 0, term.data(), static_cast<int>(term.size()), 0, length_);
    return code_ == SQLITE_OK;
  }
  int code() const { return code_; }

 private:
  void* context_;
  const int length_;
  const Emit emit_;
  int code_ = SQLITE_OK;
};

// A question is made of ready terms.
int tokenize_query(std::string_view query, void* context, Emit emit) {
  for (std::size_t at = 0; at < query.size();) {
    const std::size_t end = std::min(query.find(' ', at), query.size());
    if (end > at)
      if (const int code = emit(context, 0, query.data() + at, static_cast<int>(end - at), static_cast<int>(at), static_cast<int>(end));
          code != SQLITE_OK)
        return code;
    at = end + 1;
  }
  return SQLITE_OK;
}

// No exception may pass through SQLite's C code.
int tokenize(Fts5Tokenizer*, void* context, int flags, const char* text, int length, Emit emit) {
  try {
    const std::string_view input(text ? text : "", static_cast<std::size_t>(length));
    if ((flags & FTS5_TOKENIZE_QUERY) != 0) return tokenize_query(input, context, emit);
    Document document(context, length, emit);
    produce_search_terms(input, document);
    return document.code();
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  } catch (...) {
    return SQLITE_ERROR;
  }
}

}  // namespace

void register_search_tokenizer(sqlite3* handle) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  if (!api) throw StorageError(StorageError::Kind::other, "this SQLite has no FTS5");
  fts5_tokenizer tokenizer{create, destroy, tokenize};
  api->xCreateTokenizer(api, "wheelhouse", nullptr, &tokenizer, nullptr);
}

}  // namespace wheelhouse::storage::sqlite
