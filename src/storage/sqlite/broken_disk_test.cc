// What a broken, full or powerless disk may do to a book: refuse work, never take back what was acknowledged (TRUST,
// and R-15 for a program that is killed while it brings a book up to date). Counts for a release: WHEELHOUSE_TRIALS=20 makes them 20
// times as many.
#include <sys/wait.h>

#include <atomic>
#include <iostream>
#include <set>
#include <thread>

#include "storage/book_file.h"
#include "storage/contract_for_tests.h"
#include "storage/history.h"
#include "storage/older_book_for_tests.h"
#include "storage/sqlite/connection.h"
#include "storage/sqlite/fault_disk_for_tests.h"

namespace wheelhouse::storage {
namespace {

using sqlite::FaultDisk;
using Kind = StorageError::Kind;

constexpr std::int64_t kWorkspace = 1;

int times(int every_run) {
  const char* factor = std::getenv("WHEELHOUSE_TRIALS");
  return every_run * (factor ? std::max(1, std::atoi(factor)) : 1);
}

// What was tried and what was acknowledged.
class Ledger {
 public:
  std::int64_t next() {
    std::lock_guard lock(mutex_);
    attempted_.insert(++last_);
    return last_;
  }
  void acknowledge(std::int64_t id) {
    std::lock_guard lock(mutex_);
    acknowledged_.insert(id);
  }
  std::size_t acknowledged() {
    std::lock_guard lock(mutex_);
    return acknowledged_.size();
  }
  // How many acknowledged ones are missing; everything else that must hold is expected here.
  std::size_t lost(Database& database) {
    std::set<std::int64_t> there;
    std::int64_t rows = 0;
    database.read([&](Session& session) {
      session.query("PRAGMA integrity_check", {}, [&](const RowReader& row) { EXPECT_EQ(row.text(0), "ok"); });
      session.query("SELECT seq, object_type FROM event WHERE workspace_id = 1", {}, [&](const RowReader&) { ++rows; });
      session.query("SELECT id, text FROM entry", {}, [&](const RowReader& row) {
        there.insert(row.integer(0));
        EXPECT_EQ(row.text(1).substr(0, row.text(1).find(' ')), std::to_string(row.integer(0)));
      });
      const ChainReport chain = verify_chain(session, kWorkspace);
      EXPECT_FALSE(chain.first_bad_seq);
      EXPECT_EQ(chain.events, rows);
    });
    EXPECT_EQ(static_cast<std::int64_t>(there.size()), rows);  // each with exactly one event
    std::lock_guard lock(mutex_);
    for (const std::int64_t id : there) EXPECT_TRUE(attempted_.contains(id)) << "nobody asked for " << id;
    std::size_t missing = 0;
    for (const std::int64_t id : acknowledged_) missing += there.contains(id) ? 0 : 1;
    return missing;
  }

 private:
  std::mutex mutex_;
  std::set<std::int64_t> attempted_, acknowledged_;
  std::int64_t last_ = 0;
};

class BrokenDisk : public ::testing::Test {
 protected:
  BrokenDisk() {
    TestBook made("sqlite");
    made.write([](Session& session) { session.run_script("CREATE TABLE entry (id bigint PRIMARY KEY, text text NOT NULL)"); });
    made.database.reset();
    folder_ = made.path().substr(0, made.path().rfind('/')) + "-disk";
    std::filesystem::create_directory(folder_);
    std::filesystem::copy(made.path(), model());
  }
  ~BrokenDisk() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  std::string model() const { return folder_ + "/model.db"; }
  // A book of its own, closed.
  std::string fresh_book() {
    const std::string folder = folder_ + "/" + std::to_string(++books_);
    std::filesystem::create_directory(folder);
    std::filesystem::copy(model(), folder + "/book.db");
    return folder + "/book.db";
  }
  void forget(const std::string& book) { std::filesystem::remove_all(book.substr(0, book.rfind('/'))); }

