// The search index: what each record is found by. Kept in the record's own transaction; never stale.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "storage/session.h"

namespace wheelhouse::storage {

// Which kinds (service/record_traits.h, SearchKind, as 1 << kind) are looked for by their own owner, and which are running text,
// found by what is written but not by how it sounds.
constexpr unsigned kOwnedSearchKinds = 1u << 0 | 1u << 2 | 1u << 3;  // account, opportunity, product
constexpr unsigned kWrittenSearchKinds = 1u << 4;                    // note

void add_search_entry(Session& session, std::int64_t workspace_id, int kind, const Uuid& object_id, const std::optional<Uuid>& account_id,
                      const std::optional<Uuid>& owner_id, std::string_view body);
// The same under a number that is given (copies of a book).
void put_search_entry(Session& session, std::int64_t entry, std::int64_t workspace_id, int kind, const Uuid& object_id,
                      const std::optional<Uuid>& account_id, const std::optional<Uuid>& owner_id, std::string_view body);
void remove_search_entry(Session& session, std::int64_t workspace_id, const Uuid& object_id);

struct SearchHit {
  int kind = 0;
  Uuid object_id;
  std::optional<Uuid> account_id;
  std::optional<Uuid> owner_id;          // the record's own
  std::optional<Uuid> account_owner_id;  // of the account it belongs to
  std::string body;                      // its names, one a line
};
// For lists: SQL for the ids of what matches, ?1 the workspace and '?' the value of the expression; and for the test whether
// `id_column` is one.
std::string found_ids(Engine engine);
std::string found_test(Engine engine, std::string_view id_column);
std::string match_value(Engine engine, std::string expression);

// Visits the records for which `match` (an expression of storage/search_terms.h) holds, in order of entry, until `visit` returns
// false.
void visit_search_hits(Session& session, std::int64_t workspace_id, std::string_view match, const std::function<bool(SearchHit&&)>& visit);
// The entries of these records, matching or not.
void visit_search_entries(Session& session, std::int64_t workspace_id, const std::vector<Uuid>& object_ids,
                          const std::function<void(SearchHit&&)>& visit);

}  // namespace wheelhouse::storage
