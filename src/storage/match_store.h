// Keys under which records are found again: duplicates, external ids, names in an import. What the keys are is decided
// in service/match_keys.h; equal text means "probably the same".
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "storage/session.h"

namespace wheelhouse::storage {
// A key that is there already stays as it is.
void add_match_key(Session& session, std::int64_t workspace_id, const Uuid& object_id, std::string_view key);
void add_match_keys(Session& session, std::int64_t workspace_id, const Uuid& object_id, const std::vector<std::string>& keys);
// `keys` are those the object was put under: nothing leads from an object to them.
void remove_match_keys(Session& session, std::int64_t workspace_id, const Uuid& object_id, const std::vector<std::string>& keys);
bool has_match_key(Session& session, std::int64_t workspace_id, const Uuid& object_id, std::string_view key);
// At most `limit` objects under `key`, oldest first.
std::vector<Uuid> find_by_match_key(Session& session, std::int64_t workspace_id, std::string_view key, int limit);
}  // namespace wheelhouse::storage
