#include "storage/sign_in_store.h"

namespace wheelhouse::storage {

std::optional<SignInFailures> find_failures(Session& session, std::int64_t workspace_id, std::string_view kind,
                                            std::string_view name_hash) {
  std::optional<SignInFailures> found;
  session.query_first("SELECT failures, first_at, last_at, next_at FROM sign_in_failure WHERE workspace_id = ?1 AND kind = ?2 AND "
                      "name_hash = ?3",
                      {workspace_id, kind, Bytes{name_hash}}, [&](const RowReader& row) {
                        found = SignInFailures{row.integer(0), {row.integer(1)}, {row.integer(2)}, {row.integer(3)}};
                      });
  return found;
}
void put_failures(Session& session, std::int64_t workspace_id, std::string_view kind, std::string_view name_hash,
                  const SignInFailures& row) {
  session.execute(
      "INSERT INTO sign_in_failure (workspace_id, kind, name_hash, failures, first_at, last_at, next_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
      "?7) ON CONFLICT (workspace_id, kind, name_hash) DO UPDATE SET failures = excluded.failures, first_at = excluded.first_at, "
      "last_at = excluded.last_at, next_at = excluded.next_at",
      {workspace_id, kind, Bytes{name_hash}, row.failures, row.first_at.ms, row.last_at.ms, row.next_at.ms});
}
void delete_failures(Session& session, std::int64_t workspace_id, std::string_view kind, std::string_view name_hash) {
  session.execute("DELETE FROM sign_in_failure WHERE workspace_id = ?1 AND kind = ?2 AND name_hash = ?3",
                  {workspace_id, kind, Bytes{name_hash}});
}
void trim_failures(Session& session, std::int64_t workspace_id, Instant last_before, std::int64_t rows_max) {
  session.execute("DELETE FROM sign_in_failure WHERE workspace_id = ?1 AND last_at < ?2", {workspace_id, last_before.ms});
  session.execute("DELETE FROM sign_in_failure WHERE workspace_id = ?1 AND last_at <= (SELECT last_at FROM sign_in_failure WHERE "
                  "workspace_id = ?1 ORDER BY last_at DESC LIMIT 1 OFFSET ?2)",
                  {workspace_id, rows_max});
}

void insert_attempt(Session& session, std::string_view state_hash, std::string_view browser_hash, const SignInAttempt& row) {
  session.execute("INSERT INTO sign_in_attempt (state_hash, browser_hash, workspace_id, redirect_uri, created_at, expires_at, user_id) "
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                  {Bytes{state_hash}, Bytes{browser_hash}, row.workspace_id, std::string_view(row.redirect_uri), row.created_at.ms,
                   row.expires_at.ms, row.user_id ? SqlValue(*row.user_id) : SqlValue()});
}
std::optional<SignInAttempt> find_attempt(Session& session, std::string_view state_hash, std::string_view browser_hash) {
  std::optional<SignInAttempt> found;
  session.query_first(
      "SELECT workspace_id, redirect_uri, created_at, expires_at, user_id FROM sign_in_attempt WHERE state_hash = ?1 AND browser_hash = ?2",
      {Bytes{state_hash}, Bytes{browser_hash}}, [&](const RowReader& row) {
        found = SignInAttempt{row.integer(0), std::string(row.text(1)), {row.integer(2)}, {row.integer(3)},
                              row.is_null(4) ? std::nullopt : std::optional<Uuid>(row.id(4))};
      });
  return found;
}
bool delete_attempt(Session& session, std::string_view state_hash) {
  return session.execute("DELETE FROM sign_in_attempt WHERE state_hash = ?1", {Bytes{state_hash}}) > 0;
}
void trim_attempts(Session& session, Instant now, std::int64_t rows_max) {
  session.execute("DELETE FROM sign_in_attempt WHERE expires_at <= ?1", {now.ms});
  session.execute("DELETE FROM sign_in_attempt WHERE expires_at <= (SELECT expires_at FROM sign_in_attempt ORDER BY expires_at DESC LIMIT "
                  "1 OFFSET ?1)",
                  {rows_max});
}

std::optional<Uuid> find_identity(Session& session, std::int64_t workspace_id, std::string_view issuer, std::string_view subject) {
  std::optional<Uuid> found;
  session.query_first("SELECT user_id FROM sign_in_identity WHERE workspace_id = ?1 AND issuer = ?2 AND subject = ?3",
                      {workspace_id, issuer, subject}, [&](const RowReader& row) { found = row.id(0); });
  return found;
}
bool has_identity(Session& session, std::int64_t workspace_id, const Uuid& user_id, std::string_view issuer) {
  return session.query_first("SELECT 1 FROM sign_in_identity WHERE workspace_id = ?1 AND user_id = ?2 AND issuer = ?3",
                             {workspace_id, user_id, issuer}, [](const RowReader&) {});
}
void insert_identity(Session& session, std::int64_t workspace_id, std::string_view issuer, std::string_view subject, const Uuid& user_id,
                     Instant at) {
  session.execute("INSERT INTO sign_in_identity (workspace_id, issuer, subject, user_id, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
                  {workspace_id, issuer, subject, user_id, at.ms});
}
void delete_identities(Session& session, std::int64_t workspace_id, const Uuid& user_id) {
  session.execute("DELETE FROM sign_in_identity WHERE workspace_id = ?1 AND user_id = ?2", {workspace_id, user_id});
}

}  // namespace wheelhouse::storage
