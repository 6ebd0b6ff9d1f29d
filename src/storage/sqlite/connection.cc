#include "storage/sqlite/connection.h"

#include <cerrno>

#include "storage/sqlite/search_tokenizer.h"

namespace wheelhouse::storage::sqlite {
namespace {

constexpr std::size_t kStatementCacheSize = 400;  // list filters combine; beyond this the cache starts anew

class Row final : public RowReader {
 public:
  explicit Row(sqlite3_stmt* statement) : statement_(statement) {}
  bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  double real(int column) const override { return sqlite3_column_double(statement_, column); }
  std::string_view text(int column) const override {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {text ? text : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  Uuid id(int column) const override {
    const void* blob = sqlite3_column_blob(statement_, column);
    return Uuid::from_view({static_cast<const char*>(blob), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))});
  }

 private:
  sqlite3_stmt* statement_;
};

StorageError::Kind kind_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_FULL: return StorageError::Kind::disk_full;
    case SQLITE_IOERR: return StorageError::Kind::io;
    case SQLITE_READONLY: return StorageError::Kind::read_only;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return StorageError::Kind::locked;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return StorageError::Kind::corrupt;
    case SQLITE_CONSTRAINT: return StorageError::Kind::constraint;
    default: return StorageError::Kind::other;
  }
}

void bind(sqlite3_stmt* statement, int index, const SqlValue& value) {
  struct Binder {
    sqlite3_stmt* statement;
    int index;
    int operator()(std::monostate) const { return sqlite3_bind_null(statement, index); }
    int operator()(std::int64_t v) const { return sqlite3_bind_int64(statement, index, v); }
    int operator()(double v) const { return sqlite3_bind_double(statement, index, v); }
    // Values outlive the call of run(), so SQLite need not copy them.
    int operator()(std::string_view v) const {
      return sqlite3_bind_text(statement, index, v.data() ? v.data() : "", static_cast<int>(v.size()), SQLITE_STATIC);
    }
    int operator()(const std::string& v) const { return (*this)(std::string_view(v)); }
    int operator()(Bytes v) const {
      return sqlite3_bind_blob(statement, index, v.view.data() ? v.view.data() : "", static_cast<int>(v.view.size()), SQLITE_STATIC);
    }
    int operator()(const Uuid& v) const { return sqlite3_bind_blob(statement, index, v.bytes.data(), 16, SQLITE_STATIC); }
  };
  std::visit(Binder{statement, index}, value);
}

}  // namespace

Connection::Connection(const std::string& path, Access access) {
  // Nobody reads SQLite's own count of its memory, and every allocation would take a lock for it.
  static const bool uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK;
  (void)uncounted;
  const int flags = (access == Access::writer ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
                    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE;
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &opened, flags, nullptr);
  handle_.reset(opened);  // also of a failed open: the handle holds the message
  if (code != SQLITE_OK) {
    const std::string detail = opened ? sqlite3_errmsg(opened) : "out of memory";
    throw StorageError(kind_of(code), path + ": " + detail);
  }
  sqlite3_busy_timeout(handle(), 5000);
  sqlite3_db_config(handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_limit(handle(), SQLITE_LIMIT_ATTACHED, 0);
  register_search_tokenizer(handle());
  // The WAL-reset fault of SQLite before 3.51.3 needs two connections that write or checkpoint at once: readers do neither.
  if (access == Access::reader) sqlite3_db_config(handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  run_script("PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=OFF;");
  if (access == Access::reader) {
    // 28 MiB each: eight of them, the writer and the program itself stay below the 300 MiB a serving process may take.
    run_script("PRAGMA query_only=ON; PRAGMA cache_size=-28672;");
    return;
  }
  // Half the pages of 8 KiB, since most entries fall on a page of their own: a note is a fifth cheaper, reads cost the same (measured).
  run_script("PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
             "PRAGMA cache_size=-65536; PRAGMA journal_size_limit=67108864;");
  sqlite3_wal_hook(
      handle(),
      [](void* self, sqlite3*, const char*, int frames) {
        static_cast<Connection*>(self)->wal_frames_ = frames;
        return SQLITE_OK;
      },
      this);
}

void Connection::checkpoint() {
  int left = 0, done = 0;
  const int code = sqlite3_wal_checkpoint_v2(handle(), "main", SQLITE_CHECKPOINT_PASSIVE, &left, &done);
  if (code != SQLITE_OK && code != SQLITE_BUSY) raise(code);
}

void Connection::leave_wal_on_close() { sqlite3_db_config(handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr); }

Connection::~Connection() {
  for (auto& [sql, statement] : statements_) sqlite3_finalize(statement.handle);
}

Connection::Statement& Connection::prepare(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    if (statements_.size() >= kStatementCacheSize) {
      for (auto it = statements_.begin(); it != statements_.end();) {
        if (it->second.busy) { ++it; continue; }
        sqlite3_finalize(it->second.handle);
        it = statements_.erase(it);
      }
    }
    sqlite3_stmt* made = nullptr;
    if (const int code = sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &made, nullptr);
        code != SQLITE_OK)
      raise(code);
    found = statements_.emplace(std::string(sql), Statement{made, false}).first;
  }
  return found->second;
}

std::int64_t Connection::run(std::string_view sql, std::span<const SqlValue> values, const RowVisitor* visit) {
  Statement* cached = &prepare(sql);
  Statement own;
  if (cached->busy) {  // the same text again inside its own visitor
    if (const int code = sqlite3_prepare_v2(handle(), sql.data(), static_cast<int>(sql.size()), &own.handle, nullptr); code != SQLITE_OK)
      raise(code);
    cached = &own;
  }
  struct Release {
    Statement& statement;
    bool finalize;
    ~Release() {
      statement.busy = false;
      if (finalize) sqlite3_finalize(statement.handle);
      else { sqlite3_reset(statement.handle); sqlite3_clear_bindings(statement.handle); }
    }
  } release{*cached, cached == &own};
  cached->busy = true;
  for (std::size_t i = 0; i < values.size(); ++i) bind(cached->handle, static_cast<int>(i) + 1, values[i]);
  const Row row(cached->handle);
  while (true) {
    const int code = sqlite3_step(cached->handle);
    if (code == SQLITE_DONE) break;
    if (code != SQLITE_ROW) raise(code);
    if (visit && !(*visit)(row)) break;
  }
  return sqlite3_changes64(handle());
}

void Connection::run_deferred() {
  for (std::size_t i = 0; i < deferred_.size(); ++i) deferred_[i](*this);  // one may ask for more
  deferred_.clear();
}

void Connection::run_script(const std::string& sql) {
  if (const int code = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK) raise(code);
}

void Connection::raise(int code) {
  StorageError::Kind kind = kind_of(code);
  // A file that could not grow is a full disk too, but for a failed sync: what that had promised is lost.
  const bool is_sync = code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
  if (kind == StorageError::Kind::io && !is_sync && sqlite3_system_errno(handle()) == ENOSPC) kind = StorageError::Kind::disk_full;
  throw StorageError(kind, sqlite3_errmsg(handle()));
}

}  // namespace wheelhouse::storage::sqlite
