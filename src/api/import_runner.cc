#include "api/import_runner.h"

#include <filesystem>

#include "service/import_suspects.h"

namespace wheelhouse::api {

using service::ImportState;

ImportRunner::ImportRunner(storage::Database& database, const Clock& clock, std::string uploads, Told told)
    : database_(database), clock_(clock), uploads_(std::move(uploads)), told_(std::move(told)) {
  thread_ = std::thread([this] { loop(); });
}

ImportRunner::~ImportRunner() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    for (auto& [id, live] : live_) live->cancelled = true;
  }
  wake_.notify_all();
  thread_.join();
}

void ImportRunner::keep(service::ImportJob& job, ImportState state, std::int64_t workspace_id, bool with_result) {
  job.state = state;
  job.updated_at = clock_.now();
  // State and outcome only: a plan that was changed meanwhile stays.
  (void)service::change_job(database_, workspace_id, job.id, [&](service::ImportJob& kept) -> Result<void> {
    kept.state = job.state;
    if (with_result) kept.result = job.result;
    kept.updated_at = job.updated_at;
    return {};
  });
}

Result<void> ImportRunner::start(service::ImportJob& job, const service::Actor& actor, Work work) {
  if (work == Work::undo && job.state == ImportState::undone) return fail(Error::make(Errc::conflict, "already_undone"));
  if (work == Work::undo && job.state != ImportState::done && job.state != ImportState::failed && job.state != ImportState::cancelled)
    return fail(Error::make(Errc::conflict, "import_not_run"));
  if (work == Work::run && job.state != ImportState::uploaded && job.state != ImportState::checked)
    return fail(Error::make(Errc::conflict, "import_running"));
  auto live = std::make_shared<Live>();
  {
    std::lock_guard lock(mutex_);
    auto& present = live_[job.id];
    if (present && present->active) return fail(Error::make(Errc::conflict, "import_running"));
    live->active = true;
    live->undoes = work == Work::undo;
    present = live;
  }
  // An undo writes its own state when it has looked at the old one.
  if (work != Work::undo) keep(job, work == Work::check ? ImportState::checking : ImportState::running, actor.workspace_id);
  {
    std::lock_guard lock(mutex_);
    tasks_.push_back({job, actor, work, live});
  }
  wake_.notify_one();
  return {};
}

void ImportRunner::cancel(const Uuid& job_id) {
  std::lock_guard lock(mutex_);
  if (const auto found = live_.find(job_id); found != live_.end()) found->second->cancelled = true;
}

void ImportRunner::forget(const Uuid& job_id) {
  std::lock_guard lock(mutex_);
  live_.erase(job_id);
}

void ImportRunner::keep_alive() {
  std::vector<Uuid> active;
  {
    std::lock_guard lock(mutex_);
    for (const auto& [id, live] : live_)
      if (live->active) active.push_back(id);
  }
  if (active.empty()) return;
  service::note_jobs_alive(database_, active, clock_.now());
}

void ImportRunner::loop() {
  while (true) {
    Task task;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return stopping_ || !tasks_.empty(); });
      if (stopping_) return;
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    try {
      execute(task);
    } catch (const std::exception&) {
      // The book could not be written; what went in before is in, and can be undone.
      // An undo has kept where it was.
      try {
        keep(task.job, ImportState::failed, task.actor.workspace_id, task.work != Work::undo);
      } catch (const std::exception&) {}
    }
    if (task.work != Work::check) {
      told_.after_writing();
      remove_uploads(task.actor.workspace_id);
    }
    {
      std::lock_guard lock(mutex_);
      task.live->active = false;
    }
    announce(task);
  }
}

