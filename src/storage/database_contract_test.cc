// What every engine owes: snapshots, transactions of their own in shared commits, exceptions that come out whole.
#include <atomic>
#include <future>
#include <mutex>
#include <thread>

#include "storage/contract_for_tests.h"

namespace wheelhouse::storage {
namespace {

class DatabaseContract : public ContractTest {
 protected:
  void SetUp() override {
    book.write([](Session& session) { session.run_script("CREATE TABLE entry (id bigint PRIMARY KEY, text text NOT NULL)"); });
  }
  static void add(Session& session, std::int64_t id, std::string_view text = "x") {
    session.execute("INSERT INTO entry (id, text) VALUES (?1, ?2)", {id, text});
  }
  std::int64_t entries() { return book.count("SELECT count(*) FROM entry"); }

  // Holds the writer until it is let go, so that what is asked for meanwhile waits together.
  class Gate {
   public:
    explicit Gate(Database& database) {
      std::promise<void> entered;
      database.write_async([this, &entered](Session&) { entered.set_value(); open_.get_future().wait(); },
                           [this](std::exception_ptr) { done_.set_value(); });
      entered.get_future().wait();
    }
    void open() {
      open_.set_value();
      done_.get_future().wait();
    }

   private:
    std::promise<void> open_, done_;
  };
};

struct OwnFailure : std::runtime_error {
  OwnFailure(int code) : std::runtime_error("own failure"), code(code) {}
  int code;
};

TEST_P(DatabaseContract, WhatIsWrittenIsReadAndSurvivesReopening) {
  book.write([](Session& session) { add(session, 1, "kept"); });
  EXPECT_EQ(entries(), 1);
  book.reopen();
  EXPECT_EQ(book.count("SELECT count(*) FROM entry WHERE text = 'kept'"), 1);
}

TEST_P(DatabaseContract, ASnapshotStandsStillWhileOthersCommit) {
  std::int64_t before = -1, after = -1;
  book.database->read([&](Session& session) {
    before = session.query_integer("SELECT count(*) FROM entry");
    std::thread([&] { book.write([](Session& inner) { add(inner, 1); }); }).join();
    after = session.query_integer("SELECT count(*) FROM entry");
  });
  EXPECT_EQ(before, 0);
  EXPECT_EQ(after, 0);
  EXPECT_EQ(entries(), 1);
}

TEST_P(DatabaseContract, NobodySeesWhatIsNotCommitted) {
  std::promise<void> written, counted;
  std::thread writer([&] {
    book.write([&](Session& session) {
      add(session, 1);
      EXPECT_EQ(session.query_integer("SELECT count(*) FROM entry"), 1);  // the writer itself does
      written.set_value();
      counted.get_future().wait();
    });
  });
  written.get_future().wait();
  EXPECT_EQ(entries(), 0);
  counted.set_value();
  writer.join();
  EXPECT_EQ(entries(), 1);
}

TEST_P(DatabaseContract, WorkThatThrowsLeavesNothingAndItsExceptionComesOut) {
  try {
    book.write([](Session& session) {
      add(session, 1);
      throw OwnFailure(7);
    });
    FAIL() << "nothing came out";
  } catch (const OwnFailure& failure) {
    EXPECT_EQ(failure.code, 7);
  }
  EXPECT_EQ(entries(), 0);
  book.write([](Session& session) { add(session, 1); });  // the same key: nothing of the first try is in the way
  EXPECT_EQ(entries(), 1);
}

TEST_P(DatabaseContract, AReadThatThrowsGivesItsConnectionBack) {
  for (int i = 0; i < 20; ++i)  // more often than there are connections
    EXPECT_THROW(book.database->read([](Session&) { throw OwnFailure(1); }), OwnFailure);
  EXPECT_EQ(entries(), 0);
}

TEST_P(DatabaseContract, OneTaskOfAGroupFailsTheOthersStay) {
  constexpr int kTasks = 60;
  Gate gate(*book.database);
  std::mutex mutex;
  std::vector<int> done_count(kTasks, 0);
  std::vector<std::string> outcome(kTasks);
  std::atomic<int> pending = kTasks;
  std::promise<void> all_done;
  for (int i = 0; i < kTasks; ++i) {
    book.database->write_async(
        [i](Session& session) {
          add(session, i);
          if (i % 10 == 3) throw OwnFailure(i);                     // its own mind
          if (i % 10 == 5) add(session, i);                         // a constraint
          if (i % 10 == 7) session.execute("SELECT no_such_column FROM entry");  // a fault in the text
        },
        [&, i](std::exception_ptr failure) {
          std::lock_guard lock(mutex);
          ++done_count[static_cast<std::size_t>(i)];
          try {
            if (failure) std::rethrow_exception(failure);
            outcome[static_cast<std::size_t>(i)] = "written";
          } catch (const OwnFailure& own) {
            outcome[static_cast<std::size_t>(i)] = own.code == i ? "own" : "another's";
          } catch (const StorageError& error) {
            outcome[static_cast<std::size_t>(i)] = error.kind == StorageError::Kind::constraint ? "constraint" : "storage";
          }
          if (--pending == 0) all_done.set_value();
        });
  }
  gate.open();
  all_done.get_future().wait();
  for (int i = 0; i < kTasks; ++i) {
    SCOPED_TRACE(i);
    const int digit = i % 10;
    const std::string expected = digit == 3 ? "own" : digit == 5 ? "constraint" : digit == 7 ? "storage" : "written";
    EXPECT_EQ(outcome[static_cast<std::size_t>(i)], expected);
    EXPECT_EQ(done_count[static_cast<std::size_t>(i)], 1);
    EXPECT_EQ(book.count("SELECT count(*) FROM entry WHERE id = ?1", {std::int64_t{i}}), expected == "written" ? 1 : 0);
  }
}

TEST_P(DatabaseContract, TasksRunInTheOrderTheyWereAskedFor) {
  Gate gate(*book.database);
  std::vector<int> order;  // touched by the writer alone until it is drained
  for (int i = 0; i < 100; ++i)
    book.database->write_async([&order, i](Session&) { order.push_back(i); }, [](std::exception_ptr) {});
  gate.open();
  book.write([](Session&) {});
  ASSERT_EQ(order.size(), 100u);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST_P(DatabaseContract, DoneMeansThatAnybodyCanReadIt) {
  for (int i = 0; i < 20; ++i) {
    std::promise<std::int64_t> seen;
    book.database->write_async([i](Session& session) { add(session, i); },
                               [&](std::exception_ptr) {
                                 std::thread([&] { seen.set_value(entries()); }).join();
                               });
    EXPECT_EQ(seen.get_future().get(), i + 1);
  }
}

TEST_P(DatabaseContract, WhoeverIsToldMayFailWithoutAnyoneElseNoticing) {
  std::atomic<int> told = 0;
  for (int i = 1; i <= 6; ++i)
    book.database->write_async([i](Session& session) { add(session, i); },
                               [&told, i](std::exception_ptr failure) {
                                 EXPECT_FALSE(failure);
                                 ++told;
                                 if (i % 2) throw std::bad_alloc();
                               });
  book.write([](Session& session) { add(session, 7); });  // the writer is still there
  EXPECT_EQ(told, 6);
  EXPECT_EQ(book.count("SELECT count(*) FROM entry"), 7);
}

TEST_P(DatabaseContract, ManyWritersLoseNothing) {
  book.write([](Session& session) {
    session.execute("INSERT INTO entry (id, text) VALUES (?1, ?2)", {std::int64_t{0}, std::string_view("0")});
  });
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i)
        book.write([](Session& session) {
          std::string text;
          session.query_first("SELECT text FROM entry WHERE id = ?1", {std::int64_t{0}}, [&](const RowReader& row) { text = row.text(0); });
          text = std::to_string(std::stoi(text) + 1);
          session.execute("UPDATE entry SET text = ?2 WHERE id = ?1", {std::int64_t{0}, std::string_view(text)});
        });
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(book.count("SELECT count(*) FROM entry WHERE id = 0 AND text = '400'"), 1);
}

TEST_P(DatabaseContract, MoreReadersThanConnectionsWaitForOneAnother) {
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 16; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i)
        book.database->read([&](Session& session) { good += session.query_integer("SELECT count(*) FROM entry") == 0; });
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 320);
}

