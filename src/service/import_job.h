// An import from upload to undo, as a job that outlives the request that began it: files, plan, check, run with progress and
// cancel, failed rows, undo for 7 days. One import writes at a time; its rows go in by batches, so others can work meanwhile.
#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>

#include "base/clock.h"
#include "service/import_plan.h"
#include "service/import_report.h"
#include "service/undo.h"
#include "storage/database.h"

namespace wheelhouse::service {

enum class ImportState : std::uint8_t { uploaded, checking, checked, running, done, failed, cancelled, undoing, undone };

struct ImportProgress {
  std::int64_t done = 0, total = 0;
  double rows_per_second = 0;
  std::optional<double> seconds_left;
};
struct ImportResult {
  ImportReport report;
  double seconds = 0;
  std::int64_t peak_memory_bytes = 0;
};

// {"job","read","created":{…},"updated":{…},"skipped","failed","seconds","peak_memory_bytes"}
void write_result(std::string& out, const Uuid& job_id, const ImportResult& result);

// Reads, checks and (unless `dry`) writes every row. `progress` is called now and then; returning false cancels: what is in
// stays, as an undoable part. Errors: forbidden, "nothing_to_import", "import_kind_unknown" (file), and those
// of a file that can no longer be read.
Result<ImportResult> run_import(storage::Database& database, const Clock& clock, const Actor& actor, const ImportPlan& plan,
                                const Uuid& job_id, bool dry, const std::function<bool(const ImportProgress&)>& progress);

// Takes a whole import back, updates included; newest first, in batches. `progress` returning false stops it: the report says how much
// is left, the job is "cancelled" and keeps where it was, and the next undo goes on from there. Errors: not_found "no_such_job",
// conflict "already_undone" or "import_running", invalid "undo_too_late".
Result<UndoReport> undo_import(storage::Database& database, const Clock& clock, const Actor& actor, const Uuid& job_id,
                               const std::function<bool(const ImportProgress&)>& progress);

// The rows that failed, in the original columns, with the reason as one more column (CSV, UTF-8 with a byte order mark, so
// that spreadsheets read it). `reason_of` gives the sentence for a code.
Result<std::string> failed_rows_csv(const ImportPlan& plan, const std::vector<FailedRow>& failed, const std::string& reason_header,
                                    const std::function<std::string(const std::string& code)>& reason_of);

struct ImportJob {
  Uuid id;
  std::optional<Uuid> user_id;
  ImportState state = ImportState::uploaded;
  std::string plan, result;  // JSON; result "" until there is one: an ImportOutcome
  Instant created_at, updated_at;
};
void put_job(storage::Session& session, std::int64_t workspace_id, const ImportJob& job);
std::optional<ImportJob> find_job(storage::Session& session, std::int64_t workspace_id, const Uuid& id);
// Jobs that were at work when the program ended: what they had written is in, and can be undone. Called before serving; where other
// servers may be at work on the book too (PostgreSQL), again and again, and only of jobs that nobody has spoken for lately.
void mark_interrupted_jobs(storage::Database& database, std::int64_t workspace_id, Instant now);
// Imports at work, or cut off while they were: the keys of what they made may not be in the book yet (service/key_load.h).
std::vector<Uuid> running_jobs(storage::Session& session, std::int64_t workspace_id);
// Speaks for jobs that this process works on. At least twice in kJobLeaseMs.
void note_jobs_alive(storage::Database& database, const std::vector<Uuid>& ids, Instant now);
constexpr std::int64_t kJobLeaseMs = 60'000;
std::vector<ImportJob> list_jobs(storage::Session& session, std::int64_t workspace_id, const Actor& actor, int limit);

// What a job has to show for itself, kept with it: the last check, the result, and which rows failed.
struct ImportOutcome {
  std::string check, result;  // JSON, "" until there is one
  std::vector<FailedRow> failed;
  // An undo that has begun and did not come to its end.
  struct Undo {
    std::int64_t before_seq = 0;  // events before this one are still to be taken back
    UndoReport report;            // of the others
  };
  std::optional<Undo> undo;
};
std::string outcome_to_json(const ImportOutcome& outcome);
ImportOutcome outcome_from_json(std::string_view json);  // of ImportJob::result, also ""

// Changes a job where nobody else can change it at the same time: `change` sees it as it stands and may refuse. Errors: not_found
// "no_such_job", and those of `change`.
Result<ImportJob> change_job(storage::Database& database, std::int64_t workspace_id, const Uuid& id,
                             const std::function<Result<void>(ImportJob&)>& change);

// The uploaded files that nobody needs any more: of jobs undone, and of those whose days of undo are over.
std::vector<std::string> unneeded_uploads(storage::Session& session, std::int64_t workspace_id, Instant now);

constexpr int kUndoDays = 7;

}  // namespace wheelhouse::service

namespace wheelhouse {
WH_ENUM_NAMES(service::ImportState, "uploaded", "checking", "checked", "running", "done", "failed", "cancelled", "undoing", "undone");
}
