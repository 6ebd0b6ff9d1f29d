#include "service/import_job.h"

#include <sys/resource.h>

#include <chrono>
#include <condition_variable>
#include <set>

#include "exchange/csv_writer.h"
#include "exchange/table_source.h"
#include "service/access.h"
#include "service/import_apply.h"
#include "service/position.h"
#include "service/record_rules.h"
#include "service/workspace.h"
#include "text/utf8.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kRowsPerBatch = 5000;      // of one write: others wait no longer than this takes
constexpr std::size_t kAccountsPerBatch = 2000;  // positions derived in one write
constexpr int kEventsPerBatch = 2000;            // of one write of an undo

std::int64_t peak_memory_bytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss * 1024LL;
}

using Seconds = std::chrono::duration<double>;

// Waits for a write that goes on while the next batch is parsed.
class PendingWrite {
 public:
  void start(storage::Database& database, std::function<void(storage::Session&)> work) {
    done_ = false;
    failure_ = nullptr;
    active_ = true;
    database.write_async(std::move(work), [this](std::exception_ptr failure) {
      std::lock_guard lock(mutex_);
      failure_ = failure;
      done_ = true;
      finished_.notify_one();
    });
  }
  // Rethrows what the write threw.
  void wait() {
    if (!active_) return;
    std::unique_lock lock(mutex_);
    finished_.wait(lock, [&] { return done_; });
    active_ = false;
    if (failure_) std::rethrow_exception(failure_);
  }
  ~PendingWrite() {
    if (!active_) return;
    std::unique_lock lock(mutex_);
    finished_.wait(lock, [&] { return done_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable finished_;
  bool done_ = false, active_ = false;
  std::exception_ptr failure_;
};

class ImportRun {
 public:
  ImportRun(storage::Database& database, const Clock& clock, const Actor& actor, const ImportPlan& plan, const Uuid& job_id, bool dry,
            const std::function<bool(const ImportProgress&)>& progress)
      : database_(database), clock_(clock), actor_(actor), plan_(plan), job_id_(job_id), dry_(dry), progress_(progress),
        began_(std::chrono::steady_clock::now()) {
    database.read([&](storage::Session& session) {
      currency_ = workspace_currency(session, actor.workspace_id);
      if (const auto workspace = find_workspace(session, actor.workspace_id)) time_zone_ = workspace->time_zone;
    });
    applier_ = std::make_unique<ImportApplier>(plan_, actor_, currency_);
    for (const FilePlan& file : plan_.files) state_.total += file.rows;
  }

  Result<ImportResult> run() {
    settle_keys_of_others();
    if (dry_) return run_files();
    try {
      return run_files();
    } catch (...) {
      try {
        restore_match_keys(database_, actor_.workspace_id, job_id_);
      } catch (const storage::StorageError&) {  // the job then still says that it is running, and whoever finds it so does this
      }
      throw;
    }
  }
  bool cancelled() const { return cancelled_; }

 private:
  Result<ImportResult> run_files() {
    Result<void> read;
    for (std::size_t i = 0; i < plan_.files.size() && !cancelled_ && read; ++i) read = run_file(i);
    pending_.wait();
    if (!dry_) applier_->keys().write(database_, actor_.workspace_id);
    if (!read) return fail(read.error());
    settle_parents();
    refresh_accounts();
    ImportResult result;
    result.report = std::move(report_);
    result.seconds = Seconds(std::chrono::steady_clock::now() - began_).count();
    result.peak_memory_bytes = peak_memory_bytes();
    return result;
  }

  // What others make meanwhile, or made before they were cut off, may not be under its keys yet; a check would call it new.
  void settle_keys_of_others() {
    std::vector<Uuid> others;
    database_.read([&](storage::Session& session) { others = running_jobs(session, actor_.workspace_id); });
    for (const Uuid& id : others)
      if (id != job_id_) restore_match_keys(database_, actor_.workspace_id, id);
  }

  Result<void> run_file(std::size_t index) {
    const FilePlan& file = plan_.files[index];
    if (!file.importable || !file.entity) return {};
    auto table = open_table(file);
    if (!table) return fail(table.error());
    const RowParser parser(file, {currency_, time_zone_, clock_.now()});
    exchange::TableRow row;
    const auto new_batch = [] {
      auto rows = std::make_shared<std::vector<RowDraft>>();
      rows->reserve(kRowsPerBatch);  // a draft takes some kilobytes
      return rows;
    };
    auto batch = new_batch();
    while (!cancelled_) {
      auto more = (*table)->next(row);
      if (!more) return fail(more.error());
      if (*more) {
        RowDraft draft = parser.parse(row.cells, row.number);
        const auto blank = [](std::string_view cell) { return text::trim(cell).empty(); };
        const std::size_t width = (*table)->header().size();
        // A delimiter inside an unquoted cell moves all that follows: nobody knows which cell is which.
        if (row.cells.size() > width && !std::all_of(row.cells.begin() + static_cast<std::ptrdiff_t>(width), row.cells.end(), blank))
          draft.issues.push_back({kWholeRow, "too_many_cells", cut(row.cells[width], 100), true});
        if (row.problem)
          draft.issues.push_back(
              {std::min(row.problem->column, file.columns.empty() ? 0 : file.columns.size() - 1), row.problem->code, "", true});
        batch->push_back(std::move(draft));
      }
      if (batch->size() < kRowsPerBatch && *more) continue;
      if (!batch->empty()) apply(index, batch);
      if (!*more) break;
      batch = new_batch();
    }
    return {};
  }

  void apply(std::size_t file, const std::shared_ptr<std::vector<RowDraft>>& batch) {
    pending_.wait();  // one batch is written while the next is read and parsed
    if (applier_->keys().is_full()) applier_->keys().write(database_, actor_.workspace_id);
    state_.done += static_cast<std::int64_t>(batch->size());
    if (dry_) {
      database_.read([&](storage::Session& session) {
        for (RowDraft& draft : *batch) applier_->apply(session, nullptr, file, draft, report_);
      });
    } else {
      pending_.start(database_, [this, file, batch](storage::Session& session) {
        UnitOfWork work(session, actor_, clock_.now());
        work.set_change(job_id_);
        work.set_job(job_id_);
        work.hold_keys(&applier_->keys());
        for (RowDraft& draft : *batch) applier_->apply(session, &work, file, draft, report_);
        work.finish_opportunities(accounts_);
      });
    }
    report_progress();
  }

  void settle_parents() {
    for (bool more = true; more && !cancelled_;) {
      if (dry_) {
        database_.read([&](storage::Session& session) { more = applier_->settle_parents(session, nullptr, report_); });
        continue;
      }
      database_.write([&](storage::Session& session) {
        UnitOfWork work(session, actor_, clock_.now());
        work.set_change(job_id_);
        work.set_job(job_id_);
        more = applier_->settle_parents(session, &work, report_);
        work.finish_opportunities(accounts_);
      });
    }
  }

  void refresh_accounts() {
    while (!accounts_.empty()) {
      std::vector<Uuid> batch;
      while (!accounts_.empty() && batch.size() < kAccountsPerBatch) batch.push_back(accounts_.extract(accounts_.begin()).value());
      database_.write([&](storage::Session& session) {
        storage::WheelDeltas deltas;
        for (const Uuid& id : batch) refresh_account(session, actor_.workspace_id, id, clock_.now(), deltas);
        deltas.flush(session, actor_.workspace_id);
      });
    }
  }

  void report_progress() {
    const double seconds = Seconds(std::chrono::steady_clock::now() - began_).count();
    if (seconds > 0) state_.rows_per_second = static_cast<double>(state_.done) / seconds;
    if (state_.rows_per_second > 0)
      state_.seconds_left = static_cast<double>(std::max<std::int64_t>(0, state_.total - state_.done)) / state_.rows_per_second;
    if (progress_ && !progress_(state_)) cancelled_ = true;
  }

  storage::Database& database_;
  const Clock& clock_;
  const Actor actor_;
  const ImportPlan& plan_;
  const Uuid job_id_;
  const bool dry_;
  const std::function<bool(const ImportProgress&)>& progress_;
  const std::chrono::steady_clock::time_point began_;
  std::string currency_, time_zone_;  // of the workspace
  std::unique_ptr<ImportApplier> applier_;
  ImportReport report_;
  ImportProgress state_;
  std::set<Uuid> accounts_;
  bool cancelled_ = false;
  PendingWrite pending_;  // last: its write uses everything above
};

}  // namespace

Result<ImportResult> run_import(storage::Database& database, const Clock& clock, const Actor& actor, const ImportPlan& plan,
                                const Uuid& job_id, bool dry, const std::function<bool(const ImportProgress&)>& progress) {
  if (auto allowed = require(actor, Verb::import_records); !allowed) return fail(allowed.error());
  bool any = false;
  for (const FilePlan& file : plan.files)
    any = any || (file.importable && file.entity &&
                  std::any_of(file.columns.begin(), file.columns.end(), [](const ColumnPlan& c) { return c.target.has_value(); }));
  if (!any) {
    // Headers that are known say that it is a list of something.
    for (const FilePlan& file : plan.files)
      if (is_of_unknown_kind(file)) return fail(Error::make(Errc::invalid, "import_kind_unknown", {{"file", file.name}}));
    return fail(Error::make(Errc::invalid, "nothing_to_import"));
  }
  return ImportRun(database, clock, actor, plan, job_id, dry, progress).run();
}

Result<UndoReport> undo_import(storage::Database& database, const Clock& clock, const Actor& actor, const Uuid& job_id,
                               const std::function<bool(const ImportProgress&)>& progress) {
  if (auto allowed = require(actor, Verb::import_records); !allowed) return fail(allowed.error());
  std::optional<ImportJob> job;
  database.read([&](storage::Session& session) { job = find_job(session, actor.workspace_id, job_id); });
  if (!job) return fail(Error::make(Errc::not_found, "no_such_job"));
  if (job->state == ImportState::running || job->state == ImportState::checking) return fail(Error::make(Errc::conflict, "import_running"));
  if (job->state == ImportState::undone) return fail(Error::make(Errc::conflict, "already_undone"));
  if (age_days(clock.now(), job->created_at) >= kUndoDays) return fail(Error::make(Errc::invalid, "undo_too_late"));
  const auto set_state = [&](ImportState state) {
    job->state = state;
    job->updated_at = clock.now();
    database.write([&](storage::Session& session) { put_job(session, actor.workspace_id, *job); });
  };
  set_state(ImportState::undoing);

  ImportOutcome outcome = outcome_from_json(job->result);
  if (!outcome.undo) outcome.undo = ImportOutcome::Undo{INT64_MAX, {}};
  std::int64_t& before_seq = outcome.undo->before_seq;
  UndoReport& report = outcome.undo->report;
  std::set<Uuid> accounts;
  const Uuid undo_change = make_uuid_v7(clock.now().ms);
  ImportProgress state;
  database.read([&](storage::Session& session) {
    const std::string count = "SELECT count(*) FROM event WHERE workspace_id = ?1 AND change_id = ?2";
    state.total = session.query_integer(count, {actor.workspace_id, job_id});
    state.done = state.total - session.query_integer(count + " AND seq < ?3", {actor.workspace_id, job_id, before_seq});
  });
  bool stopped = false;
  while (true) {
    if (progress && !progress(state) && state.done < state.total) {
      stopped = true;
      break;
    }
    std::size_t handled = 0;
    database.write([&](storage::Session& session) {
      auto events = storage::events_of_change_before(session, actor.workspace_id, job_id, before_seq, kEventsPerBatch);
      handled = events.size();
      if (events.empty()) return;
      before_seq = events.back().seq;
      std::reverse(events.begin(), events.end());
      UnitOfWork work(session, actor, clock.now());
      work.set_change(undo_change);
      work.set_undo_of(job_id);
      undo_events(work, events, report);
      work.finish_opportunities(accounts);
      // With the batch itself: whatever ends this process, nothing is taken back twice.
      report.left = std::max<std::int64_t>(0, state.total - state.done - static_cast<std::int64_t>(handled));
      job->result = outcome_to_json(outcome);
      job->updated_at = clock.now();
      put_job(session, actor.workspace_id, *job);
    });
    if (handled == 0) break;
    state.done += static_cast<std::int64_t>(handled);
  }
  for (auto it = accounts.begin(); it != accounts.end();) {
    database.write([&](storage::Session& session) {
      storage::WheelDeltas deltas;
      for (std::size_t n = 0; n < kAccountsPerBatch && it != accounts.end(); ++n, ++it)
        refresh_account(session, actor.workspace_id, *it, clock.now(), deltas);
      deltas.flush(session, actor.workspace_id);
    });
  }
  if (stopped) {
    report.left = state.total - state.done;
    job->result = outcome_to_json(outcome);
    set_state(ImportState::cancelled);
    return report;
  }
  report.left = 0;
  ImportOutcome finished;
  json_text::Object result(finished.result);
  write_undo(result, report);
  result.close();
  job->result = outcome_to_json(finished);
  set_state(ImportState::undone);
  return report;
}

Result<std::string> failed_rows_csv(const ImportPlan& plan, const std::vector<FailedRow>& failed, const std::string& reason_header,
                                    const std::function<std::string(const std::string& code)>& reason_of) {
  std::string csv;
  exchange::CsvWriter writer(csv);
  for (std::size_t i = 0; i < plan.files.size(); ++i) {
    std::unordered_map<std::uint64_t, std::string> reasons;
    for (const FailedRow& row : failed)
      if (row.file == i) reasons.emplace(row.row, reason_of(row.code));
    if (reasons.empty()) continue;
    const FilePlan& file = plan.files[i];
    auto table = open_table(file);
    if (!table) return fail(table.error());
    std::vector<std::string_view> cells((*table)->header().begin(), (*table)->header().end());
    cells.push_back(reason_header);
    writer.row(cells);
    exchange::TableRow row;
    while (true) {
      auto more = (*table)->next(row);
      if (!more) return fail(more.error());
      if (!*more) break;
      const auto reason = reasons.find(row.number);
      if (reason == reasons.end()) continue;
      cells.assign(row.cells.begin(), row.cells.end());
      cells.push_back(reason->second);
      writer.row(cells);
    }
  }
  return csv;
}

}  // namespace wheelhouse::service
