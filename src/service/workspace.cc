#include "service/workspace.h"

#include "reflect/json.h"
#include "reflect/sql.h"
#include "service/access.h"
#include "service/local_time.h"
#include "service/write_result.h"
#include "text/amount.h"

namespace wheelhouse::service {
namespace {

// A system without zone files knows no zone; there the shape of a name has to do, or nobody could set a book up.
bool is_time_zone(std::string_view name) {
  if (utc_offset_minutes(name, Instant{})) return true;
  return !utc_offset_minutes("Asia/Shanghai", Instant{}) && name.find('/') != std::string_view::npos;
}

}  // namespace

std::optional<Workspace> find_workspace(storage::Session& session, std::int64_t workspace_id) {
  static const std::string sql = "SELECT " + column_list<Workspace>() + " FROM workspace WHERE id = ?1";
  std::optional<Workspace> found;
  session.query_first(sql, {workspace_id}, [&](const RowReader& row) { read_row(found.emplace(), row); });
  // Whoever puts the first customer in, by hand or by import, made the book his own; nobody has to say so.
  if (found && found->book == BookKind::empty &&
      session.query_first("SELECT 1 FROM accounts WHERE workspace_id = ?1 LIMIT 1", {workspace_id}, [](const RowReader&) {}))
    found->book = BookKind::own;
  return found;
}

void write_workspace(std::string& out, const Workspace& workspace) {
  out += '{';
  write_json_members(out, workspace);
  out += '}';
}

void check_workspace(const Workspace& workspace, const std::string& base, std::vector<FieldError>& errors) {
  if (!text::is_currency_code(workspace.currency)) errors.push_back({base + "/currency", "bad_currency", {{"value", workspace.currency}}});
  if (workspace.locale != "zh-CN" && workspace.locale != "en")
    errors.push_back({base + "/locale", "unknown_value", {{"value", workspace.locale}, {"allowed", "zh-CN, en"}}});
  if (!is_time_zone(workspace.time_zone)) errors.push_back({base + "/time_zone", "bad_time_zone", {{"value", workspace.time_zone}}});
}

void put_workspace(storage::Session& session, std::int64_t workspace_id, const Workspace& workspace, Instant now) {
  session.execute(
      "INSERT INTO workspace (id, name, currency, locale, time_zone, book, created_at, pool_limit, pool_idle_days, "
      "files_mib_max, pool_claim) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) "
      "ON CONFLICT (id) DO UPDATE SET name = excluded.name, currency = excluded.currency, locale = excluded.locale, "
      "time_zone = excluded.time_zone, book = excluded.book, "
      "pool_limit = excluded.pool_limit, pool_idle_days = excluded.pool_idle_days, "
      "files_mib_max = excluded.files_mib_max, pool_claim = excluded.pool_claim",
      {workspace_id, std::string_view(workspace.name), std::string_view(workspace.currency), std::string_view(workspace.locale),
       std::string_view(workspace.time_zone), to_string(workspace.book), now.ms, workspace.pool_limit, workspace.pool_idle_days,
       workspace.files_mib_max, to_string(workspace.pool_claim)});
}

void set_book(storage::Session& session, std::int64_t workspace_id, BookKind book) {
  session.execute("UPDATE workspace SET book = ?2 WHERE id = ?1", {workspace_id, to_string(book)});
}

Result<Workspace> ensure_workspace(storage::Database& database, const Workspace& defaults, Instant now) {
  std::vector<FieldError> errors;
  check_workspace(defaults, "", errors);
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  return write_result(database, [&](storage::Session& session) -> Result<Workspace> {
    if (auto found = find_workspace(session)) return std::move(*found);
    put_workspace(session, kWorkspaceId, defaults, now);
    return defaults;
  });
}

Result<Workspace> update_workspace(UnitOfWork& work, const boost::json::object& input) {
  if (auto allowed = require(work.actor(), Verb::administer); !allowed) return fail(allowed.error());
  auto workspace = find_workspace(work.session(), work.workspace_id());
  if (!workspace) return fail(Error::not_found("workspace"));
  std::vector<FieldError> errors;
  read_fields(input, *workspace, ReadMode::patch, errors);
  check_workspace(*workspace, "", errors);
  if (!errors.empty()) return fail(Error::invalid_fields(std::move(errors)));
  put_workspace(work.session(), work.workspace_id(), *workspace, work.now());
  return std::move(*workspace);
}

}  // namespace wheelhouse::service
