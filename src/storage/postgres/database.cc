// PostgreSQL as the book: a pool of readers, each read a snapshot; one writer thread a process that commits in groups. Writers of
// several processes come one after the other (an advisory lock a transaction), as the chain of events demands.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "base/id.h"
#include "storage/database.h"
#include "storage/migrations/migrate.h"
#include "storage/postgres/connection.h"
#include "storage/postgres/listener.h"
#include "storage/postgres/open.h"
#include "storage/postgres/pool.h"
#include "storage/postgres/reach.h"
#include "storage/postgres/standby.h"

namespace wheelhouse::storage::postgres {
namespace {

constexpr auto kGroupTimeMax = std::chrono::milliseconds(2);  // a group closes by time …
constexpr int kGroupSizeMax = 256;                            // … or by count, so nobody waits for two
constexpr int kRehearsedMax = 64;                             // what is rehearsed together: its answers are kept meanwhile
// The turn of this book's writers; migrations take the same. (The first key is ours: "WHEE".)
constexpr std::string_view kTakeTurn = "SELECT pg_advisory_xact_lock(1464354117, hashtext(current_schema()))";
// Whoever holds the turn and does not speak for a minute has lost it; nobody waits for it longer than half of one.
constexpr const char* kWriterSettings = "SET idle_in_transaction_session_timeout = '60s'; SET lock_timeout = '30s'";

struct WriteTask {
  std::function<void(Session&)> work;
  std::function<void(std::exception_ptr)> done;
  bool may_rehearse = false;
  std::exception_ptr failure = nullptr;
};

std::string dotted(int version) { return std::to_string(version / 10'000) + "." + std::to_string(version % 10'000); }

class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(const std::string& url, const OpenOptions& options)
      : url_(url), sender_(to_string(make_uuid_v7(0)).substr(19) + " "), readers_(std::max(1, options.readers)) {
    if (options.mode == OpenOptions::Mode::serve) {
      reads_standby_ = !options.read_from.empty();
      open_writer();
      migrate(*writer_, "");
      if (reads_standby_) {
        learn_reach();
        standby_ = std::make_unique<Standby>(options.read_from, Origin::of(*writer_), std::max(1, options.readers),
                                             options.on_standby_trouble);
      }
      channel_ = "wheelhouse:" + writer_->schema();
      server_version_ = writer_->server_version();
      thread_ = std::thread([this] { write_loop(); });
    } else {
      read([](Session& session) { check_schema(session); });
    }
  }

