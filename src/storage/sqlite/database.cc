// SQLite as the book: one writer thread that commits in groups, a pool of read-only connections.
#include <condition_variable>
#include <deque>
#include <fstream>
#include <mutex>
#include <thread>
#include <vector>

#include "storage/book_file.h"
#include "storage/database.h"
#include "storage/erasure.h"
#include "storage/migrations/migrate.h"
#include "storage/sqlite/connection.h"
#include "storage/sqlite/file_lock.h"
#include "storage/sqlite/open.h"
#include "storage/sqlite/snapshot.h"

namespace wheelhouse::storage::sqlite {
namespace {

constexpr auto kGroupTimeMax = std::chrono::milliseconds(6);  // a group closes by time …
constexpr int kGroupSizeMax = 256;                            // … or by count, so nobody waits for two
constexpr auto kReadersLeaveWithin = std::chrono::seconds(60);
// The -wal is brought into the book at 4 MiB: 8 ms of work; the longer it is, the longer those wait who write meanwhile. Where single
// writes are longer than that (an import), those wait for them anyway, and many batches touch the same pages: then at 64 MiB.
constexpr int kCheckpointFrames = 1'000, kCheckpointFramesOfLongWrites = 16'000;

struct WriteTask {
  std::function<void(Session&)> work;
  std::function<void(std::exception_ptr)> done;
  std::exception_ptr failure;
  bool outside = false;  // of any transaction, alone
};

// Whatever else lies under that name is not ours to lock, nor to leave a file beside.
void refuse_what_is_no_book(const std::string& path) {
  constexpr std::string_view kMark = "SQLite format 3";
  std::ifstream file(path, std::ios::binary);
  std::string head(kMark.size(), '\0');
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  if (file.gcount() > 0 && head != kMark) throw StorageError(StorageError::Kind::corrupt, "the file is no book");
}

class SqliteDatabase final : public Database, public RewritesFile {
 public:
  SqliteDatabase(const std::string& path, const OpenOptions& options) : path_(path) {
    const bool memory = path == ":memory:";
    // A shared-cache memory book serves tests: one connection would block reads inside writes.
    const std::string target =
        memory ? "file:wheelhouse-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)) + "?mode=memory&cache=shared" : path;
    if (options.mode == OpenOptions::Mode::serve) {
      if (!memory) {
        refuse_what_is_no_book(path);
        lock_ = std::make_unique<FileLock>(path + ".lock");
        remove_leftovers(path);
      }
      writer_ = std::make_unique<Connection>(target, Access::writer);
      if (memory) writer_->run_script("PRAGMA read_uncommitted=ON");
      sqlite3_limit(writer_->handle(), SQLITE_LIMIT_ATTACHED, 1);  // the copy before an upgrade is written through a second file
      migrate(*writer_, memory ? "" : path);
      sqlite3_limit(writer_->handle(), SQLITE_LIMIT_ATTACHED, 0);
    }
    for (int i = 0; i < options.readers; ++i) {
      readers_.push_back(std::make_unique<Connection>(target, Access::reader));
      if (memory) readers_.back()->run_script("PRAGMA read_uncommitted=ON");
    }
    if (options.mode == OpenOptions::Mode::read_only) check_schema(*readers_.front());
    if (writer_) thread_ = std::thread([this] { write_loop(); });
  }

  ~SqliteDatabase() override {
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
    readers_.clear();
    writer_.reset();
  }

  void read(const std::function<void(Session&)>& work) override {
    Lease lease(*this);
    Connection& connection = *lease.connection;
    connection.run("BEGIN", {}, nullptr);
    try {
      work(connection);
    } catch (...) {
      if (connection.in_transaction()) connection.run_script("ROLLBACK");
      throw;
    }
    connection.run("COMMIT", {}, nullptr);
  }

  void write(const std::function<void(Session&)>& work) override { write_and_wait(work, false); }

