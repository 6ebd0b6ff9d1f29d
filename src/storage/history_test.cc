// The history: a chain without gaps that any change breaks, and values that may be erased without breaking it.
#include "storage/history.h"

#include <random>

#include "storage/contract_for_tests.h"

namespace wheelhouse::storage {
namespace {

constexpr std::int64_t kWorkspace = 1;

class History : public ContractTest {
 protected:
  Event event(int number) {
    Event e;
    e.change_id = change_;
    e.recorded_at = {1'780'000'000'000 + number};
    e.at = {1'779'000'000'000 - number};
    if (number % 2) e.actor_id = actor_;
    e.verb = number % 3 ? "update" : "create";
    e.object_type = "note";
    e.object_id = object_;
    if (number % 4) e.account_id = account_;
    if (number % 4 == 1) e.opportunity_id = opportunity_;
    e.data = "{\"after\":{\"text\":\"第" + std::to_string(number) + "\"}}";
    return e;
  }
  void append(int count, std::int64_t workspace_id = kWorkspace) {
    book.write([&](Session& session) {
      HistoryWriter writer(session, workspace_id);
      for (int i = 0; i < count; ++i) {
        Event e = event(++appended_);
        writer.append(e);
      }
      writer.close();
    });
  }
  ChainReport verify(std::int64_t workspace_id = kWorkspace) {
    ChainReport report;
    book.database->read([&](Session& session) { report = verify_chain(session, workspace_id); });
    return report;
  }
  static void lift_guard(Session& session) {
    if (session.engine() == Engine::postgres) return session.run_script("ALTER TABLE event DISABLE TRIGGER USER");
    session.run_script("DROP TRIGGER IF EXISTS event_is_append_only_update");
    session.run_script("DROP TRIGGER IF EXISTS event_is_append_only_delete");
  }
  // What somebody with the file in his hands can do: the guards are of the program, the chain is not.
  void tamper(std::string_view sql, std::initializer_list<SqlValue> values = {}) {
    book.write([&](Session& session) {
      lift_guard(session);
      ASSERT_GT(session.execute(sql, values), 0) << sql;
    });
  }

