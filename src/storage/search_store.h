// The search index: what each record is found by. Kept in the record's own transaction; never stale.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "storage/session.h"

namespace wheelhouse::storage {

void add_search_entry(Session& session, std::int64_t workspace_id, int kind, const Uuid& object_id, const std::optional<Uuid>& account_id,
                      const std::optional<Uuid>& owner_id, std::string_view body);
void remove_search_entry(Session& session, std::int64_t workspace_id, const Uuid& object_id);

struct SearchHit {
  int kind = 0;
  Uuid object_id;
  std::optional<Uuid> account_id, owner_id;
  std::string body;
};
// Candidates in which `match` (an FTS expression made by text/search_tokens.h) holds, in order of entry, at most `limit`.
// `kinds` as a bit mask (1 << kind).
std::vector<SearchHit> search(Session& session, std::int64_t workspace_id, std::string_view match, unsigned kinds, int limit);

}  // namespace wheelhouse::storage