  void rewrite_file() override {
    write_and_wait(
        [this](Session& session) {
          if (failed_) throw StorageError(StorageError::Kind::read_only, path_);
          // The new book is written beside the old one: into a file, which memory need not hold.
          sqlite3_limit(writer_->handle(), SQLITE_LIMIT_ATTACHED, 1);
          const auto as_before = [&] {
            sqlite3_limit(writer_->handle(), SQLITE_LIMIT_ATTACHED, 0);
            session.run_script("PRAGMA temp_store=MEMORY");
          };
          try {
            session.run_script("PRAGMA temp_store=FILE; VACUUM");
          } catch (...) {
            as_before();
            throw;
          }
          as_before();
          if (path_ != ":memory:") empty_wal(session);
        },
        true);
  }

  void write_async(std::function<void(Session&)> work, std::function<void(std::exception_ptr)> done) override {
    push({std::move(work), std::move(done), nullptr, false});
  }

 private:
  void write_and_wait(const std::function<void(Session&)>& work, bool outside) {
    std::mutex mutex;
    std::condition_variable finished;
    bool done = false;
    std::exception_ptr failure;
    push({work,
          [&](std::exception_ptr e) {
            std::lock_guard lock(mutex);
            failure = e;
            done = true;
            finished.notify_one();
          },
          nullptr, outside});
    std::unique_lock lock(mutex);
    finished.wait(lock, [&] { return done; });
    if (failure) std::rethrow_exception(failure);
  }

