// The match keys of the many records an import makes. Keys come in no order, so that each batch of rows would touch most pages of
// their index once more; held back and written at the end, in their own order, they touch each page once.
// While they are held back nobody but the import finds its records by key. What a run that failed or was cut off held back is made
// anew (restore_match_keys).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "base/id.h"
#include "storage/database.h"

namespace wheelhouse::service {

class KeyLoad {
 public:
  // Some 50 MiB of keys.
  static constexpr std::size_t kRecordsMax = 250'000;

  // Called in the order of the writes, from one thread at a time.
  void add(const Uuid& object_id, const std::vector<std::string>& keys);
  bool holds(const Uuid& object_id) const { return places_.contains(object_id); }
  // Of an object that is held: other keys than before, or none.
  void replace(const Uuid& object_id, const std::vector<std::string>& keys);
  std::vector<std::string_view> keys_of(const Uuid& object_id) const;  // valid until the next change
  bool is_full() const { return places_.size() >= kRecordsMax; }

  // Writes what is held, a batch at a time, and starts anew. Errors: storage::StorageError; then restore_match_keys() is called for.
  void write(storage::Database& database, std::int64_t workspace_id);

 private:
  struct Key {
    std::uint32_t offset, length;  // of text_
    Uuid object_id;                // nil when it was replaced
  };
  struct Place {
    std::uint32_t first, count;  // of keys_
  };
  std::string_view text_of(const Key& key) const { return std::string_view(text_).substr(key.offset, key.length); }

  std::string text_;
  std::vector<Key> keys_;
  boost::unordered_flat_map<Uuid, Place, std::hash<Uuid>> places_;
};

// Writes the keys of all records that `change_id` made and that still stand; those that are there already stay.
void restore_match_keys(storage::Database& database, std::int64_t workspace_id, const Uuid& change_id);

}  // namespace wheelhouse::service
