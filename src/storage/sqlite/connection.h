// One sqlite3 handle with its statement cache, as a Session. Facts that shaped it: docs/decisions/0001, notes in
// docs/ARCHITECTURE.md ("One writer").
#pragma once
#include <sqlite3.h>

#include <memory>
#include <string>
#include <unordered_map>

#include "storage/session.h"

namespace wheelhouse::storage::sqlite {

enum class Access { writer, reader };

class Connection final : public Session {
 public:
  // Opens `path`; a writer creates the file when it is absent. Throws StorageError.
  Connection(const std::string& path, Access access);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  std::int64_t run(std::string_view sql, std::span<const SqlValue> values, const RowVisitor* visit) override;
  void run_script(const std::string& sql) override;
  Engine engine() const override { return Engine::sqlite; }
  sqlite3* handle() { return handle_.get(); }
  // Of the writer: pages in the -wal as of its last commit; bringing into the book those that no reader needs any more (throws
  // StorageError); and leaving them where they are when the connection is closed.
  int wal_frames() const { return wal_frames_; }
  void checkpoint();
  void leave_wal_on_close();
  bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

 private:
  struct Statement {
    sqlite3_stmt* handle = nullptr;
    bool busy = false;
  };
  Statement& prepare(std::string_view sql);
  [[noreturn]] void raise(int code);

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  // An owner of its own: a constructor that throws after opening runs no destructor of Connection.
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  std::unique_ptr<sqlite3, Close> handle_;
  std::unordered_map<std::string, Statement, Hash, std::equal_to<>> statements_;
  int wal_frames_ = 0;
};

}  // namespace wheelhouse::storage::sqlite
