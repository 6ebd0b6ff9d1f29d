#include "storage/second_factor_store.h"

namespace wheelhouse::storage {

std::optional<SecondFactor> find_second_factor(Session& session, std::int64_t workspace_id, const Uuid& user_id) {
  std::optional<SecondFactor> found;
  session.query_first("SELECT secret, created_at, confirmed_at, last_step FROM second_factor WHERE workspace_id = ?1 AND user_id = ?2",
                      {workspace_id, user_id}, [&](const RowReader& row) {
                        found = SecondFactor{std::string(row.text(0)), {row.integer(1)},
                                             row.is_null(2) ? std::nullopt : std::optional(Instant{row.integer(2)}), row.integer(3)};
                      });
  return found;
}
void put_second_factor(Session& session, std::int64_t workspace_id, const Uuid& user_id, const SecondFactor& row) {
  session.execute("INSERT INTO second_factor (workspace_id, user_id, secret, created_at, confirmed_at, last_step) "
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (workspace_id, user_id) DO UPDATE SET secret = excluded.secret, "
                  "created_at = excluded.created_at, confirmed_at = excluded.confirmed_at, last_step = excluded.last_step",
                  {workspace_id, user_id, std::string_view(row.secret), row.created_at.ms,
                   row.confirmed_at ? SqlValue(row.confirmed_at->ms) : SqlValue(), row.last_step});
}
bool take_step(Session& session, std::int64_t workspace_id, const Uuid& user_id, std::int64_t step) {
  return session.execute("UPDATE second_factor SET last_step = ?3 WHERE workspace_id = ?1 AND user_id = ?2 AND last_step < ?3",
                         {workspace_id, user_id, step}) > 0;
}
void delete_second_factor(Session& session, std::int64_t workspace_id, const Uuid& user_id) {
  session.execute("DELETE FROM second_factor WHERE workspace_id = ?1 AND user_id = ?2", {workspace_id, user_id});
  delete_recovery_codes(session, workspace_id, user_id);
}

void insert_recovery_code(Session& session, std::int64_t workspace_id, const Uuid& user_id, std::string_view code_hash) {
  session.execute("INSERT INTO recovery_code (workspace_id, user_id, code_hash, used_at) VALUES (?1, ?2, ?3, NULL)",
                  {workspace_id, user_id, Bytes{code_hash}});
}
void delete_recovery_codes(Session& session, std::int64_t workspace_id, const Uuid& user_id) {
  session.execute("DELETE FROM recovery_code WHERE workspace_id = ?1 AND user_id = ?2", {workspace_id, user_id});
}
bool use_recovery_code(Session& session, std::int64_t workspace_id, const Uuid& user_id, std::string_view code_hash, Instant at) {
  return session.execute(
             "UPDATE recovery_code SET used_at = ?4 WHERE workspace_id = ?1 AND user_id = ?2 AND code_hash = ?3 AND used_at IS NULL",
             {workspace_id, user_id, Bytes{code_hash}, at.ms}) > 0;
}
std::int64_t count_recovery_codes(Session& session, std::int64_t workspace_id, const Uuid& user_id) {
  return session.query_integer("SELECT count(*) FROM recovery_code WHERE workspace_id = ?1 AND user_id = ?2 AND used_at IS NULL",
                               {workspace_id, user_id});
}

}  // namespace wheelhouse::storage
