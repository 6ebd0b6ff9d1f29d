// Is every record found by what it says? Its keys (service/match_keys.h) and its entry in the search are compared with those that
// would be written for it today.
#pragma once
#include <cstdint>
#include <string>

#include "storage/session.h"

namespace wheelhouse::service {

struct IndexAudit {
  std::int64_t wrong_keys = 0;     // records without one of their keys, and keys that no record has
  std::int64_t wrong_entries = 0;  // records with another entry than theirs, or none; and entries of no record
  std::string key_example, entry_example;  // "account 01a2…" of the first; "" when none is
};
// Reads all records. With `repair` it writes what is wrong anew.
IndexAudit audit_indexes(storage::Session& session, std::int64_t workspace_id, bool repair);

}  // namespace wheelhouse::service