  ~PostgresDatabase() override {
    listener_.reset();
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

  void read(const std::function<void(Session&)>& work) override {
    primary_reads_.fetch_add(1, std::memory_order_relaxed);
    // The server may have gone since the connection was last used, and come back: then another connection serves.
    if (!try_read(work, true)) try_read(work, false);
  }

  void read_at(const ReadPlace& place, const std::function<void(Session&)>& work) override {
    if (standby_ && place.may_be_standby)
      if (const auto least = reach_.with(place.seen); least && standby_->read(*least, work)) {
        standby_reads_.fetch_add(1, std::memory_order_relaxed);
        return;
      }
    read(work);
  }

  std::string position() const override { return reads_standby_ ? reach_.text() : ""; }
  std::optional<ReadCounts> read_counts() const override {
    return ReadCounts{primary_reads_.load(std::memory_order_relaxed), standby_reads_.load(std::memory_order_relaxed)};
  }

  void write(const std::function<void(Session&)>& work) override {
    std::mutex mutex;
    std::condition_variable finished;
    bool done = false;
    std::exception_ptr failure;
    write_async(work, [&](std::exception_ptr e) {
      std::lock_guard lock(mutex);
      failure = e;
      done = true;
      finished.notify_one();
    });
    std::unique_lock lock(mutex);
    finished.wait(lock, [&] { return done; });
    if (failure) std::rethrow_exception(failure);
  }

  void write_async(std::function<void(Session&)> work, std::function<void(std::exception_ptr)> done) override {
    push({std::move(work), std::move(done)});
  }

  void write_rehearsed(std::function<void(Session&)> work, std::function<void(std::exception_ptr)> done) override {
    push({std::move(work), std::move(done), true});
  }

  Engine engine() const override { return Engine::postgres; }
  std::string library_version() const override { return "PostgreSQL " + dotted(server_version_) + ", libpq " + dotted(PQlibVersion()); }

  void listen(std::function<void(std::string_view)> hear) override {
    listener_.reset();
    if (!hear) return;
    std::function<void(std::string_view)> reach;
    if (reads_standby_) reach = [this](std::string_view text) { reach_.heard(text); };
    listener_ = std::make_unique<Listener>(url_, channel_, sender_, std::move(hear), std::move(reach));
  }

 private:
  // False when the connection turned out to be lost before the server answered anything, if `may_fail` so.
  bool try_read(const std::function<void(Session&)>& work, bool may_fail) {
    const Pool::Lease lease = readers_.take([this] { return std::make_unique<Connection>(url_, Purpose::read); }, !may_fail);
    Connection& connection = *lease;
    connection.begin_snapshot();
    try {
      work(connection);
    } catch (...) {
      if (may_fail && connection.is_lost() && !connection.has_answered()) return false;
      connection.rollback();
      throw;
    }
    connection.end_snapshot();
    return true;
  }

  void push(WriteTask task) {
    if (!thread_.joinable()) throw StorageError(StorageError::Kind::read_only, "opened for reading");
    {
      std::lock_guard lock(mutex_);
      if (!stopping_) {
        tasks_.push_back(std::move(task));
        wake_.notify_one();
        return;
      }
    }
    task.done(std::make_exception_ptr(StorageError(StorageError::Kind::other, "the book is closing")));
  }

  void open_writer() {
    writer_.reset();
    writer_ = std::make_unique<Connection>(url_, Purpose::write);
    writer_->run_script(kWriterSettings);
    writer_->set_sender(sender_);
    if (reads_standby_) learn_reach();
  }

  // How far the primary has got, after a commit of ours. Where nobody can say, no standby is enough until somebody can.
  void learn_reach() {
    try {
      writer_->query_first(kWrittenSql, {}, [&](const RowReader& row) { reach_.wrote(row.text(0)); });
    } catch (const StorageError&) {
      reach_.lose();
    }
  }

  void write_loop() {
    std::vector<WriteTask> group;
    while (next_task(group, true)) {
      if (!group.front().may_rehearse) {
        run_group(group);
      } else {
        while (group.size() < kRehearsedMax && next_task(group, false, true)) {}
        if (!run_rehearsed(group)) run_group(group);
      }
      for (WriteTask& task : group) tell(task);
      group.clear();
    }
  }

  // What was written stands, whatever happens to whoever is told.
  static void tell(WriteTask& task) {
    try {
      task.done(task.failure);
    } catch (...) {
    }
  }

  // Moves the first that waits to the end of `group`; false when there is none, or none of the kind.
  bool next_task(std::vector<WriteTask>& group, bool wait, bool rehearsed_only = false) {
    std::unique_lock lock(mutex_);
    if (wait) wake_.wait(lock, [&] { return stopping_ || !tasks_.empty(); });
    if (tasks_.empty() || (rehearsed_only && !tasks_.front().may_rehearse)) return false;
    group.push_back(std::move(tasks_.front()));
    tasks_.pop_front();
    return true;
  }

  bool others_wait() {
    std::lock_guard lock(mutex_);
    return !tasks_.empty();
  }

  // Rehearses all of `group` together, then runs them one after the other with the answers at hand: a trip for the turn and what they
  // ask, one more for each question that hangs on another's answer, one for all changes and the commit. There are no savepoints: one that
  // fails after it has written takes the transaction with it. False when nothing was done and each must be run by itself.
  bool run_rehearsed(std::vector<WriteTask>& group) {
    try {
      if (!writer_ || !writer_->usable()) open_writer();
      std::vector<const Connection::Work*> works;
      for (const WriteTask& task : group) works.push_back(&task.work);
      writer_->begin("BEGIN", kTakeTurn);
      writer_->rehearse(std::move(works));
      for (std::size_t i = 0; i < group.size(); ++i) {
        const std::size_t before = writer_->changes_made();
        try {
          writer_->perform(i);
        } catch (const StorageError&) {
          throw;  // of this one's making or of what others sent: nobody knows yet
        } catch (...) {
          if (writer_->changes_made() != before) throw;
          group[i].failure = std::current_exception();
        }
      }
      commit();
      writer_->forget_rehearsed();
      return true;
    } catch (const StorageError& error) {
      if (writer_) writer_->rollback();
      if (error.kind == StorageError::Kind::unknown_outcome || error.kind == StorageError::Kind::locked) {
        fail_all(group, std::current_exception());
        return true;
      }
    } catch (...) {
      if (writer_) writer_->rollback();
    }
    for (WriteTask& task : group) task.failure = nullptr;
    return false;
  }

  static void fail_all(std::vector<WriteTask>& group, const std::exception_ptr& failure) {
    for (WriteTask& task : group)
      if (!task.failure) task.failure = failure;
  }

  // Runs `group`, and whatever else is waiting if it is one, in one transaction, each in a savepoint of its own.
  void run_group(std::vector<WriteTask>& group) {
    try {
      if (!writer_ || !writer_->usable()) open_writer();
      take_turn();
      if (group.size() == 1 && !others_wait()) {
        group.front().work(*writer_);  // alone: the transaction itself is its savepoint
      } else {
        const auto deadline = std::chrono::steady_clock::now() + kGroupTimeMax;
        std::size_t next = 0;
        do {
          run_task(group[next]);
          ++next;
        } while (next < group.size() || (next < kGroupSizeMax && std::chrono::steady_clock::now() < deadline && next_task(group, false)));
      }
      commit();
    } catch (...) {
      const auto failure = std::current_exception();
      if (writer_) writer_->rollback();
      fail_all(group, failure);
    }
  }

  void commit() {
    try {
      writer_->commit();
    } catch (const StorageError& error) {
      if (error.kind == StorageError::Kind::unknown_outcome) reach_.lose();
      throw;
    }
    if (reads_standby_) learn_reach();
  }

  // Waits for the turn, so that a connection that was lost meanwhile is found while nothing hangs on it.
  void take_turn() {
    writer_->begin("BEGIN", kTakeTurn);
    try {
      writer_->settle();
    } catch (const StorageError&) {
      if (!writer_->is_lost()) throw;
      open_writer();
      writer_->begin("BEGIN", kTakeTurn);
      writer_->settle();
    }
  }

  void run_task(WriteTask& task) {
    writer_->send("SAVEPOINT task", {});
    try {
      task.work(*writer_);
      writer_->send("RELEASE task", {});
      writer_->settle();
    } catch (...) {
      task.failure = std::current_exception();
      try { writer_->settle(); } catch (const StorageError&) {}
      if (writer_->is_lost()) throw;
      writer_->execute("ROLLBACK TO task");
      writer_->send("RELEASE task", {});
    }
  }

  const std::string url_, sender_;
  std::string channel_;
  int server_version_ = 0;
  std::unique_ptr<Connection> writer_;  // the writer thread's, once it runs
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<WriteTask> tasks_;
  bool stopping_ = false;
  Pool readers_;
  bool reads_standby_ = false;
  Reach reach_;
  std::unique_ptr<Standby> standby_;
  std::atomic<std::uint64_t> primary_reads_{0}, standby_reads_{0};
  std::unique_ptr<Listener> listener_;
};

}  // namespace

std::unique_ptr<Database> open(const std::string& url, const OpenOptions& options) {
  return std::make_unique<PostgresDatabase>(url, options);
}

int schema_version_at(const std::string& url) {
  Connection connection(url, Purpose::read);
  return schema_version(connection);
}

}  // namespace wheelhouse::storage::postgres