  // One row with its event; the kind of the failure.
  static std::optional<Kind> write_one(Database& database, Ledger& ledger, std::size_t bytes) {
    const std::int64_t id = ledger.next();
    const auto failure = failure_of([&] {
      database.write([&](Session& session) {
        session.execute("INSERT INTO entry (id, text) VALUES (?1, ?2)", {id, std::to_string(id) + " " + std::string(bytes, 'x')});
        HistoryWriter history(session, kWorkspace);
        Event event;
        event.change_id = event.object_id = make_uuid_v7(id);
        event.verb = "create";
        event.object_type = "note";
        event.data = "{}";
        history.append(event);
        history.close();
      });
    });
    if (!failure) ledger.acknowledge(id);
    return failure;
  }
  // `threads` that write `each` rows, until one of a thread's fails and `end_at_failure`.
  static void write_many(Database& database, Ledger& ledger, int threads, int each, std::size_t bytes, bool end_at_failure) {
    std::vector<std::thread> running;
    for (int t = 0; t < threads; ++t)
      running.emplace_back([&] {
        for (int i = 0; i < each; ++i)
          if (write_one(database, ledger, bytes) && end_at_failure) return;
      });
    for (std::thread& thread : running) thread.join();
  }

  // The power goes at a random moment of mixed writing. How many acknowledged rows are missing then.
  std::size_t lost_to_power_cut(std::mt19937& random, bool torn, std::size_t* acknowledged) {
    constexpr int kOperations = 12'000;  // of the run below, about
    const std::string path = fresh_book(), left = folder_ + "/left";
    std::filesystem::create_directory(left);
    Ledger ledger;
    {
      FaultDisk disk;
      {
        const auto database = open_database("sqlite:" + path, {.readers = 2});
        disk.set({.operation = random() % 4 ? FaultDisk::Operation::write : FaultDisk::Operation::sync,
                  .nth = static_cast<int>(1 + random() % (random() % 2 ? kOperations : 400)),
                  .cut_power = true});
        write_many(*database, ledger, 4, 160, random() % 2 ? 60'000 : 500, true);
        disk.cut_power();
      }
      disk.write_what_is_left(left, torn, random);
    }
    *acknowledged += ledger.acknowledged();
    const auto database = open_database("sqlite:" + left + "/book.db", {.readers = 1});
    const std::size_t lost = ledger.lost(*database);
    std::filesystem::remove_all(left);
    forget(path);
    return lost;
  }
  void tell(const char* what, int trials, std::size_t acknowledged) {
    std::cout << "  " << what << ": " << trials << " trials, seed " << kSeed << ", " << acknowledged
              << " acknowledged, none lost: fewer than " << 3.0 / trials << " a trial at 95 %\n";
  }

  static constexpr unsigned kSeed = 2;
  std::string folder_;
  int books_ = 0;
};

// --- the power goes ---------------------------------------------------------------------------------------------

TEST_F(BrokenDisk, APowerCutTakesNothingAcknowledged) {
  std::mt19937 random(kSeed);
  std::size_t acknowledged = 0;
  const int trials = times(10);
  for (int i = 0; i < trials; ++i) {
    SCOPED_TRACE(i);
    ASSERT_EQ(lost_to_power_cut(random, false, &acknowledged), 0u);
  }
  EXPECT_GT(acknowledged, 100u);
  tell("power cut", trials, acknowledged);
}

TEST_F(BrokenDisk, APowerCutThatTearsWritesTakesNothingAcknowledged) {
  std::mt19937 random(kSeed);
  std::size_t acknowledged = 0;
  const int trials = times(5);
  for (int i = 0; i < trials; ++i) {
    SCOPED_TRACE(i);
    ASSERT_EQ(lost_to_power_cut(random, true, &acknowledged), 0u);
  }
  EXPECT_GT(acknowledged, 50u);
  tell("torn writes", trials, acknowledged);
}

// The same with synchronous=NORMAL must lose, or else this disk forgets nothing and the two tests above prove nothing.
TEST_F(BrokenDisk, WithoutFullSyncAPowerCutDoesTakeAcknowledgedRows) {
  const auto extension = reinterpret_cast<void (*)()>(+[](sqlite3* handle, const char**, const void*) {
    sqlite3_exec(handle, "PRAGMA synchronous=NORMAL", nullptr, nullptr, nullptr);
    // The book's own wish for FULL goes unheard.
    sqlite3_set_authorizer(
        handle,
        [](void*, int action, const char* what, const char* value, const char*, const char*) {
          return action == SQLITE_PRAGMA && value != nullptr && std::string_view(what) == "synchronous" ? SQLITE_IGNORE : SQLITE_OK;
        },
        nullptr);
    return SQLITE_OK;
  });
  sqlite3_auto_extension(extension);
  std::mt19937 random(kSeed);
  std::size_t acknowledged = 0, lost = 0;
  for (int i = 0; i < 10; ++i) lost += lost_to_power_cut(random, false, &acknowledged);
  sqlite3_cancel_auto_extension(extension);
  EXPECT_GT(lost, 10u) << "of " << acknowledged;
}

// --- a write or a sync fails ------------------------------------------------------------------------------------

class FailingOperation : public BrokenDisk, public ::testing::WithParamInterface<std::tuple<FaultDisk::Operation, int, bool>> {};

TEST_P(FailingOperation, NeverMakesAFalseAcknowledgement) {
  const auto [operation, code, sticky] = GetParam();
  int clean = 0;
  for (int nth = 1; nth <= times(100) && clean < 3; ++nth) {
    SCOPED_TRACE(nth);
    const std::string path = fresh_book();
    Ledger ledger;
    FaultDisk disk;
    {
      const auto database = open_database("sqlite:" + path, {.readers = 2});
      disk.set({.operation = operation, .nth = nth, .code = code, .sticky = sticky});
      write_many(*database, ledger, 4, 3, nth % 2 ? 100 : 30'000, false);
      const bool was_hit = disk.hits() > 0;
      disk.heal();
      const bool is_full_disk = operation == FaultDisk::Operation::write && code == ENOSPC;
      const auto failure = write_one(*database, ledger, 100);
      if (!was_hit || is_full_disk) {
        EXPECT_FALSE(failure);  // there is room again: nothing was ever wrong with the book
      } else {
        EXPECT_EQ(failure, Kind::read_only);  // the disk works again, and is not believed until the book is opened anew
      }
      database->read([&](Session& session) { EXPECT_GE(session.query_integer("SELECT count(*) FROM entry"), 0); });
      clean += was_hit ? 0 : 1;
    }
    const auto database = open_database("sqlite:" + path, {.readers = 1});
    EXPECT_EQ(ledger.lost(*database), 0u);
    EXPECT_FALSE(write_one(*database, ledger, 100));
    forget(path);
  }
}

INSTANTIATE_TEST_SUITE_P(
    , FailingOperation,
    ::testing::Combine(::testing::Values(FaultDisk::Operation::write, FaultDisk::Operation::sync), ::testing::Values(EIO, ENOSPC),
                       ::testing::Bool()),
    [](const auto& info) {
      return std::string(std::get<0>(info.param) == FaultDisk::Operation::write ? "Write" : "Sync") +
             (std::get<1>(info.param) == EIO ? "BrokenDisk" : "FullDisk") + (std::get<2>(info.param) ? "ForGood" : "Once");
    });

// Bringing the -wal into the book happens when nobody waits for an answer; that it failed is noticed all the same.
TEST_F(BrokenDisk, ASyncThatFailsInACheckpointMakesTheBookReadOnly) {
  constexpr std::size_t kLongerThanAWal = 72u << 20;  // above where long writes are brought home
  int hits = 0;
  for (int nth = 1; nth <= 6; ++nth) {
    SCOPED_TRACE(nth);
    const std::string path = fresh_book();
    Ledger ledger;
    FaultDisk disk;
    {
      const auto database = open_database("sqlite:" + path, {.readers = 1});
      disk.set({.operation = FaultDisk::Operation::sync, .nth = nth});
      write_one(*database, ledger, kLongerThanAWal);
      const auto next = write_one(*database, ledger, 100);
      const bool was_hit = disk.hits() > 0;
      hits += was_hit ? 1 : 0;
      EXPECT_EQ(next.has_value(), was_hit);  // whichever sync it was: this one comes after it, or was it
      EXPECT_EQ(write_one(*database, ledger, 100).value_or(Kind::other), was_hit ? Kind::read_only : Kind::other);
    }
    disk.heal();
    const auto database = open_database("sqlite:" + path, {.readers = 1});
    EXPECT_EQ(ledger.lost(*database), 0u);
    forget(path);
  }
  EXPECT_GE(hits, 3);  // the commit's own, the -wal's, the book's
}

// --- killed while a book is brought up to date --------------------------------------------------------------------

TEST_F(BrokenDisk, KilledInsideAMigrationABookIsOldOrNewAndACopyOfTheOldLiesBesideIt) {
  const int points = times(10);
  const int newest = newest_schema_version();
  const auto list = migration_list();
  for (const int from : {list[list.size() - 2].version, list[list.size() - 3].version}) {
    std::string old_book;
    {
      TestBook old("sqlite");
      make_older(old, from);
      old.database.reset();
      old_book = folder_ + "/old-" + std::to_string(from);
      std::filesystem::copy(old.path(), old_book);
    }
    for (const auto operation : {FaultDisk::Operation::write, FaultDisk::Operation::sync}) {
      int operations = 0;
      for (int point = 0; point <= points; ++point) {  // the first only counts
        SCOPED_TRACE("from " + std::to_string(from) + ", point " + std::to_string(point));
        const std::string path = folder_ + "/upgraded.db";
        std::filesystem::copy(old_book, path);
        const int nth = 1 + operations * (point - 1) / points;
        const pid_t child = point == 0 ? 0 : ::fork();
        if (child == 0) {
          FaultDisk disk;
          disk.set({.operation = operation, .nth = point == 0 ? 1'000'000 : nth, .kill = true});
          open_database("sqlite:" + path, {.readers = 1}).reset();
          if (point > 0) ::_exit(0);
          operations = disk.seen();
        } else {
          int status = 0;
          ::waitpid(child, &status, 0);
          EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        }
        int version = 0;
        {
          sqlite::Connection connection(path, sqlite::Access::reader);
          version = schema_version(connection);
        }
        EXPECT_TRUE(version == from || version == newest) << version;
        const std::string copy = copy_before_upgrade(path);
        if (version == newest || std::filesystem::exists(copy)) {
          const BookFileFacts facts = look_at_book_file(copy);
          EXPECT_TRUE(facts.is_whole);
          EXPECT_EQ(facts.schema_version, from);
          EXPECT_EQ(facts.rows.at("teams"), 1);
        }
        {
          const auto database = open_database("sqlite:" + path, {.readers = 1});
          database->read([&](Session& session) {
            EXPECT_EQ(schema_version(session), newest);
            EXPECT_EQ(session.query_integer("SELECT count(*) FROM teams WHERE name = 'kept'"), 1);
            session.query("PRAGMA integrity_check", {}, [&](const RowReader& row) { EXPECT_EQ(row.text(0), "ok"); });
          });
        }
        EXPECT_TRUE(find_leftovers(path).empty());
        for (const auto& entry : std::filesystem::directory_iterator(folder_))
          if (entry.path().filename().string().starts_with("upgraded.db")) std::filesystem::remove(entry.path());
      }
      EXPECT_GT(operations, 2);
    }
  }
}

}  // namespace
}  // namespace wheelhouse::storage
