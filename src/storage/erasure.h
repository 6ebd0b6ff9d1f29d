// Making values of the history unreadable for good, and taking what was deleted out of the book's file as well.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "storage/database.h"

namespace wheelhouse::storage {

// The values of every event that has any, oldest first.
struct EventValues {
  std::int64_t seq = 0;
  Uuid object_id;
  std::optional<Uuid> account_id;
  std::string_view verb, data;
};
void visit_event_values(Session& session, std::int64_t workspace_id, const std::function<void(const EventValues&)>& visit);

// Values and salts become null: the chain still verifies, nobody learns what they were (docs/decisions/0001).
void erase_event_values(Session& session, std::int64_t workspace_id, const std::vector<std::int64_t>& seqs);

// An engine whose file is ours: writes it anew, so that no free page and no gap holds what was deleted, and empties the -wal.
// Takes its turn among the writers and holds them up. Throws StorageError, also when somebody reads an old picture for too long.
class RewritesFile {
 public:
  virtual ~RewritesFile() = default;
  virtual void rewrite_file() = 0;
};
// False where a database server keeps the pages, and its own VACUUM frees them.
bool rewrite_book_file(Database& database);

}  // namespace wheelhouse::storage
