#include "storage/search_store.h"

namespace wheelhouse::storage {
namespace {
SqlValue optional_id(const std::optional<Uuid>& id) { return id ? SqlValue(*id) : SqlValue(); }
}  // namespace

void add_search_entry(Session& session, std::int64_t workspace_id, int kind, const Uuid& object_id, const std::optional<Uuid>& account_id,
                      const std::optional<Uuid>& owner_id, std::string_view body) {
  std::int64_t entry = 0;
  session.query_first(
      "INSERT INTO search_entry (workspace_id, kind, object_id, account_id, owner_id, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING entry",
      {workspace_id, std::int64_t{kind}, object_id, optional_id(account_id), optional_id(owner_id), body},
      [&](const RowReader& row) { entry = row.integer(0); });
  session.execute("INSERT INTO search_index (rowid, body) VALUES (?1, ?2)", {entry, body});
}

void remove_search_entry(Session& session, std::int64_t workspace_id, const Uuid& object_id) {
  std::int64_t entry = 0;
  std::string body;
  if (!session.query_first("SELECT entry, body FROM search_entry WHERE workspace_id = ?1 AND object_id = ?2", {workspace_id, object_id},
                           [&](const RowReader& row) { entry = row.integer(0); body = row.text(1); }))
    return;
  // A contentless index forgets a row only when it is told what the row said.
  session.execute("INSERT INTO search_index (search_index, rowid, body) VALUES ('delete', ?1, ?2)", {entry, std::string_view(body)});
  session.execute("DELETE FROM search_entry WHERE entry = ?1", {entry});
}

std::vector<SearchHit> search(Session& session, std::int64_t workspace_id, std::string_view match, unsigned kinds, int limit) {
  std::vector<SearchHit> hits;
  session.query(
      "SELECT s.kind, s.object_id, s.account_id, s.owner_id, s.body FROM search_index x JOIN search_entry s ON s.entry = x.rowid "
      "WHERE x.search_index MATCH ?1 AND s.workspace_id = ?2 AND ((1 << s.kind) & ?3) <> 0 LIMIT ?4",
      {match, workspace_id, std::int64_t{kinds}, std::int64_t{limit}}, [&](const RowReader& row) {
        SearchHit& hit = hits.emplace_back();
        hit.kind = static_cast<int>(row.integer(0));
        hit.object_id = row.id(1);
        if (!row.is_null(2)) hit.account_id = row.id(2);
        if (!row.is_null(3)) hit.owner_id = row.id(3);
        hit.body = row.text(4);
      });
  return hits;
}
}  // namespace wheelhouse::storage
