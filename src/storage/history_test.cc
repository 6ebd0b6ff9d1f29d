// The history: a chain without gaps that any change breaks, and values that may be erased without breaking it.
#include "storage/history.h"

#include <map>
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
  // What somebody with the file in his hands can do: the guards are of the program, the chain is not.
  void tamper(std::string_view sql, std::initializer_list<SqlValue> values = {}) {
    book.write([&](Session& session) {
      if (session.engine() == Engine::sqlite) {
        session.run_script("DROP TRIGGER IF EXISTS event_is_append_only_update");
        session.run_script("DROP TRIGGER IF EXISTS event_is_append_only_delete");
      }
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

TEST_P(History, ValuesThatAreGoneAreNotErasedOnes) {
  append(9);
  tamper("DELETE FROM event_value WHERE seq = 5");
  EXPECT_EQ(verify().first_bad_seq, 5);
}

TEST_P(History, ValuesHalfErasedOrOfNoEventAreSeen) {
  append(9);
  tamper("UPDATE event_value SET data = NULL WHERE seq = 5");
  EXPECT_EQ(verify().first_bad_seq, 5);
  tamper("UPDATE event_value SET salt = NULL WHERE seq = 5");  // now as erasing leaves it
  EXPECT_FALSE(verify().first_bad_seq);
  tamper("INSERT INTO event_value (workspace_id, seq, data) VALUES (1, 99, 'x')");
  EXPECT_EQ(verify().first_bad_seq, 99);
}

// Whoever cuts the tail off and forges the note of its end as well is found out by a head that somebody wrote down.
TEST_P(History, AKnownLinkFindsAForgedEnd) {
  append(9);
  const Hash noted = verify().head;
  append(4);
  const auto knows = [&](const Hash& link) {
    ChainReport report;
    book.database->read([&](Session& session) { report = verify_chain(session, kWorkspace, link); });
    return report.has_known_link;
  };
  EXPECT_TRUE(knows(noted));
  EXPECT_TRUE(knows(verify().head));
  EXPECT_FALSE(knows(Hash{}));
  tamper("DELETE FROM event WHERE seq > 8");
  tamper("DELETE FROM event_value WHERE seq > 8");
  tamper("UPDATE event_head SET seq = 8, hash = (SELECT hash FROM event WHERE event.seq = 8)");
  EXPECT_FALSE(verify().first_bad_seq);  // in itself it is whole
  EXPECT_FALSE(knows(noted));
}

TEST_P(History, HeadsAreThoseOfEveryWorkspace) {
  append(3, 1);
  append(2, 7);
  book.database->read([&](Session& session) {
    const auto heads = chain_heads(session);
    ASSERT_EQ(heads.size(), 2u);
    EXPECT_EQ(heads[0], (ChainHead{1, 3, verify_chain(session, 1).head}));
    EXPECT_EQ(heads[1], (ChainHead{7, 2, verify_chain(session, 7).head}));
    EXPECT_EQ(parse_hash(to_hex(heads[1].hash)), heads[1].hash);
  });
  EXPECT_FALSE(parse_hash(std::string(63, 'a')));
  EXPECT_FALSE(parse_hash(std::string(64, 'g')));
}

// TRUST R-24, 500 over one book: each changes something that stands in the chain, and each is seen no later than where it was done.
TEST_P(History, AnyRandomTamperingIsSeen) {
  std::mt19937 random(24);
  constexpr int kEvents = 120;
  const char* factor = std::getenv("WHEELHOUSE_TRIALS");  // 20 for a release
  const int kTamperings = 500 * (factor ? std::max(1, std::atoi(factor)) : 1);
  append(kEvents);
  const auto number = [&](int least, int most) { return std::int64_t{std::uniform_int_distribution<int>(least, most)(random)}; };
  // One bit of one column of one row; what is no number is flipped in its first byte, which every value has.
  const auto flip = [&](Session& session, std::int64_t seq) {
    static constexpr std::pair<const char*, const char*> columns[] = {
        {"event", "recorded_at"}, {"event", "at"},        {"event", "verb"},       {"event", "object_type"}, {"event", "change_id"},
        {"event", "object_id"},   {"event", "digest"},    {"event", "hash"},       {"event_value", "salt"},  {"event_value", "data"},
        {"event", "actor_id"},    {"event", "account_id"}};
    const auto& [table, column] = columns[number(0, std::size(columns) - 1)];
    const std::string where = std::string(" WHERE workspace_id = 1 AND seq = ?1"), name(column);
    if (name == "recorded_at" || name == "at")
      return session.execute("UPDATE " + std::string(table) + " SET " + name + " = " + name + " + ?2" + where,
                             {seq, std::int64_t{1} << number(0, 40)});
    std::string value;
    session.query_first("SELECT " + name + " FROM " + table + where, {seq}, [&](const RowReader& row) {
      if (!row.is_null(0)) value = row.text(0);
    });
    const bool is_id = name.ends_with("_id");
    if (value.empty()) value.assign(16, 'x');  // nobody did it, nobody's account: now somebody's
    else value[static_cast<std::size_t>(number(0, static_cast<int>(value.size()) - 1))] ^= static_cast<char>(is_id ? 1 << number(0, 7) : 1);
    const std::string set = "UPDATE " + std::string(table) + " SET " + name + " = ?2" + where;
    if (is_id) return session.execute(set, {seq, Uuid::from_view(value)});
    if (name == "verb" || name == "object_type" || name == "data") return session.execute(set, {seq, std::string_view(value)});
    return session.execute(set, {seq, Bytes{value}});
  };
  const auto exchange = [](Session& session, const char* table, std::int64_t one, std::int64_t other) {
    const std::string move = "UPDATE " + std::string(table) + " SET seq = ?2 WHERE workspace_id = 1 AND seq = ?1";
    session.execute(move, {one, std::int64_t{-1}});
    session.execute(move, {other, one});
    session.execute(move, {std::int64_t{-1}, other});
  };
  std::map<std::string, int> done;
  for (int i = 0; i < kTamperings; ++i) {
    SCOPED_TRACE(i);
    // Each in a transaction that is taken back, so that every try starts from the whole chain.
    struct Enough {};
    EXPECT_THROW(
        book.write([&](Session& session) {
          if (session.engine() == Engine::sqlite) {
            session.run_script("DROP TRIGGER IF EXISTS event_is_append_only_update");
            session.run_script("DROP TRIGGER IF EXISTS event_is_append_only_delete");
          }
          std::int64_t at = number(1, kEvents);
          switch (number(1, 6)) {
            case 1:
              ++done["flip"];
              EXPECT_EQ(flip(session, at), 1);
              break;
            case 2:
              ++done["delete"];
              session.execute("DELETE FROM event WHERE seq = ?1", {at});
              if (number(0, 1)) session.execute("DELETE FROM event_value WHERE seq = ?1", {at});
              break;
            case 3:
            case 4: {
              ++done["swap"];
              const std::int64_t other = at % kEvents + 1;
              const int which = static_cast<int>(number(1, 3));
              if (which & 1) exchange(session, "event", at, other);
              if (which & 2) exchange(session, "event_value", at, other);
              at = std::min(at, other);
              break;
            }
            case 5:
              ++done["insert"];
              session.execute("UPDATE event SET seq = seq + 1000 WHERE seq > ?1", {at});
              session.execute("UPDATE event SET seq = seq - 999 WHERE seq > 1000");
              session.execute(
                  "INSERT INTO event (workspace_id, seq, change_id, recorded_at, at, verb, object_type, object_id, digest, hash) SELECT "
                  "workspace_id, seq + 1, change_id, recorded_at, at, verb, object_type, object_id, digest, hash FROM event WHERE seq = ?1",
                  {at});
              ++at;
              break;
            default:
              ++done["cut"];
              session.execute("DELETE FROM event WHERE seq >= ?1", {at});
              if (number(0, 1)) session.execute("DELETE FROM event_value WHERE seq >= ?1", {at});
              if (number(0, 1)) session.execute("UPDATE event_head SET seq = ?1 - 1", {at});  // half a forgery
              break;
          }
          const auto report = verify_chain(session, kWorkspace);
          EXPECT_TRUE(report.first_bad_seq.has_value());
          EXPECT_GE(report.first_bad_seq.value_or(0), at);
          EXPECT_LE(report.first_bad_seq.value_or(0), at + 1);  // of one that is gone, its neighbour is the first that stands wrong
          throw Enough{};
        }),
        Enough);
  }
  for (const char* kind : {"flip", "delete", "swap", "insert", "cut"}) EXPECT_GT(done[kind], 50) << kind;
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
