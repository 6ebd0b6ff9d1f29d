#include "storage/match_store.h"

namespace wheelhouse::storage {
void add_match_key(Session& session, std::int64_t workspace_id, const Uuid& object_id, std::string_view key) {
  session.send("INSERT INTO match_key (workspace_id, match_key, object_id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
               {workspace_id, key, object_id});
}
void add_match_keys(Session& session, std::int64_t workspace_id, const Uuid& object_id, const std::vector<std::string>& keys) {
  for (const std::string& key : keys) add_match_key(session, workspace_id, object_id, key);
}
void remove_match_keys(Session& session, std::int64_t workspace_id, const Uuid& object_id, const std::vector<std::string>& keys) {
  for (const std::string& key : keys)
    session.send("DELETE FROM match_key WHERE workspace_id = ?1 AND match_key = ?2 AND object_id = ?3",
                 {workspace_id, std::string_view(key), object_id});
}
bool has_match_key(Session& session, std::int64_t workspace_id, const Uuid& object_id, std::string_view key) {
  return session.query_first("SELECT 1 FROM match_key WHERE workspace_id = ?1 AND match_key = ?2 AND object_id = ?3",
                             {workspace_id, key, object_id}, [](const RowReader&) {});
}
std::vector<Uuid> find_by_match_key(Session& session, std::int64_t workspace_id, std::string_view key, int limit) {
  std::vector<Uuid> found;
  session.query("SELECT object_id FROM match_key WHERE workspace_id = ?1 AND match_key = ?2 ORDER BY object_id LIMIT ?3",
                {workspace_id, key, std::int64_t{limit}}, [&](const RowReader& row) { found.push_back(row.id(0)); });
  return found;
}
}  // namespace wheelhouse::storage
