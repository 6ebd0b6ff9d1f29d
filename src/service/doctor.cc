#include "service/doctor.h"

#include <sys/statvfs.h>

#include <filesystem>

#include "domain/all.h"
#include "service/position.h"
#include "service/record_audit.h"
#include "storage/history.h"
#include "storage/migrations/migrate.h"
#include "storage/touch_store.h"

namespace wheelhouse::service {
namespace {

class Examination {
 public:
  std::vector<Check> checks;
  void expect_zero(std::string name, std::int64_t wrong) {
    checks.push_back({std::move(name), wrong == 0 ? CheckState::passed : CheckState::failed, wrong == 0 ? "" : std::to_string(wrong)});
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

void examine_records(Examination& e, storage::Session& session, std::int64_t workspace_id) {
  e.expect_zero("references", dangling_references(session, workspace_id));
  const RecordAudit audit = audit_records(session, workspace_id);
  e.say("records_as_written", audit.unlike == 0 ? CheckState::passed : CheckState::failed,
        audit.unlike == 0 ? std::to_string(audit.records) : std::to_string(audit.unlike) + " (" + audit.example + ")");
  e.expect_zero("records_without_history", audit.unwritten);
  e.expect_zero("evidence_in_the_future",
                count(session, "SELECT count(*) FROM evidence WHERE workspace_id = ?1 AND observed_at > updated_at", workspace_id));
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
  e.expect_zero("last_touches", storage::count_wrong_touches(session, workspace_id));
  e.expect_zero("daily_counts", wrong_daily_counts(session, workspace_id));
  e.expect_zero(
      "search_entries",
      count(session,
            "SELECT (SELECT count(*) FROM accounts WHERE workspace_id = ?1) + (SELECT count(*) FROM contacts WHERE workspace_id = ?1) + "
            "(SELECT count(*) FROM opportunities WHERE workspace_id = ?1) + (SELECT count(*) FROM products WHERE workspace_id = ?1) + "
            "(SELECT count(*) FROM notes WHERE workspace_id = ?1) - (SELECT count(*) FROM search_entry WHERE workspace_id = ?1)",
            workspace_id));
}

void examine_file(Examination& e, const std::string& path) {
  if (path.empty() || path == ":memory:") return;
  struct statvfs space {};
  if (::statvfs(path.c_str(), &space) == 0) {
    const std::uint64_t free_mb = space.f_bavail * space.f_frsize >> 20;
    e.say("free_space", free_mb < 1024 ? CheckState::warning : CheckState::passed, std::to_string(free_mb) + " MiB");
  }
  std::error_code error;
  const auto permissions = std::filesystem::status(path, error).permissions();
  const bool open_to_others =
      (permissions & (std::filesystem::perms::others_read | std::filesystem::perms::others_write)) != std::filesystem::perms::none;
  e.say("file_permissions", open_to_others ? CheckState::warning : CheckState::passed, "");
}

}  // namespace

std::vector<Check> examine(storage::Database& database, std::int64_t workspace_id, const std::string& path, Instant now, bool rebuild) {
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
  });
  if (!path.empty()) examine_file(e, path);
  // Deriving anew writes into a savepoint that is taken back, so it needs the writer.
  PositionAudit audit;
  database.write([&](storage::Session& session) { audit = audit_positions(session, workspace_id, now, rebuild); });
  e.say("positions_derived_afresh", audit.different == 0 || rebuild ? CheckState::passed : CheckState::failed,
        std::to_string(audit.different) + " / " + std::to_string(audit.subjects));
  return e.checks;
}

}  // namespace wheelhouse::service