TEST_P(DatabaseContract, AReaderCannotWrite) {
  EXPECT_TRUE(failure_of([&] { book.database->read([](Session& session) { add(session, 1); }); }).has_value());
  EXPECT_EQ(entries(), 0);
}

TEST_P(DatabaseContract, ABrokenConstraintSaysSoAndTheNextWriteWorks) {
  book.write([](Session& session) { add(session, 1); });
  EXPECT_EQ(failure_of([&] { book.write([](Session& session) { add(session, 1); }); }), StorageError::Kind::constraint);
  EXPECT_EQ(failure_of([&] { book.write([](Session& session) { session.execute("INSERT INTO entry (id, text) VALUES (2, NULL)"); }); }),
            StorageError::Kind::constraint);
  book.write([](Session& session) { add(session, 2); });
  EXPECT_EQ(entries(), 2);
}

TEST_P(DatabaseContract, WhatWaitsWhenTheBookIsClosedIsStillWritten) {
  Gate gate(*book.database);
  std::atomic<int> done = 0;
  for (int i = 0; i < 10; ++i)
    book.database->write_async([i](Session& session) { add(session, i); }, [&](std::exception_ptr failure) { done += failure ? 0 : 1; });
  gate.open();
  book.reopen();
  EXPECT_EQ(done, 10);
  EXPECT_EQ(entries(), 10);
}

TEST_P(DatabaseContract, ABookOpenedForReadingSeesWhatIsServedAndTakesNoWrites) {
  book.write([](Session& session) { add(session, 1); });
  const auto beside = open_database(book.url(), {.mode = OpenOptions::Mode::read_only, .readers = 1});
  const auto seen = [&] {
    std::int64_t n = 0;
    beside->read([&](Session& session) { n = session.query_integer("SELECT count(*) FROM entry"); });
    return n;
  };
  EXPECT_EQ(seen(), 1);
  book.write([](Session& session) { add(session, 2); });
  EXPECT_EQ(seen(), 2);
  EXPECT_EQ(failure_of([&] { beside->write([](Session&) {}); }), StorageError::Kind::read_only);
}

WH_ON_EVERY_ENGINE(DatabaseContract);

}  // namespace
}  // namespace wheelhouse::storage
