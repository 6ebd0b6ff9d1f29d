#include "storage/record_store.h"

#include "domain/all.h"
#include "reflect/sql.h"
#include "storage/left.h"

namespace wheelhouse::storage {

template <Reflected E>
std::optional<E> find_record(Session& session, std::int64_t workspace_id, Id<E> id) {
  static const std::string sql =
      "SELECT " + column_list<E>() + " FROM " + std::string(Entity<E>::collection) + " WHERE workspace_id = ?1 AND id = ?2";
  if (const auto* left = find_left<std::optional<E>>(session, Entity<E>::collection, workspace_id, id.uuid)) return *left;
  std::optional<E> record;
  session.query_first(sql, {workspace_id, id.uuid}, [&](const RowReader& row) { read_row(record.emplace(), row); });
  return record;
}
template <Reflected E>
bool record_exists(Session& session, std::int64_t workspace_id, Id<E> id) {
  static const std::string sql = "SELECT 1 FROM " + std::string(Entity<E>::collection) + " WHERE workspace_id = ?1 AND id = ?2";
  if (const auto* left = find_left<std::optional<E>>(session, Entity<E>::collection, workspace_id, id.uuid)) return left->has_value();
  return session.query_first(sql, {workspace_id, id.uuid}, [](const RowReader&) {}) || session.is_unanswered();
}
template <Reflected E>
void insert_record(Session& session, std::int64_t workspace_id, const E& record) {
  session.send(insert_statement<E>(), bind_values(workspace_id, record));
  leave(session, Entity<E>::collection, workspace_id, record.id.uuid, std::optional(record));
}
template <Reflected E>
void update_record(Session& session, std::int64_t workspace_id, const E& record) {
  session.send(update_statement<E>(), bind_values(workspace_id, record));
  leave(session, Entity<E>::collection, workspace_id, record.id.uuid, std::optional(record));
}
template <Reflected E>
void delete_record(Session& session, std::int64_t workspace_id, Id<E> id) {
  static const std::string sql = "DELETE FROM " + std::string(Entity<E>::collection) + " WHERE workspace_id = ?1 AND id = ?2";
  session.send(sql, {workspace_id, id.uuid});
  leave(session, Entity<E>::collection, workspace_id, id.uuid, std::optional<E>());
}
template <Reflected E>
std::vector<E> select_records(Session& session, std::int64_t workspace_id, std::string_view where, std::vector<SqlValue> values) {
  std::string sql = "SELECT " + column_list<E>() + " FROM " + std::string(Entity<E>::collection) + " WHERE workspace_id = ?1 AND ";
  sql += where;
  values.insert(values.begin(), workspace_id);
  std::vector<E> records;
  session.query(sql, values, [&](const RowReader& row) { read_row(records.emplace_back(), row); });
  return records;
}

#define WHEELHOUSE_RECORD_STORE(E)                                                           \
  template std::optional<E> find_record(Session&, std::int64_t, Id<E>);                      \
  template bool record_exists(Session&, std::int64_t, Id<E>);                                \
  template void insert_record(Session&, std::int64_t, const E&);                             \
  template void update_record(Session&, std::int64_t, const E&);                             \
  template void delete_record(Session&, std::int64_t, Id<E>);                                \
  template std::vector<E> select_records<E>(Session&, std::int64_t, std::string_view, std::vector<SqlValue>);
WHEELHOUSE_ENTITIES(WHEELHOUSE_RECORD_STORE)

}  // namespace wheelhouse::storage