  const Uuid change_ = make_uuid_v7(1), actor_ = make_uuid_v7(2), object_ = make_uuid_v7(3), account_ = make_uuid_v7(4),
             opportunity_ = make_uuid_v7(5);
  int appended_ = 0;
};

TEST_P(History, TheTimeOfWritingNeverFallsAlongTheChain) {
  // Requests that overtook each other within a writer and between two, and a clock that stepped back.
  const std::vector<std::int64_t> came{500, 300, 400}, came_later{200, 900, 100};
  for (const auto& times : {came, came_later})
    book.write([&](Session& session) {
      HistoryWriter writer(session, kWorkspace);
      for (const std::int64_t ms : times) {
        Event e = event(++appended_);
        e.recorded_at = {ms};
        writer.append(e);
      }
      writer.close();
    });
  std::vector<std::int64_t> recorded, after;
  book.database->read([&](Session& session) {
    for (const Event& e : latest_events(session, kWorkspace, 1000, 100)) recorded.insert(recorded.begin(), e.recorded_at.ms);
    visit_events_after(session, kWorkspace, {450}, [&](const Event& e) { after.push_back(e.seq); });
  });
  EXPECT_EQ(recorded, (std::vector<std::int64_t>{500, 500, 500, 500, 900, 900}));
  EXPECT_EQ(after, (std::vector<std::int64_t>{6, 5, 4, 3, 2, 1}));
  EXPECT_FALSE(verify().first_bad_seq);
}

TEST_P(History, NumbersHaveNoGapsOverManyWriters) {
  append(3);
  append(0);
  append(4);
  book.reopen();
  append(1);
  std::vector<std::int64_t> numbers;
  book.database->read([&](Session& session) {
    for (const Event& e : events_of_object(session, kWorkspace, object_, 1000, 100)) numbers.push_back(e.seq);
  });
  EXPECT_EQ(numbers, (std::vector<std::int64_t>{8, 7, 6, 5, 4, 3, 2, 1}));
  EXPECT_EQ(verify().events, 8);
  EXPECT_FALSE(verify().first_bad_seq);
}

TEST_P(History, AnEmptyHistoryIsWhole) {
  EXPECT_EQ(verify().events, 0);
  EXPECT_FALSE(verify().first_bad_seq);
}

TEST_P(History, EventsComeBackAsTheyWere) {
  append(5);
  book.database->read([&](Session& session) {
    const auto events = events_of_change(session, kWorkspace, change_);
    ASSERT_EQ(events.size(), 5u);
    for (int i = 0; i < 5; ++i) {
      const Event expected = event(i + 1);
      const Event& e = events[static_cast<std::size_t>(i)];
      EXPECT_EQ(e.seq, i + 1);
      EXPECT_EQ(e.recorded_at, expected.recorded_at);
      EXPECT_EQ(e.at, expected.at);
      EXPECT_EQ(e.actor_id, expected.actor_id);
      EXPECT_EQ(e.verb, expected.verb);
      EXPECT_EQ(e.object_type, expected.object_type);
      EXPECT_EQ(e.object_id, expected.object_id);
      EXPECT_EQ(e.account_id, expected.account_id);
      EXPECT_EQ(e.opportunity_id, expected.opportunity_id);
      EXPECT_EQ(e.data, expected.data);
      EXPECT_FALSE(e.erased);
    }
    EXPECT_EQ(latest_events(session, kWorkspace, 5, 2).front().seq, 4);
    EXPECT_EQ(latest_events(session, kWorkspace, 5, 2).size(), 2u);
    EXPECT_EQ(events_of_account(session, kWorkspace, account_, 100, 100).size(), 4u);  // 4 has none
    std::vector<std::int64_t> after;
    visit_events_after(session, kWorkspace, event(3).recorded_at, [&](const Event& e) { after.push_back(e.seq); });
    EXPECT_EQ(after, (std::vector<std::int64_t>{5, 4}));
  });
}

TEST_P(History, WorkspacesHaveChainsOfTheirOwn) {
  append(3, 1);
  append(2, 2);
  append(1, 1);
  EXPECT_EQ(verify(1).events, 4);
  EXPECT_EQ(verify(2).events, 2);
  tamper("UPDATE event SET verb = 'delete' WHERE workspace_id = 2 AND seq = 1");
  EXPECT_FALSE(verify(1).first_bad_seq);
  EXPECT_EQ(verify(2).first_bad_seq, 1);
}

TEST_P(History, TheProgramItselfCannotChangeAnEvent) {
  append(2);
  EXPECT_TRUE(failure_of([&] { book.write([](Session& s) { s.execute("UPDATE event SET verb = 'create' WHERE seq = 1"); }); }).has_value());
  EXPECT_TRUE(failure_of([&] { book.write([](Session& s) { s.execute("DELETE FROM event WHERE seq = 1"); }); }).has_value());
  EXPECT_FALSE(verify().first_bad_seq);
}

// TRUST R-24: flip, delete, swap, insert, cut the tail.
TEST_P(History, AFlippedFieldIsNamed) {
  const std::pair<const char*, SqlValue> flips[] = {{"change_id", actor_},
                                                    {"recorded_at", std::int64_t{1}},
                                                    {"at", std::int64_t{1}},
                                                    {"actor_id", change_},
                                                    {"verb", std::string("delete")},
                                                    {"object_type", std::string("call")},
                                                    {"object_id", change_},
                                                    {"account_id", change_},
                                                    {"opportunity_id", change_},
                                                    {"undo_of", change_},
                                                    {"job_id", change_},
                                                    {"actor_id", SqlValue()},
                                                    {"account_id", SqlValue()}};
  for (const auto& [column, value] : flips) {
    SCOPED_TRACE(column);
    TestBook fresh(GetParam());
    std::swap(fresh.database, book.database);
    appended_ = 0;
    append(9);
    tamper("UPDATE event SET " + std::string(column) + " = ?1 WHERE seq = 5", {value});
    EXPECT_EQ(verify().first_bad_seq, 5);
    std::swap(fresh.database, book.database);
  }
}

TEST_P(History, AFlippedValueSaltOrHashIsNamed) {
  append(9);
  tamper("UPDATE event_value SET data = replace(data, '7', '8') WHERE seq = 7");
  EXPECT_EQ(verify().first_bad_seq, 7);
  tamper("UPDATE event_value SET salt = hash FROM event WHERE event.seq = event_value.seq AND event_value.seq = 6");
  EXPECT_EQ(verify().first_bad_seq, 6);
  tamper("UPDATE event SET digest = hash WHERE seq = 4");
  EXPECT_EQ(verify().first_bad_seq, 4);
  tamper("UPDATE event SET hash = digest WHERE seq = 2");
  EXPECT_EQ(verify().first_bad_seq, 2);
}

TEST_P(History, ADeletedEventIsMissed) {
  append(9);
  tamper("DELETE FROM event WHERE seq = 5");
  EXPECT_EQ(verify().first_bad_seq, 6);
}

TEST_P(History, SwappedEventsAreSeen) {
  append(9);
  tamper("UPDATE event SET seq = -1 WHERE seq = 4");
  tamper("UPDATE event SET seq = 4 WHERE seq = 6");
  tamper("UPDATE event SET seq = 6 WHERE seq = -1");
  EXPECT_EQ(verify().first_bad_seq, 4);
}

TEST_P(History, SwappedValuesAreSeen) {
  append(9);
  tamper("UPDATE event_value SET seq = -1 WHERE seq = 4");
  tamper("UPDATE event_value SET seq = 4 WHERE seq = 6");
  tamper("UPDATE event_value SET seq = 6 WHERE seq = -1");
  EXPECT_EQ(verify().first_bad_seq, 4);
}

TEST_P(History, AnEventPushedInIsSeen) {
  append(9);
  tamper("UPDATE event SET seq = seq + 100 WHERE seq > 5");
  tamper("UPDATE event SET seq = seq - 99 WHERE seq > 100");
  tamper("INSERT INTO event (workspace_id, seq, change_id, recorded_at, at, verb, object_type, object_id, digest, hash) "
         "SELECT workspace_id, 6, change_id, recorded_at, at, verb, object_type, object_id, digest, hash FROM event WHERE seq = 5");
  EXPECT_EQ(verify().first_bad_seq, 6);
}

TEST_P(History, ACutTailIsMissed) {
  append(9);
  tamper("DELETE FROM event WHERE seq > 6");
  tamper("DELETE FROM event_value WHERE seq > 6");
  EXPECT_EQ(verify().first_bad_seq, 7);
}

TEST_P(History, AHistoryCutToNothingIsMissed) {
  append(3);
  tamper("DELETE FROM event");
  EXPECT_EQ(verify().first_bad_seq, 1);
}

TEST_P(History, EventsWrittenAfterACutDoNotHideIt) {
  append(9);
  tamper("DELETE FROM event WHERE seq > 6");
  tamper("DELETE FROM event_value WHERE seq > 6");
  append(5);
  EXPECT_TRUE(verify().first_bad_seq.has_value());
}

TEST_P(History, AnyRandomTamperingIsSeen) {
  std::mt19937 random(24);
  append(40);
  const auto number = [&](int most) { return std::int64_t{std::uniform_int_distribution<int>(1, most)(random)}; };
  for (int i = 0; i < 60; ++i) {
    SCOPED_TRACE(i);
    // Each in a savepoint of its own that is taken back, so that every try starts from the whole chain.
    struct Enough {};
    EXPECT_THROW(
        book.write([&](Session& session) {
          lift_guard(session);
          const std::int64_t at = number(40);
          switch (number(4)) {
            case 1: session.execute("UPDATE event SET recorded_at = recorded_at + ?1 WHERE seq = ?2", {number(9), at}); break;
            case 2: session.execute("DELETE FROM event WHERE seq = ?1", {at}); break;
            case 3: session.execute("UPDATE event_value SET data = data || ' ' WHERE seq = ?1", {at}); break;
            default: session.execute("DELETE FROM event WHERE seq >= ?1", {at}); break;
          }
          EXPECT_TRUE(verify_chain(session, kWorkspace).first_bad_seq.has_value());
          throw Enough{};
        }),
        Enough);
  }
  EXPECT_FALSE(verify().first_bad_seq);
}

TEST_P(History, ErasedValuesLeaveTheChainWhole) {
  append(9);
  book.write([](Session& session) { session.execute("UPDATE event_value SET salt = NULL, data = NULL WHERE seq IN (3, 4)"); });
  const ChainReport report = verify();
  EXPECT_EQ(report.events, 9);
  EXPECT_EQ(report.erased, 2);
  EXPECT_FALSE(report.first_bad_seq);
  book.database->read([&](Session& session) {
    const auto events = events_of_change(session, kWorkspace, change_);
    EXPECT_TRUE(events[2].erased);
    EXPECT_EQ(events[2].data, "");
    EXPECT_FALSE(events[4].erased);
  });
  append(2);
  EXPECT_EQ(verify().events, 11);
  // What is erased is not found again in the file, nor guessed from its digest: the salt is gone too.
  tamper("UPDATE event SET verb = 'create' WHERE seq = 4");
  EXPECT_EQ(verify().first_bad_seq, 4);
}

TEST_P(History, EqualValuesHaveDifferentDigests) {
  append(1);
  appended_ = 0;
  append(1);
  EXPECT_EQ(book.count("SELECT count(DISTINCT digest) FROM event"), 2);
}

TEST_P(History, TheLastWordOfUndoAndRedoCounts) {
  const auto change = [&](const Uuid& id, std::optional<Uuid> undo_of) {
    book.write([&](Session& session) {
      HistoryWriter writer(session, kWorkspace);
      Event e = event(++appended_);
      e.change_id = id;
      e.undo_of = undo_of;
      writer.append(e);
      writer.close();
    });
  };
  const auto undone = [&](const Uuid& id) {
    bool answer = false;
    book.database->read([&](Session& session) { answer = is_undone(session, kWorkspace, id); });
    return answer;
  };
  const Uuid first = make_uuid_v7(10), undo = make_uuid_v7(11), redo = make_uuid_v7(12), again = make_uuid_v7(13);
  change(first, std::nullopt);
  EXPECT_FALSE(undone(first));
  change(undo, first);
  EXPECT_TRUE(undone(first));
  change(redo, undo);
  EXPECT_FALSE(undone(first));
  EXPECT_TRUE(undone(undo));
  change(again, first);
  EXPECT_TRUE(undone(first));
}

// Many tasks of one group commit append one after the other; one that fails takes its numbers with it.
TEST_P(History, ATaskThatFailsLeavesNoGap) {
  append(2);
  EXPECT_THROW(book.write([&](Session& session) {
    HistoryWriter writer(session, kWorkspace);
    Event e = event(++appended_);
    writer.append(e);
    writer.close();
    throw std::runtime_error("refused");
  }), std::runtime_error);
  append(2);
  EXPECT_EQ(verify().events, 4);
  EXPECT_FALSE(verify().first_bad_seq);
}

WH_ON_EVERY_ENGINE(History);

}  // namespace
}  // namespace wheelhouse::storage
