// A SQLite book as a file: keeping others off it, looking at one that is not (yet) ours, and putting one in the place of another.
// For restoring; whoever reads or writes records opens a Database. Throws StorageError where nothing else is said.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "storage/history.h"

namespace wheelhouse::storage {

// As long as this object lives no program opens the book at `path`, whether it is there or not. Throws StorageError(locked) while one
// has it open.
class BookFileGuard {
 public:
  explicit BookFileGuard(const std::string& path);
  ~BookFileGuard();

 private:
  std::unique_ptr<class BookFileLock> lock_;
};

struct BookFileFacts {
  bool is_whole = false;  // SQLite's own integrity_check
  int schema_version = 0;
  std::vector<ChainHead> heads;
  std::map<std::string, std::int64_t> rows;  // by table
};
// Looks without writing anything, at a file that nobody writes. A file that is no SQLite file is not whole.
BookFileFacts look_at_book_file(const std::string& path);

// How many rows each table has; the index of the search is counted by its entries.
std::map<std::string, std::int64_t> rows_by_table(Session& session);

// Puts the book in the file `from` in the place of the one at `to`, durable when it returns; both in one folder. A book that was there
// is kept under the name `keep_as` (with its -wal, should it be too damaged to be brought in). Whatever ends the process on the way
// leaves either the old book or the new one at `to`. The caller holds the guard of `to`.
void replace_book_file(const std::string& from, const std::string& to, const std::string& keep_as);

// The file of a book on its way to `path`, in the same folder, 0600. Gone when this object is, unless it was put in its place.
class IncomingFile {
 public:
  explicit IncomingFile(const std::string& path);
  ~IncomingFile();
  IncomingFile(const IncomingFile&) = delete;
  IncomingFile& operator=(const IncomingFile&) = delete;
  const std::string& path() const { return path_; }
  int descriptor() const { return descriptor_; }

 private:
  std::string path_;
  int descriptor_ = -1;
};

// What killed programs left beside the book at `path`, and nobody works on any more; and taking it away.
std::vector<std::string> find_leftovers(const std::string& path);
void remove_leftovers(const std::string& path);

}  // namespace wheelhouse::storage
