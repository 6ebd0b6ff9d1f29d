#include "storage/book_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "storage/migrations/migrate.h"
#include "storage/sqlite/connection.h"
#include "storage/sqlite/file_lock.h"
#include "storage/sqlite/snapshot.h"

namespace wheelhouse::storage {
namespace {

constexpr std::string_view kIncoming = ".incoming-";

[[noreturn]] void raise_errno(const std::string& path) {
  const auto kind = errno == ENOSPC || errno == EDQUOT ? StorageError::Kind::disk_full : StorageError::Kind::io;
  throw StorageError(kind, path + ": " + std::strerror(errno));
}

void sync(const std::string& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) raise_errno(path);
  const int failed = ::fsync(descriptor);
  const int code = errno;
  ::close(descriptor);
  errno = code;
  if (failed != 0) raise_errno(path);
}
void sync_folder_of(const std::string& path) { sync(std::filesystem::path(path).parent_path().string(), O_RDONLY | O_DIRECTORY); }

void move(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) raise_errno(to);
}

// Brings what lies in the -wal into the file itself. False when the book is too damaged for that.
bool settle(const std::string& path) {
  try {
    sqlite::Connection connection(path, sqlite::Access::writer);
    connection.query_integer("SELECT count(*) FROM sqlite_master");
    bool busy = true;
    connection.query("PRAGMA wal_checkpoint(TRUNCATE)", {}, [&](const RowReader& row) { busy = row.integer(0) != 0; });
    return !busy;
  } catch (const StorageError&) {
    return false;
  }
}

}  // namespace

class BookFileLock : public sqlite::FileLock {
  using FileLock::FileLock;
};
BookFileGuard::BookFileGuard(const std::string& path) : lock_(std::make_unique<BookFileLock>(path + ".lock")) {}
BookFileGuard::~BookFileGuard() = default;

std::map<std::string, std::int64_t> rows_by_table(Session& session) {
  const bool sqlite = session.engine() == Engine::sqlite;
  std::vector<std::string> tables;
  session.query(sqlite ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE "
                         "'search_index%'"
                       : "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
                {}, [&](const RowReader& row) { tables.emplace_back(row.text(0)); });
  std::map<std::string, std::int64_t> rows;
  for (const std::string& table : tables) rows[table] = session.query_integer("SELECT count(*) FROM \"" + table + "\"");
  return rows;
}

BookFileFacts look_at_book_file(const std::string& path) {
  BookFileFacts facts;
  try {
    // Immutable: nobody else has it, so no lock, no -wal and no -shm are made for it.
    sqlite::Connection connection(sqlite::file_address(path, "immutable=1"), sqlite::Access::reader);
    connection.query("PRAGMA integrity_check(1)", {}, [&](const RowReader& row) {
      facts.is_whole = row.text(0) == "ok";
      return false;
    });
    if (!facts.is_whole) return facts;
    facts.schema_version = schema_version(connection);
    facts.rows = rows_by_table(connection);
    if (facts.rows.contains("event_head")) facts.heads = chain_heads(connection);
  } catch (const StorageError& error) {
    if (error.kind != StorageError::Kind::corrupt) throw;
    facts.is_whole = false;
  }
  return facts;
}

void replace_book_file(const std::string& from, const std::string& to, const std::string& keep_as) {
  sync(from, O_RDONLY);
  // What is in the -wal belongs to the old file alone; it must not meet the new one. (It may also be what an interrupted try left.)
  const std::string wal = to + "-wal", kept_wal = keep_as + "-wal";
  if (std::filesystem::exists(wal)) {
    // To open a damaged book may cost it its -wal: a copy first.
    std::filesystem::copy_file(wal, kept_wal, std::filesystem::copy_options::overwrite_existing);
    sync(kept_wal, O_RDONLY);
  }
  if (std::filesystem::exists(to)) {
    if (settle(to)) {
      std::filesystem::remove(kept_wal);  // all of it is in the book now
      // A second name first: there is a book at `to` at every moment.
      if (::link(to.c_str(), keep_as.c_str()) != 0) move(to, keep_as);
    } else {
      move(to, keep_as);  // without the file nothing opens, and nothing uses the -wal
    }
    sync_folder_of(to);
  }
  std::filesystem::remove(wal);
  std::filesystem::remove(to + "-shm");
  move(from, to);
  sync_folder_of(to);
}

IncomingFile::IncomingFile(const std::string& path) : path_(path + std::string(kIncoming) + "XXXXXX") {
  descriptor_ = ::mkostemp(path_.data(), O_CLOEXEC);
  if (descriptor_ < 0) raise_errno(path);
  ::flock(descriptor_, LOCK_EX | LOCK_NB);
}
IncomingFile::~IncomingFile() {
  ::close(descriptor_);
  for (const char* more : {"", "-wal", "-shm", "-journal", ".lock"}) ::unlink((path_ + more).c_str());
}

std::vector<std::string> find_leftovers(const std::string& path) {
  const std::filesystem::path book(path);
  const std::string name = book.filename().string();
  std::vector<std::string> found;
  std::error_code unreadable;
  for (const auto& entry : std::filesystem::directory_iterator(book.parent_path(), unreadable)) {
    const std::string other = entry.path().filename().string();
    const bool is_copy_of_upgrade = other.starts_with(name + ".before-v") && other.find(".partial") != std::string::npos;
    if (!other.starts_with(name + std::string(kIncoming)) && !is_copy_of_upgrade && !other.starts_with(".wheelhouse-snapshot-")) continue;
    // Whoever still works on it holds it.
    const int descriptor = ::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) continue;
    if (::flock(descriptor, LOCK_SH | LOCK_NB) == 0) found.push_back(other);
    ::close(descriptor);
  }
  return found;
}

void remove_leftovers(const std::string& path) {
  for (const std::string& name : find_leftovers(path)) {
    std::error_code ignored;  // tidying up keeps nobody from working
    std::filesystem::remove(std::filesystem::path(path).parent_path() / name, ignored);
  }
}

}  // namespace wheelhouse::storage