void ImportRunner::execute(Task& task) {
  const auto progress = [&](const service::ImportProgress& state) {
    {
      std::lock_guard lock(mutex_);
      task.live->progress = state;
    }
    announce(task);
    return !task.live->cancelled;
  };
  if (task.work == Work::undo) {
    // On success it has written its own state and result, both at once: whoever sees that it is undone sees what became of it.
    const auto report = service::undo_import(database_, clock_, task.actor, task.job.id, progress);
    if (report) task.job.state = report->left > 0 ? ImportState::cancelled : ImportState::undone;
    else keep_refusal(task, report.error(), task.job.state);
    return;
  }
  service::ImportPlan plan = service::plan_from_json(task.job.plan);
  const bool dry = task.work == Work::check;
  auto result = service::run_import(database_, clock_, task.actor, plan, task.job.id, dry, progress);
  if (!result) {
    return keep_refusal(task, result.error(), dry ? ImportState::uploaded : ImportState::failed);
  }
  if (dry) service::add_suspects(plan, result->report);
  std::string json;
  if (dry) service::write_check(json, result->report, plan);
  else service::write_result(json, task.job.id, *result);
  service::ImportOutcome outcome = service::outcome_from_json(task.job.result);
  (dry ? outcome.check : outcome.result) = json;
  outcome.failed = std::move(result->report.failed_rows);
  keep_outcome(task, outcome, task.live->cancelled ? ImportState::cancelled : dry ? ImportState::checked : ImportState::done);
}

void ImportRunner::keep_outcome(Task& task, const service::ImportOutcome& outcome, ImportState state) {
  task.job.result = service::outcome_to_json(outcome);
  keep(task.job, state, task.actor.workspace_id);
}

// What the check said and which rows failed is still true.
void ImportRunner::keep_refusal(Task& task, const Error& error, ImportState state) {
  service::ImportOutcome outcome = service::outcome_from_json(task.job.result);
  outcome.result = "{\"refused\":\"" + error.reason + "\"}";
  keep_outcome(task, outcome, state);
}

void ImportRunner::remove_uploads(std::int64_t workspace_id) {
  std::vector<std::string> paths;
  database_.read([&](storage::Session& session) { paths = service::unneeded_uploads(session, workspace_id, clock_.now()); });
  for (const std::string& path : paths) {
    std::error_code ignored;  // most were removed before
    if (path.starts_with(uploads_)) std::filesystem::remove(path, ignored);
  }
}

void ImportRunner::announce(const Task& task) {
  if (!task.actor.user_id) return;
  std::string json;
  json_text::Object object(json);
  object.string("id", to_string(task.job.id));
  object.string("state", to_string(task.job.state));
  {
    std::lock_guard lock(mutex_);
    object.integer("done", task.live->progress.done);
    object.integer("total", task.live->progress.total);
  }
  object.close();
  told_.tell(*task.actor.user_id, json);
}

ImportState ImportRunner::shown_state(const service::ImportJob& job) {
  std::lock_guard lock(mutex_);
  const auto found = live_.find(job.id);
  const bool undoes = found != live_.end() && found->second->active && found->second->undoes;
  return undoes && job.state != ImportState::undone ? ImportState::undoing : job.state;
}

void ImportRunner::write_live(json_text::Object& object, const service::ImportJob& job) {
  std::lock_guard lock(mutex_);
  const auto found = live_.find(job.id);
  const Live* live = found == live_.end() ? nullptr : found->second.get();
  if (live && live->active) {
    json_text::Object progress(object.key("progress"));
    progress.integer("done", live->progress.done);
    progress.integer("total", live->progress.total);
    progress.number("rows_per_second", live->progress.rows_per_second);
    if (live->progress.seconds_left) progress.number("seconds_left", *live->progress.seconds_left);
    else progress.null("seconds_left");
    progress.close();
  } else {
    object.null("progress");
  }
  const service::ImportOutcome outcome = service::outcome_from_json(job.result);
  object.raw("check", outcome.check.empty() ? "null" : outcome.check);
  object.raw("result", outcome.result.empty() ? "null" : outcome.result);
  if (outcome.undo) {
    json_text::Object undo(object.key("undo"));
    undo.integer("left", outcome.undo->report.left);
    service::write_undo(undo, outcome.undo->report);
    undo.close();
  } else {
    object.null("undo");
  }
}

Result<std::string> ImportRunner::failed_rows(const service::ImportJob& job, const std::string& reason_header,
                                              const std::function<std::string(const std::string&)>& reason_of) {
  return service::failed_rows_csv(service::plan_from_json(job.plan), service::outcome_from_json(job.result).failed, reason_header,
                                  reason_of);
}

}  // namespace wheelhouse::api
