#include "storage/sqlite/snapshot.h"

#include <fcntl.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace wheelhouse::storage::sqlite {
namespace {

constexpr int kPagesAtOnce = 512;  // 4 MiB: between them somebody may say that it is enough

StorageError::Kind kind_of_errno(int code) {
  return code == ENOSPC || code == EDQUOT ? StorageError::Kind::disk_full : StorageError::Kind::io;
}

// A SQLite file whose name is given up as soon as SQLite has it open.
class Copy {
 public:
  explicit Copy(const std::string& folder) {
    std::string name = folder + "/.wheelhouse-snapshot-XXXXXX";
    const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor < 0) throw StorageError(kind_of_errno(errno), folder + ": " + std::strerror(errno));
    file_ = NamelessFile(descriptor);
    // No locks: nobody else can find it, and not every file system that keeps backups has them.
    const int code = sqlite3_open_v2(file_address(name, "nolock=1").c_str(), &handle_,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE, nullptr);
    ::unlink(name.c_str());
    if (code != SQLITE_OK) {
      const std::string detail = handle_ ? sqlite3_errmsg(handle_) : "out of memory";
      sqlite3_close_v2(handle_);
      throw StorageError(StorageError::Kind::io, folder + ": " + detail);
    }
    // Whoever cannot finish throws the file away: no journal, and one sync by whoever keeps it.
    sqlite3_exec(handle_, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16384;", nullptr, nullptr, nullptr);
  }
  ~Copy() { sqlite3_close_v2(handle_); }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;

  sqlite3* handle() { return handle_; }
  // Closes SQLite's side; what it kept in memory is in the file then.
  NamelessFile take() {
    sqlite3_close_v2(handle_);
    handle_ = nullptr;
    return std::move(file_);
  }

 private:
  NamelessFile file_{-1};
  sqlite3* handle_ = nullptr;
};

}  // namespace

std::string file_address(const std::string& path, const std::string& options) {
  std::string address = "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      address += '%';
      address += "0123456789ABCDEF"[static_cast<unsigned char>(c) >> 4];
      address += "0123456789ABCDEF"[c & 15];
    } else {
      address += c;
    }
  }
  return address + "?" + options;
}

NamelessFile copy_snapshot(Connection& source, const std::string& folder, const std::function<bool()>& go_on) {
  Copy copy(folder);
  sqlite3_backup* backup = sqlite3_backup_init(copy.handle(), "main", source.handle(), "main");
  if (backup == nullptr) throw StorageError(StorageError::Kind::other, sqlite3_errmsg(copy.handle()));
  int code = SQLITE_OK;
  bool stopped = false;
  while (code == SQLITE_OK && !stopped) {
    code = sqlite3_backup_step(backup, kPagesAtOnce);
    stopped = code == SQLITE_OK && go_on && !go_on();
  }
  sqlite3_backup_finish(backup);
  if (stopped) throw StorageError(StorageError::Kind::cancelled, folder);
  if (code != SQLITE_DONE) {
    const auto kind = (code & 0xFF) == SQLITE_FULL      ? StorageError::Kind::disk_full
                      : (code & 0xFF) == SQLITE_CORRUPT ? StorageError::Kind::corrupt
                                                        : StorageError::Kind::io;
    throw StorageError(kind, sqlite3_errmsg(copy.handle()));
  }
  return copy.take();
}

}  // namespace wheelhouse::storage::sqlite
