#include "storage/copy_book.h"

#include "storage/contract_for_tests.h"
#include "storage/history.h"
#include "storage/search_store.h"
#include "storage/search_terms.h"

namespace wheelhouse::storage {
namespace {

constexpr int kEvents = 2'600;  // several batches

// From SQLite to the engine under test and back.
class CopyBook : public ContractTest {
 protected:
  TestBook from{"sqlite"};

  void fill() {
    from.write([](Session& session) {
      session.execute("INSERT INTO workspace (id, name, currency, locale, time_zone, book, created_at) "
                      "VALUES (1, '方向盘', 'CNY', 'zh-CN', 'Asia/Shanghai', 'own', 7)");
      HistoryWriter history(session, 1);
      for (int i = 0; i < kEvents; ++i) {
        Event event;
        event.change_id = make_uuid_v7(i);
        event.recorded_at = event.at = {i};
        event.verb = "create";
        event.object_type = "account";
        event.object_id = make_uuid_v7(i);
        if (i % 3) event.account_id = make_uuid_v7(i);
        event.data = "{\"after\":{\"name\":\"" + std::string(i % 7 ? "O'Brien \\\\ 海天" : "") + "\"}}";
        history.append(event);
        if (i % 10 == 0) add_search_entry(session, 1, 0, event.object_id, std::nullopt, event.object_id, "海天 " + std::to_string(i));
      }
      history.close();
      const std::string every_byte = [] {
        std::string bytes;
        for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
        return bytes;
      }();
      session.execute("INSERT INTO api_key (key_hash, workspace_id, id, user_id, label, scope, created_at) "
                      "VALUES (?1, 1, ?2, ?2, '', 'all', 0)",
                      {Bytes{every_byte}, make_uuid_v7(1)});
    });
  }
  static std::int64_t hits(TestBook& book) {
    std::int64_t n = 0;
    book.database->read([&](Session& session) {
      visit_search_hits(session, 1, search_expressions(text::parse_query("海天"), "海天").inside, [&](SearchHit&&) { return ++n > 0; });
    });
    return n;
  }
  static CopyRefused::Reason refusal_of(Database& a, Database& b) {
    try {
      copy_book(a, b, [](const CopyProgress&) {});
    } catch (const CopyRefused& refused) {
      return refused.reason;
    }
    throw std::logic_error("it was not refused");
  }
};

TEST_P(CopyBook, AWholeBookThereAndBack) {
  fill();
  std::int64_t done = 0, calls = 0;
  const CopyReport there = copy_book(*from.database, *book.database, [&](const CopyProgress& progress) {
    EXPECT_GT(progress.done, done);
    EXPECT_LE(progress.done, progress.total);
    done = progress.done;
    ++calls;
  });
  EXPECT_GT(calls, 5);
  EXPECT_EQ(there.rows, done);
  EXPECT_FALSE(there.resumed);
  EXPECT_EQ(hits(book), kEvents / 10);
  book.database->read([](Session& session) {
    const ChainReport chain = verify_chain(session, 1);
    EXPECT_EQ(chain.events, kEvents);
    EXPECT_FALSE(chain.first_bad_seq);
    EXPECT_FALSE(is_unfinished_copy(session));
  });
  TestBook back("sqlite");
  copy_book(*book.database, *back.database, [](const CopyProgress&) {});
  EXPECT_EQ(hits(back), kEvents / 10);
  back.database->read([](Session& session) { EXPECT_FALSE(verify_chain(session, 1).first_bad_seq); });
  // The copy lives: the next event and the next entry follow on.
  back.write([](Session& session) {
    HistoryWriter history(session, 1);
    Event event;
    event.verb = "create";
    event.object_type = "account";
    event.data = "{}";
    history.append(event);
    history.close();
    EXPECT_EQ(event.seq, kEvents + 1);
    add_search_entry(session, 1, 0, make_uuid_v7(9), std::nullopt, std::nullopt, "海天");
  });
  EXPECT_EQ(hits(back), kEvents / 10 + 1);
}

TEST_P(CopyBook, CutOffAnywhereItIsTakenUpAgain) {
  fill();
  struct Cut {};
  int left = 0, cuts = 0;
  for (bool finished = false; !finished; ++cuts) {
    ASSERT_LT(cuts, 20);
    left = 2;
    try {
      const CopyReport report = copy_book(*from.database, *book.database, [&](const CopyProgress&) {
        if (--left == 0) throw Cut{};
      });
      finished = true;
      EXPECT_TRUE(report.resumed);
    } catch (const Cut&) {
      book.database->read([](Session& session) { EXPECT_TRUE(is_unfinished_copy(session)); });
      book.reopen();
    }
  }
  EXPECT_GT(cuts, 4);
  EXPECT_EQ(hits(book), kEvents / 10);
  book.database->read([](Session& session) { EXPECT_FALSE(verify_chain(session, 1).first_bad_seq); });
}

TEST_P(CopyBook, NotOverSomethingElse) {
  fill();
  book.write([](Session& session) {
    session.execute("INSERT INTO teams (workspace_id, id, version, created_at, updated_at, name) VALUES (1, ?1, 1, 0, 0, 'Ours')",
                    {make_uuid_v7(1)});
  });
  EXPECT_EQ(refusal_of(*from.database, *book.database), CopyRefused::Reason::target_not_empty);
  EXPECT_EQ(book.count("SELECT count(*) FROM teams"), 1);
  EXPECT_EQ(book.count("SELECT count(*) FROM event"), 0);
  book.database->read([](Session& session) { EXPECT_FALSE(is_unfinished_copy(session)); });
}

TEST_P(CopyBook, NotTheRestOfAnotherBook) {
  fill();
  struct Cut {};
  EXPECT_THROW(copy_book(*from.database, *book.database, [](const CopyProgress&) { throw Cut{}; }), Cut);
  from.write([](Session& session) {
    HistoryWriter history(session, 1);
    Event event;
    event.verb = "create";
    event.object_type = "account";
    event.data = "{}";
    history.append(event);
    history.close();
  });
  EXPECT_EQ(refusal_of(*from.database, *book.database), CopyRefused::Reason::source_changed);
}

// What was changed in the target behind the copy's back is found, wherever it stands in a row.
TEST_P(CopyBook, ADifferenceIsFound) {
  fill();
  struct Cut {};
  bool cut = false;
  EXPECT_THROW(copy_book(*from.database, *book.database,
                         [&](const CopyProgress& progress) {
                           cut = cut || progress.table == "workspace";  // the last table
                           if (cut) throw Cut{};
                         }),
               Cut);
  book.write([](Session& session) { session.execute("UPDATE event_value SET data = data || ' ' WHERE seq = 17"); });
  EXPECT_EQ(refusal_of(*from.database, *book.database), CopyRefused::Reason::differs);
  book.write([](Session& session) { session.execute("UPDATE event_value SET data = substr(data, 1, length(data) - 1) WHERE seq = 17"); });
  EXPECT_TRUE(copy_book(*from.database, *book.database, [](const CopyProgress&) {}).resumed);
}

WH_ON_EVERY_ENGINE(CopyBook);

}  // namespace
}  // namespace wheelhouse::storage
