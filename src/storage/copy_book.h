// Copies a whole book from one database into another, of the same engine or not: every table, row by row in the order of its key,
// batch by batch, so that a copy that was cut off is taken up where it stopped; then compares both, table by table.
#pragma once
#include <functional>
#include <stdexcept>
#include <string>

#include "storage/database.h"

namespace wheelhouse::storage {

struct CopyProgress {
  std::string table;
  std::int64_t done = 0, total = 0;  // rows, of the whole book
};
struct CopyReport {
  std::int64_t rows = 0;
  int tables = 0;
  bool resumed = false;
};

// A copy that is refused, or found wrong. Nothing was lost: `from` is never changed.
class CopyRefused : public std::runtime_error {
 public:
  enum class Reason {
    target_not_empty,  // and not an unfinished copy of this book
    source_changed,    // since the unfinished copy was begun: the target must be emptied
    differs,           // the tables are not equal in the end; what() names the first
  };
  CopyRefused(Reason reason, const std::string& detail) : std::runtime_error(detail), reason(reason) {}
  const Reason reason;
};

// Both at this program's schema. `from` takes no writes of others meanwhile. `progress` is called after each batch; what it throws
// ends the copy, which can be taken up later. Throws CopyRefused, StorageError.
CopyReport copy_book(Database& from, Database& to, const std::function<void(const CopyProgress&)>& progress);
// The same of what one session sees: within a read, others may write meanwhile.
CopyReport copy_book(Session& from, Database& to, const std::function<void(const CopyProgress&)>& progress);

// Whether a copy into this book was begun and not finished: then it must not be served.
bool is_unfinished_copy(Session& session);

}  // namespace wheelhouse::storage
