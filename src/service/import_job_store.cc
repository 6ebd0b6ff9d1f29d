// Jobs as they are kept in the book.
#include <boost/json.hpp>
#include <limits>

#include "reflect/json_text.h"
#include "service/import_job.h"
#include "service/key_load.h"
#include "service/position.h"

namespace wheelhouse::service {

void put_job(storage::Session& session, std::int64_t workspace_id, const ImportJob& job) {
  session.execute(
      "INSERT INTO import_job (workspace_id, id, user_id, state, plan, result, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
      "?8) "
      "ON CONFLICT (workspace_id, id) DO UPDATE SET state = excluded.state, plan = excluded.plan, result = excluded.result, updated_at = "
      "excluded.updated_at",
      {workspace_id, job.id, job.user_id ? SqlValue(*job.user_id) : SqlValue(), to_string(job.state), std::string_view(job.plan),
       job.result.empty() ? SqlValue() : SqlValue(std::string_view(job.result)), job.created_at.ms, job.updated_at.ms});
}

namespace {
constexpr std::string_view kJobColumns =
    "SELECT id, user_id, state, plan, result, created_at, updated_at FROM import_job WHERE workspace_id = ?1 ";
ImportJob read_job(const RowReader& row) {
  ImportJob job;
  job.id = row.id(0);
  if (!row.is_null(1)) job.user_id = row.id(1);
  job.state = parse_enum<ImportState>(row.text(2)).value_or(ImportState::failed);
  job.plan = row.text(3);
  job.result = row.text(4);
  job.created_at.ms = row.integer(5);
  job.updated_at.ms = row.integer(6);
  return job;
}
}  // namespace

std::string outcome_to_json(const ImportOutcome& outcome) {
  std::string out;
  json_text::Object object(out);
  object.raw("check", outcome.check.empty() ? "null" : outcome.check);
  object.raw("result", outcome.result.empty() ? "null" : outcome.result);
  std::string& failed = object.key("failed");
  failed += '[';
  for (const FailedRow& row : outcome.failed) {
    if (failed.back() != '[') failed += ',';
    failed += '[';
    json_text::append_integer(failed, static_cast<std::int64_t>(row.file));
    failed += ',';
    json_text::append_integer(failed, static_cast<std::int64_t>(row.row));
    failed += ',';
    json_text::append_string(failed, row.code);
    failed += ']';
  }
  failed += ']';
  if (outcome.undo) {
    json_text::Object undo(object.key("undo"));
    undo.integer("before_seq", outcome.undo->before_seq);
    undo.integer("left", outcome.undo->report.left);
    write_undo(undo, outcome.undo->report);
    undo.close();
  }
  object.close();
  return out;
}

ImportOutcome outcome_from_json(std::string_view json) {
  ImportOutcome outcome;
  if (json.empty()) return outcome;
  const boost::json::object object = boost::json::parse({json.data(), json.size()}).as_object();
  const auto text_of = [&](const char* name) {
    const auto* value = object.if_contains(name);
    return value && !value->is_null() ? boost::json::serialize(*value) : std::string();
  };
  outcome.check = text_of("check");
  outcome.result = text_of("result");
  if (const auto* failed = object.if_contains("failed"))
    for (const auto& item : failed->as_array()) {
      const auto& row = item.as_array();
      outcome.failed.push_back(
          {row.at(0).to_number<std::size_t>(), row.at(1).to_number<std::uint64_t>(), std::string(row.at(2).as_string().c_str())});
    }
  if (const auto* undo = object.if_contains("undo")) {
    const auto& of = undo->as_object();
    outcome.undo = ImportOutcome::Undo{of.at("before_seq").to_number<std::int64_t>(), undo_from_json(of)};
    outcome.undo->report.left = of.at("left").to_number<std::int64_t>();
  }
  return outcome;
}

Result<ImportJob> change_job(storage::Database& database, std::int64_t workspace_id, const Uuid& id,
                             const std::function<Result<void>(ImportJob&)>& change) {
  Result<ImportJob> result = fail(Error::make(Errc::not_found, "no_such_job"));
  database.write([&](storage::Session& session) {
    auto job = find_job(session, workspace_id, id);
    if (!job) return;
    if (auto changed = change(*job); !changed) {
      result = fail(changed.error());
      return;
    }
    put_job(session, workspace_id, *job);
    result = std::move(*job);
  });
  return result;
}

std::vector<std::string> unneeded_uploads(storage::Session& session, std::int64_t workspace_id, Instant now) {
  std::vector<std::string> paths;
  session.query("SELECT plan FROM import_job WHERE workspace_id = ?1 AND (state = 'undone' OR updated_at < ?2)",
                {workspace_id, now.plus_days(-kUndoDays).ms}, [&](const RowReader& row) {
                  for (const FilePlan& file : plan_from_json(row.text(0)).files) paths.push_back(file.path);
                });
  return paths;
}

std::optional<ImportJob> find_job(storage::Session& session, std::int64_t workspace_id, const Uuid& id) {
  std::optional<ImportJob> job;
  session.query_first(std::string(kJobColumns) + "AND id = ?2", {workspace_id, id}, [&](const RowReader& row) { job = read_job(row); });
  return job;
}

namespace {
constexpr std::string_view kAtWork = "state IN ('running', 'undoing', 'checking')";
}  // namespace

std::vector<Uuid> running_jobs(storage::Session& session, std::int64_t workspace_id) {
  std::vector<Uuid> ids;
  session.query("SELECT id FROM import_job WHERE workspace_id = ?1 AND state = 'running'", {workspace_id},
                [&](const RowReader& row) { ids.push_back(row.id(0)); });
  return ids;
}

void note_jobs_alive(storage::Database& database, const std::vector<Uuid>& ids, Instant now) {
  database.write([&](storage::Session& session) {
    for (const Uuid& id : ids)
      session.send("UPDATE import_job SET updated_at = ?2 WHERE id = ?1 AND " + std::string(kAtWork), {id, now.ms});
  });
}

void mark_interrupted_jobs(storage::Database& database, std::int64_t workspace_id, Instant now) {
  const std::int64_t silent_since =
      database.engine() == storage::Engine::sqlite ? std::numeric_limits<std::int64_t>::max() : now.ms - kJobLeaseMs;
  const std::string silent = "workspace_id = ?1 AND updated_at < ?2 AND ";
  std::int64_t found = 0;
  std::vector<Uuid> keyless;
  database.read([&](storage::Session& session) {
    session.query("SELECT id FROM import_job WHERE " + silent + "state = 'running'", {workspace_id, silent_since},
                  [&](const RowReader& row) { keyless.push_back(row.id(0)); });
    found = session.query_integer("SELECT count(*) FROM import_job WHERE " + silent + std::string(kAtWork), {workspace_id, silent_since});
  });
  if (found == 0) return;
  for (const Uuid& id : keyless) restore_match_keys(database, workspace_id, id);
  database.write([&](storage::Session& session) {
    // The accounts of a run that was cut off may stand where they stood before their new opportunities: derive them again.
    storage::WheelDeltas deltas;
    session.query("SELECT id FROM import_job WHERE " + silent + "state IN ('running', 'undoing')", {workspace_id, silent_since},
                  [&](const RowReader& job) {
                    session.query("SELECT DISTINCT account_id FROM event WHERE workspace_id = ?1 AND (change_id = ?2 OR undo_of = ?2) "
                                  "AND account_id IS NOT NULL",
                                  {workspace_id, job.id(0)},
                                  [&](const RowReader& row) { refresh_account(session, workspace_id, row.id(0), now, deltas); });
                  });
    deltas.flush(session, workspace_id);
    session.execute("UPDATE import_job SET state = 'failed', updated_at = ?3 WHERE " + silent + "state IN ('running', 'undoing')",
                    {workspace_id, silent_since, now.ms});
    session.execute("UPDATE import_job SET state = 'uploaded', updated_at = ?3 WHERE " + silent + "state = 'checking'",
                    {workspace_id, silent_since, now.ms});
  });
}

std::vector<ImportJob> list_jobs(storage::Session& session, std::int64_t workspace_id, const Actor& actor, int limit) {
  std::vector<ImportJob> jobs;
  session.query(std::string(kJobColumns) + "ORDER BY id DESC", {workspace_id}, [&](const RowReader& row) {
    ImportJob job = read_job(row);
    if (actor.role == UserRole::admin || job.user_id == actor.user_id) jobs.push_back(std::move(job));
    return static_cast<int>(jobs.size()) < limit;
  });
  return jobs;
}

}  // namespace wheelhouse::service
