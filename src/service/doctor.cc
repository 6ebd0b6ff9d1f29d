#include "service/doctor.h"

#include <sys/statvfs.h>

#include <filesystem>
#include <set>

#include "domain/all.h"
#include "service/import_job.h"
#include "service/index_audit.h"
#include "service/position.h"
#include "service/record_audit.h"
#include "storage/book_file.h"
#include "storage/content_store.h"
#include "storage/history.h"
#include "storage/migrations/migrate.h"
#include "storage/search_audit.h"
#include "storage/touch_store.h"
#include "text/amount.h"

namespace wheelhouse::service {
namespace {

constexpr std::int64_t kClockToleranceMs = 5 * 60'000;
constexpr std::uintmax_t kWalBytesMax = 512u << 20;  // a checkpoint comes every 32 MiB: somebody has been reading for very long
constexpr std::uint64_t kFreeMegabytesMin = 1024;

class Examination {
 public:
  std::vector<Check> checks;
  // `example`: of what is wrong, if anything is.
  void expect_zero(std::string name, std::int64_t wrong, const std::string& example = "", CheckState otherwise = CheckState::failed) {
    const std::string detail = std::to_string(wrong) + (example.empty() ? "" : " (" + example + ")");
    checks.push_back({std::move(name), wrong == 0 ? CheckState::passed : otherwise, wrong == 0 ? "" : detail});
  }
  void say(std::string name, CheckState state, std::string detail) { checks.push_back({std::move(name), state, std::move(detail)}); }
};

std::int64_t count(storage::Session& session, std::string_view sql, std::int64_t workspace_id) {
  return session.query_integer(sql, {workspace_id});
}

// References that point nowhere, over every id field of every entity.
std::int64_t dangling_references(storage::Session& session, std::int64_t workspace_id) {
  std::int64_t wrong = 0;
  AllEntities::for_each([&]<class E>() {
    for_each_field<E>([&](const auto& f, std::size_t i) {
      using T = typename std::remove_cvref_t<decltype(f)>::Type;
      if constexpr (requires { typename Kind<unwrapped_t<T>>::Target; } && Kind<unwrapped_t<T>>::column == ColumnType::id) {
        if (i < kRecordFieldCount) return;
        const std::string name(f.name), target(Entity<typename Kind<unwrapped_t<T>>::Target>::collection);
        wrong +=
            count(session,
                  "SELECT count(*) FROM " + std::string(Entity<E>::collection) + " t WHERE t.workspace_id = ?1 AND t." + name +
                      " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " + target + " r WHERE r.workspace_id = ?1 AND r.id = t." + name + ")",
                  workspace_id);
      }
    });
  });
  return wrong;
}

// Daily counts against the spans they were made from, and the whole book's against those of its owners.
std::int64_t wrong_daily_counts(storage::Session& session, std::int64_t workspace_id) {
  const auto differing = [&](const std::string& left, const std::string& right) {
    return session.query_integer(
        "SELECT count(*) FROM (SELECT unit, stage, sum(n) AS n FROM (" + left +
            ") AS l GROUP BY unit, stage) AS d LEFT JOIN (SELECT unit, stage, sum(n) AS n FROM (" + right +
            ") AS r GROUP BY unit, stage) AS s ON s.unit = d.unit AND s.stage = d.stage WHERE d.n <> coalesce(s.n, 0)",
        {workspace_id, storage::kEveryone});
  };
  const std::string all = "SELECT unit, stage, n FROM wheel_delta WHERE workspace_id = ?1 AND owner_id = ?2";
  const std::string each = "SELECT unit, stage, n FROM wheel_delta WHERE workspace_id = ?1 AND owner_id <> ?2";
  const std::string spans =
      "SELECT unit, stage, 1 AS n FROM position_span WHERE workspace_id = ?1 AND to_at IS NULL AND owner_id IS DISTINCT FROM ?2";
  return differing(all, spans) + differing(spans, all) + differing(all, each);
}

// Currencies that are none, over every field that holds one.
std::set<std::string> unknown_currencies(storage::Session& session, std::int64_t workspace_id) {
  std::set<std::string> unknown;
  for (const char* table : {"accounts", "opportunities", "products"})
    session.query("SELECT DISTINCT currency FROM " + std::string(table) + " WHERE workspace_id = ?1 AND currency IS NOT NULL",
                  {workspace_id}, [&](const RowReader& row) {
                    if (!text::is_currency_code(row.text(0))) unknown.emplace(row.text(0));
                  });
  return unknown;
}

// Records that are above themselves: a company of its own daughter, a boss of his own boss.
std::int64_t records_in_circles(storage::Session& session, std::int64_t workspace_id) {
  const auto in_circles = [&](const std::string& table, const std::string& column) {
    // Down from each record to those below it; whoever meets himself stands in a circle. Hierarchies are flat, circles are rare.
    return count(session,
                 "WITH RECURSIVE up (start, above) AS (SELECT id, " + column + " FROM " + table + " WHERE workspace_id = ?1 AND " + column +
                     " IS NOT NULL UNION SELECT up.start, r." + column + " FROM up JOIN " + table +
                     " r ON r.workspace_id = ?1 AND r.id = up.above WHERE r." + column +
                     " IS NOT NULL AND up.above <> up.start) SELECT count(DISTINCT start) FROM up WHERE above = start",
                 workspace_id);
  };
  return in_circles("accounts", "parent_id") + in_circles("teams", "parent_id") + in_circles("contacts", "reports_to_id");
}

void examine_records(Examination& e, storage::Session& session, std::int64_t workspace_id) {
  e.expect_zero("references", dangling_references(session, workspace_id));
  const RecordAudit audit = audit_records(session, workspace_id);
  e.say("records_as_written", audit.unlike == 0 ? CheckState::passed : CheckState::failed,
        audit.unlike == 0 ? std::to_string(audit.records) : std::to_string(audit.unlike) + " (" + audit.example + ")");
  e.expect_zero("records_without_history", audit.unwritten);
  e.expect_zero("evidence_in_the_future",
                count(session, "SELECT count(*) FROM evidence WHERE workspace_id = ?1 AND observed_at > updated_at", workspace_id));
  const std::set<std::string> unknown = unknown_currencies(session, workspace_id);
  e.expect_zero("currencies", static_cast<std::int64_t>(unknown.size()), unknown.empty() ? "" : *unknown.begin());
  e.expect_zero("circles", records_in_circles(session, workspace_id));
  e.expect_zero(
      "money_without_currency",
      count(session, "SELECT count(*) FROM opportunities WHERE workspace_id = ?1 AND amount_minor IS NOT NULL AND currency IS NULL",
            workspace_id));
  e.expect_zero("open_with_date",
                count(session, "SELECT count(*) FROM opportunities WHERE workspace_id = ?1 AND result = 'open' AND closed_at IS NOT NULL",
                      workspace_id));
  e.expect_zero("closed_without_date",
                count(session, "SELECT count(*) FROM opportunities WHERE workspace_id = ?1 AND result <> 'open' AND closed_at IS NULL",
                      workspace_id));
}

void examine_derived(Examination& e, storage::Session& session, std::int64_t workspace_id) {
  e.expect_zero("opportunities_with_position",
                count(session,
                      "SELECT count(*) FROM opportunities o WHERE o.workspace_id = ?1 AND NOT EXISTS (SELECT 1 FROM position p WHERE "
                      "p.workspace_id = ?1 AND p.unit = 1 AND p.subject_id = o.id)",
                      workspace_id));
  e.expect_zero("accounts_with_position",
                count(session,
                      "SELECT count(*) FROM accounts a WHERE a.workspace_id = ?1 AND NOT EXISTS (SELECT 1 FROM position p WHERE "
                      "p.workspace_id = ?1 AND p.unit = 0 AND p.subject_id = a.id)",
                      workspace_id));
  e.expect_zero("position_references",
                count(session,
                      "SELECT count(*) FROM position p WHERE p.workspace_id = ?1 AND ("
                      "(p.unit = 1 AND NOT EXISTS (SELECT 1 FROM opportunities o WHERE o.workspace_id = ?1 AND o.id = p.subject_id)) OR "
                      "(p.unit = 0 AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.workspace_id = ?1 AND a.id = p.subject_id)) OR "
                      "(p.lead_opportunity_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM opportunities o WHERE o.workspace_id = ?1 AND "
                      "o.id = p.lead_opportunity_id AND o.account_id = p.subject_id)))",
                      workspace_id) +
                    count(session,
                          "SELECT count(*) FROM position_span s WHERE s.workspace_id = ?1 AND NOT EXISTS (SELECT 1 FROM position p WHERE "
                          "p.workspace_id = ?1 AND p.unit = s.unit AND p.subject_id = s.subject_id)",
                          workspace_id));
  e.expect_zero("last_touches", storage::count_wrong_touches(session, workspace_id));
  e.expect_zero("daily_counts", wrong_daily_counts(session, workspace_id));
  const IndexAudit index = audit_indexes(session, workspace_id, false);
  // An import at work writes the keys of what it made at its end.
  e.expect_zero("match_keys", running_jobs(session, workspace_id).empty() ? index.wrong_keys : 0, index.key_example);
  e.expect_zero("search_entries", index.wrong_entries, index.entry_example);
  e.say("search_index", storage::search_index_agrees(session) ? CheckState::passed : CheckState::failed, "");
}

void examine_files(Examination& e, storage::Session& session, std::int64_t workspace_id) {
  const storage::ContentAudit audit = storage::audit_content(session, workspace_id);
  const std::int64_t wrong = audit.without_content + audit.damaged;
  e.say("file_contents", wrong == 0 ? CheckState::passed : CheckState::failed,
        wrong == 0 ? std::to_string(audit.files) : std::to_string(wrong) + " (" + audit.example + ")");
}

void examine_people(Examination& e, storage::Session& session, std::int64_t workspace_id, Instant now) {
  // Before anybody was let in there need not be one: setting the book up makes the first.
  const bool is_set_up = count(session, "SELECT count(*) FROM credential WHERE workspace_id = ?1", workspace_id) > 0;
  const std::int64_t administrators =
      count(session,
            "SELECT count(*) FROM users u WHERE u.workspace_id = ?1 AND u.role = 'admin' AND u.disabled = 0 AND EXISTS (SELECT 1 FROM "
            "credential c WHERE c.workspace_id = ?1 AND c.user_id = u.id)",
            workspace_id);
  e.say("administrators", is_set_up && administrators == 0 ? CheckState::failed : CheckState::passed, std::to_string(administrators));
  const std::string not_allowed =
      " x WHERE x.workspace_id = ?1 AND NOT EXISTS (SELECT 1 FROM users u WHERE u.workspace_id = ?1 AND u.id = x.user_id AND "
      "u.disabled = 0)";
  e.expect_zero("sessions", count(session, "SELECT count(*) FROM session" + not_allowed, workspace_id));
  e.expect_zero("events_in_the_future",
                session.query_integer("SELECT count(*) FROM event WHERE workspace_id = ?1 AND recorded_at > ?2",
                                      {workspace_id, now.ms + kClockToleranceMs}),
                "", CheckState::warning);
}

void examine_file(Examination& e, const std::string& path) {
  if (path.empty() || path == ":memory:") return;
  struct statvfs space {};
  if (::statvfs(path.c_str(), &space) == 0) {
    const std::uint64_t free_mb = space.f_bavail * space.f_frsize >> 20;
    e.say("free_space", free_mb < kFreeMegabytesMin ? CheckState::warning : CheckState::passed, std::to_string(free_mb) + " MiB");
  }
  std::error_code error;
  const auto permissions = std::filesystem::status(path, error).permissions();
  const bool open_to_others =
      (permissions & (std::filesystem::perms::others_read | std::filesystem::perms::others_write)) != std::filesystem::perms::none;
  e.say("file_permissions", open_to_others ? CheckState::warning : CheckState::passed, "");
  const auto wal_bytes = std::filesystem::file_size(path + "-wal", error);
  const std::uintmax_t wal = error ? 0 : wal_bytes;
  e.say("wal_size", wal > kWalBytesMax ? CheckState::warning : CheckState::passed, std::to_string(wal >> 20) + " MiB");
  const auto leftovers = storage::find_leftovers(path);
  e.expect_zero("leftovers", static_cast<std::int64_t>(leftovers.size()), leftovers.empty() ? "" : leftovers.front(), CheckState::warning);
}

void rebuild_derived(storage::Session& session, std::int64_t workspace_id, Instant now) {
  audit_positions(session, workspace_id, now, true);
  audit_indexes(session, workspace_id, true);
  storage::rebuild_search_index(session);
}

}  // namespace

std::vector<Check> examine(storage::Database& database, std::int64_t workspace_id, const std::string& path, Instant now, bool rebuild) {
  if (rebuild) database.write([&](storage::Session& session) { rebuild_derived(session, workspace_id, now); });
  Examination e;
  e.say("library", CheckState::passed, database.library_version());
  database.read([&](storage::Session& session) {
    const int version = storage::schema_version(session);
    e.say("schema", version == storage::newest_schema_version() ? CheckState::passed : CheckState::failed, std::to_string(version));
    if (session.engine() == storage::Engine::sqlite) {  // a database server looks after its own pages
      std::string integrity = "ok";
      session.query("PRAGMA integrity_check(10)", {}, [&](const RowReader& row) {
        integrity = row.text(0);
        return false;
      });
      e.say("integrity", integrity == "ok" ? CheckState::passed : CheckState::failed, integrity == "ok" ? "" : integrity);
    }
    const auto chain = storage::verify_chain(session, workspace_id);
    e.say("audit_chain", chain.first_bad_seq ? CheckState::failed : CheckState::passed,
          chain.first_bad_seq ? "seq " + std::to_string(*chain.first_bad_seq) : std::to_string(chain.events));
    examine_records(e, session, workspace_id);
    examine_derived(e, session, workspace_id);
    examine_files(e, session, workspace_id);
    const PositionAudit positions = audit_positions(session, workspace_id, now, false);
    e.say("positions_derived_afresh", positions.different == 0 ? CheckState::passed : CheckState::failed,
          std::to_string(positions.different) + " / " + std::to_string(positions.subjects));
    examine_people(e, session, workspace_id, now);
  });
  if (!path.empty()) examine_file(e, path);
  return e.checks;
}

}  // namespace wheelhouse::service
