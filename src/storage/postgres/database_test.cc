// What PostgreSQL owes beyond the contract: several processes over one book, connections that are cut, commits of unknown outcome.
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

#include "storage/contract_for_tests.h"
#include "storage/migrations/migrate.h"
#include "storage/postgres/connection.h"

namespace wheelhouse::storage::postgres {
namespace {

using Kind = StorageError::Kind;

class PostgresBook : public ::testing::TestWithParam<std::string> {
 protected:
  FreshPostgres fresh;
  std::unique_ptr<Database> database = open_database(fresh.url());

  void make_table(std::string_view more = "") {
    const std::string script = "CREATE TABLE entry (id bigint PRIMARY KEY, n bigint);" + std::string(more);
    database->write([&](Session& session) { session.run_script(script); });
  }
  static void add(Session& session, std::int64_t id) { session.execute("INSERT INTO entry (id, n) VALUES (?1, 0)", {id}); }
  static std::int64_t session_id(Session& session, std::int64_t id) {
    return session.query_integer("SELECT id FROM entry WHERE id = ?1", {id}, -1);
  }
  static std::int64_t entries(Database& book) {
    std::int64_t n = -1;
    book.read([&](Session& session) { n = session.query_integer("SELECT count(*) FROM entry"); });
    return n;
  }
};

// What one hears, waited for.
class Heard {
 public:
  void operator()(std::string_view text) {
    std::lock_guard lock(mutex_);
    list_.emplace_back(text);
    changed_.notify_all();
  }
  bool has(std::string_view text, std::chrono::milliseconds patience = std::chrono::seconds(20)) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [&] { return std::find(list_.begin(), list_.end(), text) != list_.end(); });
  }
  std::vector<std::string> list() {
    std::lock_guard lock(mutex_);
    return list_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> list_;
};

// Says it again until it is heard: LISTEN may not have begun.
bool say_until_heard(Database& from, const std::string& text, Heard& heard) {
  for (int i = 0; i < 100; ++i) {
    from.write([&](Session& session) { session.notify(text); });
    if (heard.has(text, std::chrono::milliseconds(200))) return true;
  }
  return false;
}

TEST_P(PostgresBook, QuestionsThatDoNotHangOnEachOtherAreAskedInOneRound) {
  make_table();
  database->write([](Session& session) {
    for (std::int64_t i = 1; i <= 1'200; ++i) session.send("INSERT INTO entry (id, n) VALUES (?1, ?2)", {i, i % 2});
  });
  for (const int expected : {4, 3})  // the first time it is learned that one trip is not enough
    database->read([&](Session& session) {
      int rounds = 0;
      std::int64_t sum = 0, hanging = 0;
      session.read_in_rounds([&] {
        ++rounds;
        sum = hanging = 0;
        for (std::int64_t i = 1; i <= 1'200; ++i) {  // more than is sent before anything is read
          const std::int64_t n = session.query_integer("SELECT n FROM entry WHERE id = ?1", {i}, -1);
          if (n < 0) continue;
          sum += n;
          if (n == 1) hanging += session.query_integer("SELECT id FROM entry WHERE id = ?1 AND n = ?2", {i, n});
        }
      });
      EXPECT_EQ(rounds, expected);
      EXPECT_EQ(sum, 600);
      EXPECT_EQ(hanging, 600 * 600);
      EXPECT_EQ(session.query_integer("SELECT count(*) FROM entry"), 1'200);  // and nothing is left over
    });
}

TEST_P(PostgresBook, AReadOfOneRoundIsOneTripAndNothingIsLeftOpen) {
  make_table();
  database->write([](Session& session) {
    for (std::int64_t i = 1; i <= 3; ++i) add(session, i);
  });
  Connection connection(fresh.url(), Purpose::read);
  const auto trips_of = [&](const std::function<void()>& work) {
    const std::int64_t before = connection.trips();
    connection.begin_snapshot();
    connection.read_in_rounds(work);
    connection.end_snapshot();
    return connection.trips() - before;
  };
  std::int64_t sum = 0;
  EXPECT_EQ(trips_of([&] {
              sum = 0;
              for (std::int64_t i = 1; i <= 3; ++i) sum += session_id(connection, i);
            }),
            1);
  EXPECT_EQ(sum, 6);
  EXPECT_EQ(trips_of([] {}), 0);
  const auto hanging = [&] { session_id(connection, session_id(connection, 3) - 1); };
  EXPECT_EQ(trips_of(hanging), 3);  // learns that it takes two
  EXPECT_EQ(trips_of(hanging), 3);  // its end is read with the next thing
  Connection other(fresh.url(), Purpose::write);
  other.run_script("SET lock_timeout = '2s'; ALTER TABLE entry ADD COLUMN more bigint");  // nobody holds it
  EXPECT_THROW(connection.execute("DELETE FROM entry"), StorageError);                    // a reader
}

TEST_P(PostgresBook, AScanOrALargeAnswerAmongTheQuestionsOfARoundIsOfTheSameMoment) {
  make_table();
  database->write([](Session& session) {
    session.execute("INSERT INTO entry (id, n) SELECT g, g FROM generate_series(1, 50) g");
  });
  database->read([](Session& session) {
    std::int64_t asked = 0, scanned = 0;
    session.read_in_rounds([&] {
      scanned = 0;
      asked = session.query_integer("SELECT sum(n) FROM entry");
      session.scan("SELECT n FROM entry", {}, [&](const RowReader& row) { scanned += row.integer(0); });
    });
    EXPECT_EQ(asked, 1'275);
    EXPECT_EQ(scanned, 1'275);
  });
  database->read([](Session& session) {  // more than is kept between rounds
    std::size_t bytes = 0;
    std::int64_t last = 0;
    session.read_in_rounds([&] {
      bytes = 0;
      session.query("SELECT repeat('x', 500000) FROM entry", {}, [&](const RowReader& row) { bytes += row.text(0).size(); });
      last = session.query_integer("SELECT max(id) + ?1 FROM entry", {static_cast<std::int64_t>(bytes)});
    });
    EXPECT_EQ(bytes, 25'000'000u);
    EXPECT_EQ(last, 25'000'050);
  });
}

TEST_P(PostgresBook, RoundsThatHangOnEachOtherSeeOneMoment) {
  make_table();
  database->write([](Session& session) { session.execute("INSERT INTO entry (id, n) VALUES (1, 50), (2, 50)"); });
  std::atomic<bool> stop = false;
  std::thread mover([&] {
    for (std::int64_t i = 0; !stop; ++i)
      database->write([&](Session& session) {
        session.send("UPDATE entry SET n = n + ?1 WHERE id = 1", {i % 7});
        session.send("UPDATE entry SET n = n - ?1 WHERE id = 2", {i % 7});
      });
  });
  for (int i = 0; i < 300; ++i)
    database->read([&](Session& session) {
      std::int64_t sum = 0;
      session.read_in_rounds([&] {
        const std::int64_t first = session.query_integer("SELECT n FROM entry WHERE id = 1");
        sum = first + (session.is_unanswered() ? 0 : session.query_integer("SELECT n FROM entry WHERE id = 2"));
      });
      EXPECT_EQ(sum, 100);
    });
  stop = true;
  mover.join();
}

// Hands `works` to the writer while it is held, so that they wait together; their failures, in order.
std::vector<std::exception_ptr> rehearsed_together(Database& book, const std::vector<std::function<void(Session&)>>& works) {
  std::promise<void> held, go_on;
  book.write_async(
      [&](Session&) {
        held.set_value();
        go_on.get_future().wait();
      },
      [](std::exception_ptr) {});
  held.get_future().wait();
  std::vector<std::promise<std::exception_ptr>> ends(works.size());
  for (std::size_t i = 0; i < works.size(); ++i)
    book.write_rehearsed(works[i], [&ends, i](std::exception_ptr failure) { ends[i].set_value(failure); });
  go_on.set_value();
  std::vector<std::exception_ptr> failures;
  for (auto& end : ends) failures.push_back(end.get_future().get());
  return failures;
}

TEST_P(PostgresBook, WhatIsRehearsedTogetherEndsAsIfOneHadComeAfterTheOther) {
  make_table();
  database->write([](Session& session) {
    for (std::int64_t i = 1; i <= 5; ++i) add(session, i);
  });
  struct Refused {};
  std::vector<std::function<void(Session&)>> works;
  const auto raise = [](std::int64_t id) {  // by what it was: an answer that is out of date would lose one
    return [id](Session& session) {
      const std::int64_t n = session.query_integer("SELECT n FROM entry WHERE id = ?1", {id}, -1);
      session.send("UPDATE entry SET n = ?2 WHERE id = ?1", {id, n + 1});
    };
  };
  const auto append = [](Session& session) { add(session, session.query_integer("SELECT max(id) FROM entry") + 1); };
  for (int i = 0; i < 200; ++i) {
    if (i % 10 == 3)
      works.push_back([](Session& session) {  // before it writes, by what it read
        if (session.query_integer("SELECT count(*) FROM entry") > 0) throw Refused();
      });
    else if (i == 57)
      works.push_back([](Session& session) {  // after it has written
        session.send("UPDATE entry SET n = 1000 WHERE id = 1", {});
        throw Refused();
      });
    else if (i == 111)
      works.push_back([](Session& session) { session.send("INSERT INTO entry (id, n) VALUES (1, 0)", {}); });
    else if (i % 4 == 0)
      works.push_back(append);
    else
      works.push_back(raise(1 + i % 5));
  }
  const auto failures = rehearsed_together(*database, works);
  std::int64_t refused = 0, constraint = 0, appended = 0, raised = 0;
  for (std::size_t i = 0; i < works.size(); ++i) {
    if (failures[i]) {
      try {
        std::rethrow_exception(failures[i]);
      } catch (const Refused&) { ++refused; } catch (const StorageError& error) {
        constraint += error.kind == Kind::constraint ? 1 : 0;
      }
    } else if (i % 4 == 0) {
      ++appended;
    } else {
      ++raised;
    }
  }
  EXPECT_EQ(refused, 21);
  EXPECT_EQ(constraint, 1);
  EXPECT_EQ(entries(*database), 5 + appended);
  database->read([&](Session& session) {
    EXPECT_EQ(session.query_integer("SELECT sum(n) FROM entry"), raised);
    EXPECT_EQ(session.query_integer("SELECT max(id) FROM entry"), 5 + appended);
  });
}

TEST_P(PostgresBook, ARehearsalWritesNothingAndEachChangeIsMadeOnce) {
  make_table();
  std::atomic<int> runs = 0;
  const auto failures = rehearsed_together(*database, {[&](Session& session) {
    ++runs;
    const std::int64_t n = session.query_integer("SELECT count(*) FROM entry");  // 0 in a rehearsal too
    session.execute("INSERT INTO entry (id, n) VALUES (7, ?1)", {n});
    if (session.query_integer("SELECT count(*) FROM entry") == 1) session.execute("UPDATE entry SET n = n + 1 WHERE id = 7");
  }});
  EXPECT_FALSE(failures[0]);
  EXPECT_GT(runs, 1);
  database->read([](Session& session) {
    EXPECT_EQ(session.query_integer("SELECT count(*) FROM entry"), 1);
    EXPECT_EQ(session.query_integer("SELECT n FROM entry WHERE id = 7"), 1);
  });
}

TEST_P(PostgresBook, WhatIsRehearsedTogetherTakesThreeTrips) {
  make_table();
  database->write([](Session& session) {
    for (std::int64_t i = 1; i <= 40; ++i) add(session, i);
  });
  Connection connection(fresh.url(), Purpose::write);
  std::vector<Connection::Work> works;
  for (std::int64_t i = 1; i <= 40; ++i)
    works.push_back([i](Session& session) {
      const std::int64_t n = session.query_integer("SELECT n FROM entry WHERE id = ?1", {i}, -1);
      const std::int64_t m = session.query_integer("SELECT n + ?2 FROM entry WHERE id = ?1", {i, n}, -1);  // hangs on the one before
      session.send("UPDATE entry SET n = ?2 WHERE id = ?1", {i, m + 1});
    });
  std::vector<const Connection::Work*> list;
  for (const auto& work : works) list.push_back(&work);
  const std::int64_t before = connection.trips();
  connection.begin("BEGIN");
  connection.rehearse(list);
  EXPECT_EQ(connection.trips() - before, 2);  // 40 questions, then 40 that hang on them
  for (std::size_t i = 0; i < works.size(); ++i) connection.perform(i);
  connection.commit();
  EXPECT_EQ(connection.trips() - before, 3);
  connection.forget_rehearsed();
  EXPECT_EQ(connection.query_integer("SELECT sum(n) FROM entry"), 40);
}

TEST_P(PostgresBook, ARehearsedChangeSurvivesTheLossOfTheConnectionBeforeItsCommit) {
  make_table();
  std::atomic<int> runs = 0;
  const auto failures = rehearsed_together(*database, {[&](Session& session) {
    const bool has_answer = session.query_first("SELECT 1", {}, [](const RowReader&) {});
    if (has_answer && runs++ == 0) fresh.cut_connections();
    add(session, 1);
  }});
  EXPECT_FALSE(failures[0]);
  EXPECT_EQ(entries(*database), 1);
}

TEST_P(PostgresBook, OnlyWhatTheLastRoundThrowsIsAFailure) {
  make_table();
  database->write([](Session& session) { add(session, 1); });
  database->read([](Session& session) {
    int found = 0;
    session.read_in_rounds([&] {
      if (!session.query_first("SELECT id FROM entry WHERE id = 1", {}, [](const RowReader&) {})) throw std::runtime_error("not there");
      ++found;
    });
    EXPECT_EQ(found, 1);
    EXPECT_THROW(session.read_in_rounds([&] {
      if (!session.query_first("SELECT id FROM entry WHERE id = 2", {}, [](const RowReader&) {})) throw std::runtime_error("not there");
    }),
                 std::runtime_error);
    EXPECT_EQ(session.query_integer("SELECT count(*) FROM entry"), 1);
  });
  EXPECT_THROW(database->read([](Session& session) {
    session.read_in_rounds([&] { session.query_integer("SELECT n / 0 FROM entry WHERE id = 1"); });
  }),
               StorageError);
  EXPECT_EQ(entries(*database), 1);
}

TEST_P(PostgresBook, AQuestionOfEveryRoundEndsAllTheSame) {  // a question that is another one each time is asked as it comes in the end
  make_table();
  database->read([](Session& session) {
    std::int64_t rounds = 0;
    session.read_in_rounds([&] { session.query_integer("SELECT count(*) + ?1 FROM entry", {++rounds}); });
    EXPECT_LT(rounds, 20);
  });
}

TEST_P(PostgresBook, WritersOfSeveralProcessesLoseNothing) {
  make_table();
  const auto second = open_database(fresh.url());
  database->write([](Session& session) { add(session, 1); });
  std::vector<std::thread> threads;
  for (int t = 0; t < 6; ++t)
    threads.emplace_back([&, t] {
      Database& book = t % 2 ? *database : *second;
      for (int i = 0; i < 40; ++i)
        book.write([](Session& session) {  // reads, then writes what follows from it
          const std::int64_t n = session.query_integer("SELECT n FROM entry WHERE id = 1");
          session.send("UPDATE entry SET n = ?1 WHERE id = 1", {n + 1});
        });
    });
  for (std::thread& thread : threads) thread.join();
  std::int64_t n = 0;
  second->read([&](Session& session) { n = session.query_integer("SELECT n FROM entry WHERE id = 1"); });
  EXPECT_EQ(n, 240);
}

TEST_P(PostgresBook, ProgramsThatStartTogetherMakeTheTablesOnce) {
  const FreshPostgres empty;
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      const auto book = open_database(empty.url());
      book->read([&](Session& session) { good += schema_version(session) == newest_schema_version(); });
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 4);
}

TEST_P(PostgresBook, WhatIsSentFailsAtTheEndAndLeavesNothing) {
  make_table();
  EXPECT_EQ(failure_of([&] {
              database->write([](Session& session) {
                session.send("INSERT INTO entry (id, n) VALUES (1, 1)", {});
                session.send("INSERT INTO entry (id, n) VALUES (1, 2)", {});
                session.send("INSERT INTO entry (id, n) VALUES (2, 2)", {});
              });
            }),
            Kind::constraint);
  EXPECT_EQ(entries(*database), 0);
  // More than is kept on its way at once.
  database->write([](Session& session) {
    for (std::int64_t i = 0; i < 1'200; ++i) session.send("INSERT INTO entry (id, n) VALUES (?1, ?1)", {i});
  });
  EXPECT_EQ(entries(*database), 1'200);
}

TEST_P(PostgresBook, AScanIsReadInPiecesAndMayNest) {
  make_table();
  database->write([](Session& session) {
    for (std::int64_t i = 0; i < 4'500; ++i) session.send("INSERT INTO entry (id, n) VALUES (?1, ?1)", {i});
  });
  database->read([](Session& session) {
    const std::vector<SqlValue> from{std::int64_t{100}};
    const std::string_view sql = "SELECT id FROM entry WHERE id >= ?1 ORDER BY id";
    std::int64_t expected = 100, inner = 0;
    session.scan(sql, from, [&](const RowReader& row) {
      EXPECT_EQ(row.integer(0), expected++);
      if (row.integer(0) % 1'000 == 0) session.scan(sql, from, [&](const RowReader&) { return ++inner % 10 != 0; });
    });
    EXPECT_EQ(expected, 4'500);
    EXPECT_EQ(inner, 40);
    EXPECT_THROW(session.scan(sql, from, [](const RowReader&) { throw std::logic_error("enough"); }), std::logic_error);
    EXPECT_EQ(session.query_integer("SELECT count(*) FROM entry"), 4'500);
  });
}

TEST_P(PostgresBook, ACommitWhoseAnswerIsLostIsNeitherDoneNorNotDone) {
  make_table("CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
             "  IF NEW.n = 666 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN NULL; END $$;"
             "CREATE CONSTRAINT TRIGGER die AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die();");
  EXPECT_EQ(failure_of([&] {
              database->write([](Session& session) { session.execute("INSERT INTO entry (id, n) VALUES (1, 666)"); });
            }),
            Kind::unknown_outcome);
  database->write([](Session& session) { add(session, 2); });  // and the next one works
  EXPECT_EQ(entries(*database), 1);
}

TEST_P(PostgresBook, ARefusedCommitIsNoUnknownOne) {
  make_table("CREATE TABLE part (id bigint REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED)");
  EXPECT_EQ(failure_of([&] { database->write([](Session& session) { session.execute("INSERT INTO part (id) VALUES (7)"); }); }),
            Kind::constraint);
}

TEST_P(PostgresBook, CutConnectionsComeBack) {
  make_table();
  database->write([](Session& session) { add(session, 1); });
  EXPECT_EQ(entries(*database), 1);
  for (std::int64_t i = 2; i < 5; ++i) {
    fresh.cut_connections();
    EXPECT_EQ(entries(*database), i - 1);
    database->write([&](Session& session) { add(session, i); });
  }
  // In the middle of something: it fails, and the next one works.
  EXPECT_EQ(failure_of([&] {
              database->write([&](Session& session) {
                add(session, 90);
                fresh.cut_connections();
                add(session, 91);
              });
            }),
            Kind::unreachable);
  EXPECT_EQ(failure_of([&] {
              database->read([&](Session& session) {
                session.query_integer("SELECT count(*) FROM entry");
                fresh.cut_connections();
                session.query_integer("SELECT count(*) FROM entry");
              });
            }),
            Kind::unreachable);
  EXPECT_EQ(entries(*database), 4);
}

TEST_P(PostgresBook, OthersHearWhatWasCommittedAndOneselfDoesNot) {
  Heard own, other;
  const auto second = open_database(fresh.url());
  database->listen([&](std::string_view text) { own(text); });
  second->listen([&](std::string_view text) { other(text); });
  EXPECT_TRUE(say_until_heard(*database, "first", other));
  EXPECT_TRUE(say_until_heard(*second, "back", own));
  EXPECT_THROW(database->write([](Session& session) { session.notify("never"); throw std::logic_error("no"); }), std::logic_error);
  database->write([](Session& session) { session.notify("last"); });
  EXPECT_TRUE(other.has("last"));
  for (const std::string& text : other.list()) EXPECT_NE(text, "never");
  for (const std::string& text : own.list()) EXPECT_EQ(text, "back");
  // Another book in the same database says nothing here.
  const FreshPostgres elsewhere;
  const auto stranger = open_database(elsewhere.url());
  stranger->write([](Session& session) { session.notify("of another book"); });
  database->write([](Session& session) { session.notify("after it"); });
  EXPECT_TRUE(other.has("after it"));
  for (const std::string& text : other.list()) EXPECT_NE(text, "of another book");
  database->listen({});
  second->listen({});
}

TEST_P(PostgresBook, WhoeverWasCutOffHearsThatHeMayHaveMissedSomething) {
  Heard heard;
  const auto second = open_database(fresh.url());
  second->listen([&](std::string_view text) { heard(text); });
  EXPECT_TRUE(say_until_heard(*database, "first", heard));
  fresh.cut_connections();
  EXPECT_TRUE(heard.has(""));
  EXPECT_TRUE(say_until_heard(*database, "again", heard));
  second->listen({});
}

TEST_P(PostgresBook, AServerThatIsNotThereIsUnreachable) {
  EXPECT_EQ(failure_of([] { open_database("postgresql://127.0.0.1:1/book"); }), Kind::unreachable);
  EXPECT_EQ(failure_of([] { open_database("postgresql:///book?host=/nowhere"); }), Kind::unreachable);
  EXPECT_EQ(failure_of([] { open_database("postgresql://h:1/book?colour=red"); }), Kind::bad_address);
  EXPECT_EQ(failure_of([&] { schema_version_at(fresh.url() + "&dbname=no_such_database"); }), Kind::unreachable);
  EXPECT_EQ(schema_version_at(fresh.url()), newest_schema_version());
  const FreshPostgres empty;
  EXPECT_EQ(schema_version_at(empty.url()), 0);
}

INSTANTIATE_TEST_SUITE_P(On, PostgresBook, ::testing::ValuesIn(other_engines_under_test()),
                         [](const ::testing::TestParamInfo<std::string>& info) { return info.param; });

}  // namespace
}  // namespace wheelhouse::storage::postgres
