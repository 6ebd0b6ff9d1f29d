#include "storage/auth_store.h"

namespace wheelhouse::storage {
namespace {

constexpr std::string_view kSessionColumns = "workspace_id, id, user_id, created_at, seen_at, expires_at, user_agent, address";
constexpr std::string_view kKeyColumns = "workspace_id, id, user_id, label, scope, created_at, expires_at, revoked_at";

SqlValue optional_instant(const std::optional<Instant>& at) { return at ? SqlValue(at->ms) : SqlValue(); }
std::optional<Instant> read_optional_instant(const RowReader& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return Instant{row.integer(column)};
}
SqlValue optional_id(const std::optional<Uuid>& id) { return id ? SqlValue(*id) : SqlValue(); }

SignInSession read_session(const RowReader& row) {
  return {row.integer(0),          row.id(1), row.id(2), {row.integer(3)}, {row.integer(4)}, {row.integer(5)}, std::string(row.text(6)),
          std::string(row.text(7))};
}
ApiKey read_key(const RowReader& row) {
  return {row.integer(0), row.id(1), row.id(2), std::string(row.text(3)), std::string(row.text(4)), {row.integer(5)},
          read_optional_instant(row, 6), read_optional_instant(row, 7)};
}

}  // namespace

std::optional<Credential> find_credential(Session& session, std::int64_t workspace_id, const Uuid& user_id) {
  std::optional<Credential> found;
  session.query_first(
      "SELECT password_hash, changed_at, must_change, needs_second_factor FROM credential WHERE workspace_id = ?1 AND user_id = ?2",
      {workspace_id, user_id}, [&](const RowReader& row) {
        found = Credential{std::string(row.text(0)), {row.integer(1)}, row.integer(2) != 0, row.integer(3) != 0};
      });
  return found;
}
void put_credential(Session& session, std::int64_t workspace_id, const Uuid& user_id, const Credential& credential) {
  session.execute(
      "INSERT INTO credential (workspace_id, user_id, password_hash, changed_at, must_change, needs_second_factor) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (workspace_id, user_id) DO UPDATE SET password_hash = excluded.password_hash, "
      "changed_at = excluded.changed_at, must_change = excluded.must_change, needs_second_factor = excluded.needs_second_factor",
      {workspace_id, user_id, std::string_view(credential.password_hash), credential.changed_at.ms, std::int64_t{credential.must_change},
       std::int64_t{credential.needs_second_factor}});
}
void replace_password_hash(Session& session, std::int64_t workspace_id, const Uuid& user_id, std::string_view password_hash) {
  session.execute("UPDATE credential SET password_hash = ?3 WHERE workspace_id = ?1 AND user_id = ?2",
                  {workspace_id, user_id, password_hash});
}

void insert_session(Session& session, std::string_view token_hash, const SignInSession& row) {
  session.execute("INSERT INTO session (token_hash, workspace_id, id, user_id, created_at, seen_at, expires_at, user_agent, address) "
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                  {Bytes{token_hash}, row.workspace_id, row.id, row.user_id, row.created_at.ms, row.seen_at.ms, row.expires_at.ms,
                   std::string_view(row.user_agent), std::string_view(row.address)});
}
std::optional<SignInSession> find_session(Session& session, std::string_view token_hash) {
  static const std::string sql = "SELECT " + std::string(kSessionColumns) + " FROM session WHERE token_hash = ?1";
  std::optional<SignInSession> found;
  session.query_first(sql, {Bytes{token_hash}}, [&](const RowReader& row) { found = read_session(row); });
  return found;
}
std::vector<SignInSession> sessions_of(Session& session, std::int64_t workspace_id, const Uuid& user_id) {
  static const std::string sql =
      "SELECT " + std::string(kSessionColumns) + " FROM session WHERE workspace_id = ?1 AND user_id = ?2 ORDER BY seen_at DESC, id DESC";
  std::vector<SignInSession> rows;
  session.query(sql, {workspace_id, user_id}, [&](const RowReader& row) { rows.push_back(read_session(row)); });
  return rows;
}
void set_session_seen(Session& session, std::int64_t workspace_id, const Uuid& user_id, const Uuid& id, Instant at) {
  session.execute("UPDATE session SET seen_at = ?4 WHERE workspace_id = ?1 AND user_id = ?2 AND id = ?3 AND seen_at < ?4",
                  {workspace_id, user_id, id, at.ms});
}
bool delete_session(Session& session, std::string_view token_hash) {
  return session.execute("DELETE FROM session WHERE token_hash = ?1", {Bytes{token_hash}}) > 0;
}
bool delete_session(Session& session, std::int64_t workspace_id, const Uuid& user_id, const Uuid& id) {
  return session.execute("DELETE FROM session WHERE workspace_id = ?1 AND user_id = ?2 AND id = ?3", {workspace_id, user_id, id}) > 0;
}
std::int64_t delete_sessions_of(Session& session, std::int64_t workspace_id, const Uuid& user_id, std::string_view except_token_hash) {
  return session.execute("DELETE FROM session WHERE workspace_id = ?1 AND user_id = ?2 AND token_hash <> ?3",
                         {workspace_id, user_id, Bytes{except_token_hash}});
}
void delete_ended_sessions(Session& session, Instant now, Instant idle_since) {
  session.execute("DELETE FROM session WHERE expires_at <= ?1 OR seen_at <= ?2", {now.ms, idle_since.ms});
}

void insert_api_key(Session& session, std::string_view key_hash, const ApiKey& row) {
  session.execute("INSERT INTO api_key (key_hash, workspace_id, id, user_id, label, scope, created_at, expires_at, revoked_at) "
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                  {Bytes{key_hash}, row.workspace_id, row.id, row.user_id, std::string_view(row.label), std::string_view(row.scope),
                   row.created_at.ms, optional_instant(row.expires_at), optional_instant(row.revoked_at)});
}
std::optional<ApiKey> find_api_key(Session& session, std::string_view key_hash) {
  static const std::string sql = "SELECT " + std::string(kKeyColumns) + " FROM api_key WHERE key_hash = ?1";
  std::optional<ApiKey> found;
  session.query_first(sql, {Bytes{key_hash}}, [&](const RowReader& row) { found = read_key(row); });
  return found;
}
std::vector<ApiKey> api_keys_of(Session& session, std::int64_t workspace_id, const Uuid& user_id) {
  static const std::string sql =
      "SELECT " + std::string(kKeyColumns) + " FROM api_key WHERE workspace_id = ?1 AND user_id = ?2 ORDER BY created_at DESC, id DESC";
  std::vector<ApiKey> rows;
  session.query(sql, {workspace_id, user_id}, [&](const RowReader& row) { rows.push_back(read_key(row)); });
  return rows;
}
bool revoke_api_key(Session& session, std::int64_t workspace_id, const Uuid& user_id, const Uuid& id, Instant at) {
  return session.execute("UPDATE api_key SET revoked_at = ?4 WHERE workspace_id = ?1 AND user_id = ?2 AND id = ?3 AND revoked_at IS NULL",
                         {workspace_id, user_id, id, at.ms}) > 0;
}
void revoke_api_keys_of(Session& session, std::int64_t workspace_id, const Uuid& user_id, Instant at) {
  session.execute("UPDATE api_key SET revoked_at = ?3 WHERE workspace_id = ?1 AND user_id = ?2 AND revoked_at IS NULL",
                  {workspace_id, user_id, at.ms});
}

void insert_link(Session& session, std::string_view token_hash, const OneTimeLink& row) {
  session.execute("INSERT INTO one_time_link (token_hash, workspace_id, purpose, user_id, created_at, expires_at, used_at) "
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                  {Bytes{token_hash}, row.workspace_id, std::string_view(row.purpose), optional_id(row.user_id), row.created_at.ms,
                   row.expires_at.ms, optional_instant(row.used_at)});
}
std::optional<OneTimeLink> find_link(Session& session, std::string_view token_hash) {
  std::optional<OneTimeLink> found;
  session.query_first("SELECT workspace_id, purpose, user_id, created_at, expires_at, used_at FROM one_time_link WHERE token_hash = ?1",
                      {Bytes{token_hash}}, [&](const RowReader& row) {
                        found = OneTimeLink{row.integer(0), std::string(row.text(1)),
                                            row.is_null(2) ? std::nullopt : std::optional<Uuid>(row.id(2)), {row.integer(3)},
                                            {row.integer(4)}, read_optional_instant(row, 5)};
                      });
  return found;
}
bool use_link(Session& session, std::string_view token_hash, Instant at) {
  return session.execute("UPDATE one_time_link SET used_at = ?2 WHERE token_hash = ?1 AND used_at IS NULL", {Bytes{token_hash}, at.ms}) > 0;
}
void delete_unused_links(Session& session, std::int64_t workspace_id, const std::optional<Uuid>& user_id, std::string_view purpose) {
  if (user_id)
    session.execute("DELETE FROM one_time_link WHERE workspace_id = ?1 AND user_id = ?2 AND purpose = ?3 AND used_at IS NULL",
                    {workspace_id, *user_id, purpose});
  else
    session.execute("DELETE FROM one_time_link WHERE workspace_id = ?1 AND user_id IS NULL AND purpose = ?2 AND used_at IS NULL",
                    {workspace_id, purpose});
}
void delete_unused_links(Session& session, std::int64_t workspace_id, const Uuid& user_id) {
  session.execute("DELETE FROM one_time_link WHERE workspace_id = ?1 AND user_id = ?2 AND used_at IS NULL", {workspace_id, user_id});
}
void delete_links_before(Session& session, Instant expired_before) {
  session.execute("DELETE FROM one_time_link WHERE expires_at < ?1", {expired_before.ms});
}

}  // namespace wheelhouse::storage
