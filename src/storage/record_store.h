// Reading and writing whole records of any entity by id. No authorisation, no history: service/ adds both.
#pragma once
#include <optional>
#include <vector>

#include "reflect/sql.h"
#include "storage/session.h"

namespace wheelhouse::storage {

template <Reflected E>
std::optional<E> find_record(Session& session, std::int64_t workspace_id, Id<E> id) {
  static const std::string sql =
      "SELECT " + column_list<E>() + " FROM " + std::string(Entity<E>::collection) + " WHERE workspace_id = ?1 AND id = ?2";
  std::optional<E> record;
  session.query_first(sql, {workspace_id, id.uuid}, [&](const RowReader& row) { read_row(record.emplace(), row); });
  return record;
}
template <Reflected E>
bool record_exists(Session& session, std::int64_t workspace_id, Id<E> id) {
  static const std::string sql = "SELECT 1 FROM " + std::string(Entity<E>::collection) + " WHERE workspace_id = ?1 AND id = ?2";
  return session.query_first(sql, {workspace_id, id.uuid}, [](const RowReader&) {});
}
template <Reflected E>
void insert_record(Session& session, std::int64_t workspace_id, const E& record) {
  session.send(insert_statement<E>(), bind_values(workspace_id, record));
}
template <Reflected E>
void update_record(Session& session, std::int64_t workspace_id, const E& record) {
  session.send(update_statement<E>(), bind_values(workspace_id, record));
}
template <Reflected E>
void delete_record(Session& session, std::int64_t workspace_id, Id<E> id) {
  static const std::string sql = "DELETE FROM " + std::string(Entity<E>::collection) + " WHERE workspace_id = ?1 AND id = ?2";
  session.send(sql, {workspace_id, id.uuid});
}
// All records for which `where` holds ("account_id = ?2 ORDER BY held_at DESC LIMIT 50"); ?1 is the workspace.
template <Reflected E>
std::vector<E> select_records(Session& session, std::int64_t workspace_id, std::string_view where, std::vector<SqlValue> values) {
  std::string sql = "SELECT " + column_list<E>() + " FROM " + std::string(Entity<E>::collection) + " WHERE workspace_id = ?1 AND ";
  sql += where;
  values.insert(values.begin(), workspace_id);
  std::vector<E> records;
  session.query(sql, values, [&](const RowReader& row) { read_row(records.emplace_back(), row); });
  return records;
}

}  // namespace wheelhouse::storage
