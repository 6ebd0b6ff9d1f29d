// Runs checks, imports and undos on a thread of their own, one at a time, and tells their person how far they are.
// Thread-safe; what is live is forgotten when the program ends, the job's state and result are in the book.
#pragma once
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

#include "reflect/json_text.h"
#include "service/import_job.h"

namespace wheelhouse::api {

class ImportRunner {
 public:
  enum class Work { check, run, undo };
  struct Told {
    std::function<void()> after_writing;  // each import and each undo: a list of people changes who may do what
    std::function<void(const Uuid& user_id, const std::string& json)> tell;  // how far the person's job is
  };
  // `uploads`: the folder of uploaded files; those that nobody needs any more are removed from it.
  ImportRunner(storage::Database& database, const Clock& clock, std::string uploads, Told told);
  ~ImportRunner();  // cancels what runs and waits for it

  // Queues the work and writes the job's new state. Errors: conflict "import_running", "import_not_run", "already_undone".
  Result<void> start(service::ImportJob& job, const service::Actor& actor, Work work);
  void cancel(const Uuid& job_id);
  void forget(const Uuid& job_id);
  // Says in the book that this process still works on its jobs (service::mark_interrupted_jobs looks for those who do not).
  void keep_alive();
  // As people are told: an undo that waits for its turn is under way, although the book does not say so yet.
  service::ImportState shown_state(const service::ImportJob& job);
  // ,"progress":…,"check":…,"result":…,"undo":… as far as they are known; "undo" is one that was stopped.
  void write_live(json_text::Object& object, const service::ImportJob& job);
  Result<std::string> failed_rows(const service::ImportJob& job, const std::string& reason_header,
                                  const std::function<std::string(const std::string&)>& reason_of);

 private:
  struct Live {
    service::ImportProgress progress;
    std::atomic<bool> cancelled = false;
    bool active = false;
    bool undoes = false;
  };
  struct Task {
    service::ImportJob job;
    service::Actor actor;
    Work work;
    std::shared_ptr<Live> live;
  };
  void loop();
  void execute(Task& task);
  void keep(service::ImportJob& job, service::ImportState state, std::int64_t workspace_id, bool with_result = true);
  void keep_outcome(Task& task, const service::ImportOutcome& outcome, service::ImportState state);
  void keep_refusal(Task& task, const Error& error, service::ImportState state);
  void remove_uploads(std::int64_t workspace_id);
  void announce(const Task& task);

  storage::Database& database_;
  const Clock& clock_;
  const std::string uploads_;
  const Told told_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> tasks_;
  std::unordered_map<Uuid, std::shared_ptr<Live>> live_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace wheelhouse::api