  void push(WriteTask task) {
    if (!writer_) throw StorageError(StorageError::Kind::read_only, path_);
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

  // What readers still look at stays in the -wal, so they are waited for.
  void empty_wal(Session& session) {
    const auto deadline = std::chrono::steady_clock::now() + kReadersLeaveWithin;
    while (true) {
      bool busy = true;
      session.query("PRAGMA wal_checkpoint(TRUNCATE)", {}, [&](const RowReader& row) { busy = row.integer(0) != 0; });
      if (!busy) return;
      if (std::chrono::steady_clock::now() > deadline) throw StorageError(StorageError::Kind::other, "somebody reads an old picture");
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }

 public:

  NamelessFile snapshot(const std::string& folder, const std::function<void(Session&)>& look, const std::function<bool()>& go_on) override {
    if (path_ == ":memory:") throw StorageError(StorageError::Kind::other, "a book in memory is no file");
    Connection connection(path_, Access::reader);  // of its own: it is held for as long as the copy takes
    connection.run_script("BEGIN");
    connection.query_integer("SELECT count(*) FROM sqlite_master");  // the first look fixes the moment
    look(connection);
    NamelessFile copy = copy_snapshot(connection, folder, go_on);
    connection.run_script("COMMIT");
    return copy;
  }

  Engine engine() const override { return Engine::sqlite; }
  std::string library_version() const override { return std::string("SQLite ") + sqlite3_libversion(); }

 private:
  struct Lease {
    explicit Lease(SqliteDatabase& owner) : owner(owner) {
      std::unique_lock lock(owner.reader_mutex_);
      owner.reader_free_.wait(lock, [&] { return !owner.readers_.empty(); });
      connection = std::move(owner.readers_.back());
      owner.readers_.pop_back();
    }
    ~Lease() {
      {
        std::lock_guard lock(owner.reader_mutex_);
        owner.readers_.push_back(std::move(connection));
      }
      owner.reader_free_.notify_one();
    }
    SqliteDatabase& owner;
    std::unique_ptr<Connection> connection;
  };

  void write_loop() {
    std::vector<WriteTask> group;
    while (next_task(group, true)) {
      if (group.front().outside) run_outside(group.front());
      else run_group(group);
      for (WriteTask& task : group) tell(task);
      group.clear();
      checkpoint();
    }
  }

  // What was written stands, whatever happens to whoever is told: his failure (no memory for an answer) ends neither this thread,
  // and with it the program, nor the telling of the others.
  static void tell(WriteTask& task) {
    try {
      task.done(task.failure);
    } catch (...) {
    }
  }

  // Moves one waiting task to the end of `group`. Blocks for it only when `wait`; false when there is none (or no more).
  bool next_task(std::vector<WriteTask>& group, bool wait) {
    std::unique_lock lock(mutex_);
    if (wait) wake_.wait(lock, [&] { return stopping_ || !tasks_.empty(); });
    if (tasks_.empty() || (!group.empty() && tasks_.front().outside)) return false;
    group.push_back(std::move(tasks_.front()));
    tasks_.pop_front();
    return true;
  }

  bool others_wait() {
    std::lock_guard lock(mutex_);
    return !tasks_.empty();
  }

  void run_outside(WriteTask& task) {
    try {
      task.work(*writer_);
    } catch (...) {
      task.failure = std::current_exception();
      note_failure(task.failure);
    }
  }

  // Runs group[0] and whatever else is waiting in one transaction, each in a savepoint of its own.
  void run_group(std::vector<WriteTask>& group) {
    try {
      if (failed_) throw StorageError(StorageError::Kind::read_only, path_);
      writer_->run("BEGIN IMMEDIATE", {}, nullptr);
      if (!others_wait()) {
        // Alone: the transaction itself is its savepoint. A large import would pay for every page it touches in a journal.
        group.front().work(*writer_);
        commit();
        return;
      }
      const auto deadline = std::chrono::steady_clock::now() + kGroupTimeMax;
      std::size_t next = 0;
      do {
        run_task(group[next]);
        ++next;
      } while (next < kGroupSizeMax && std::chrono::steady_clock::now() < deadline && next_task(group, false));
      commit();
    } catch (...) {
      const auto failure = std::current_exception();
      writer_->forget_deferred(0);
      if (writer_->in_transaction()) sqlite3_exec(writer_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
      note_failure(failure);
      for (WriteTask& task : group)
        if (!task.failure) task.failure = failure;
    }
  }

  void commit() {
    writer_->run_deferred();
    writer_->run("COMMIT", {}, nullptr);
  }

  void run_task(WriteTask& task) {
    const std::size_t deferred_before = writer_->deferred();
    writer_->run("SAVEPOINT task", {}, nullptr);
    try {
      task.work(*writer_);
      writer_->run("RELEASE task", {}, nullptr);
    } catch (...) {
      task.failure = std::current_exception();
      writer_->forget_deferred(deferred_before);
      // SQLite may have rolled the whole transaction back by itself (disk full, I/O error): then the group has failed.
      if (!writer_->in_transaction()) throw;
      writer_->run("ROLLBACK TO task", {}, nullptr);
      writer_->run("RELEASE task", {}, nullptr);
    }
  }

  // Brings the -wal into the book once it is long. By hand, since SQLite's own way of doing it says nothing when it fails; and after
  // everybody was told, so that nobody waits for it.
  void checkpoint() {
    const int frames = writer_->wal_frames();
    const bool is_long = frames - frames_before_ >= kCheckpointFrames;
    frames_before_ = frames;
    if (failed_ || frames < (is_long ? kCheckpointFramesOfLongWrites : kCheckpointFrames)) return;
    frames_before_ = 0;
    try {
      writer_->checkpoint();
    } catch (...) {
      note_failure(std::current_exception());
    }
  }

  // After a failed write or sync the page cache can no longer be trusted, so nothing is retried: read-only until reopened. A full disk
  // is another matter: nothing was written, and there may be room later.
  void note_failure(const std::exception_ptr& failure) {
    try {
      std::rethrow_exception(failure);
    } catch (const StorageError& error) {
      if (error.kind != StorageError::Kind::io && error.kind != StorageError::Kind::corrupt) return;
      failed_ = true;
      writer_->leave_wal_on_close();
    } catch (...) {
    }
  }

  const std::string path_;
  std::unique_ptr<FileLock> lock_;
  std::unique_ptr<Connection> writer_;
  bool failed_ = false;  // writer thread only
  int frames_before_ = 0;  // of the -wal before the last group; writer thread only
  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<WriteTask> tasks_;
  bool stopping_ = false;
  std::mutex reader_mutex_;
  std::condition_variable reader_free_;
  std::vector<std::unique_ptr<Connection>> readers_;
};

}  // namespace

std::unique_ptr<Database> open(const std::string& path, const OpenOptions& options) {
  return std::make_unique<SqliteDatabase>(path, options);
}

}  // namespace wheelhouse::storage::sqlite
