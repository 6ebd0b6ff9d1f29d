// What every engine owes of a session: values come back as they went in, statements may be nested, counts of rows are true.
#include <limits>
#include <set>

#include "storage/contract_for_tests.h"
#include "storage/migrations/migrate.h"

namespace wheelhouse::storage {
namespace {

class SessionContract : public ContractTest {
 protected:
  void SetUp() override {
    book.write([](Session& session) {
      std::string text = "CREATE TABLE thing (id bigint PRIMARY KEY, whole bigint, part {real}, words {text}, ref {id}, raw {bytes})";
      const bool sqlite = session.engine() == Engine::sqlite;
      const auto replace = [&](std::string_view what, std::string_view by) { text.replace(text.find(what), what.size(), by); };
      replace("{text}", sqlite ? "TEXT" : "text COLLATE \"C\"");
      replace("{real}", sqlite ? "REAL" : "double precision");
      replace("{id}", sqlite ? "BLOB" : "uuid");
      replace("{bytes}", sqlite ? "BLOB" : "bytea");
      session.run_script(text);
    });
  }

  // Writes one value into `column` in one transaction and reads it in another.
  template <class Read>
  auto back(std::string_view column, SqlValue value, Read&& read) {
    std::optional<std::remove_cvref_t<decltype(read(std::declval<const RowReader&>()))>> result;
    const std::string insert = "INSERT INTO thing (id, " + std::string(column) + ") VALUES (?1, ?2)";
    const std::string select = "SELECT " + std::string(column) + " FROM thing WHERE id = ?1";
    const std::int64_t id = ++last_id_;
    book.write([&](Session& session) { session.execute(insert, {id, value}); });
    book.database->read([&](Session& session) { session.query_first(select, {id}, [&](const RowReader& row) { result = read(row); }); });
    return result.value();
  }
  std::int64_t last_id_ = 0;
};

TEST_P(SessionContract, WholeNumbersToTheirEnds) {
  for (const std::int64_t value : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{9'000'000'000}, (std::int64_t{1} << 53) + 1,
                                   std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()})
    EXPECT_EQ(back("whole", value, [](const RowReader& row) { return row.integer(0); }), value);
}

TEST_P(SessionContract, RealNumbersToTheLastBit) {
  for (const double value : {0.0, 0.1, -1.5, 1.0 / 3, 1e308, 5e-324, 9007199254740993.0, std::numeric_limits<double>::max()})
    EXPECT_EQ(back("part", value, [](const RowReader& row) { return row.real(0); }), value);
}

TEST_P(SessionContract, TextByteForByte) {
  std::string long_text;
  while (long_text.size() < (1u << 20)) long_text += "方向盘 wheelhouse ";
  for (const std::string& value :
       {std::string("plain"), std::string(), std::string("  blanks  "), std::string("it's \"quoted\" ?1 $1 %s \\ ;--"),
        std::string("龘𠮷é🙂\u200d\u202e"), std::string("line\nline\r\n\ttab"), long_text}) {
    EXPECT_EQ(back("words", std::string_view(value), [](const RowReader& row) { return std::string(row.text(0)); }), value);
    EXPECT_EQ(back("words", value, [](const RowReader& row) { return std::string(row.text(0)); }), value);
  }
}

TEST_P(SessionContract, BytesOfEveryValue) {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  for (const std::string& value : {all, std::string(), std::string("\0", 1)})
    EXPECT_EQ(back("raw", Bytes{value}, [](const RowReader& row) { return std::string(row.text(0)); }), value);
}

TEST_P(SessionContract, IdsKeepTheirBytesAndTheirOrder) {
  Uuid all_ones;
  all_ones.bytes.fill(0xFF);
  std::vector<Uuid> ids{Uuid{}, make_uuid_v7(1), make_uuid_v7(1'780'000'000'000), make_uuid_v7(1'780'000'000'001), all_ones};
  for (const Uuid& id : ids) EXPECT_EQ(back("ref", id, [](const RowReader& row) { return row.id(0); }), id);
  std::vector<Uuid> ordered;
  book.database->read([&](Session& session) {
    session.query("SELECT ref FROM thing WHERE ref IS NOT NULL ORDER BY ref", {},
                  [&](const RowReader& row) { ordered.push_back(row.id(0)); });
  });
  EXPECT_EQ(ordered, ids);
}

TEST_P(SessionContract, NothingIsNotEmptyAndNotZero) {
  for (const std::string_view column : {"whole", "part", "words", "ref", "raw"}) {
    SCOPED_TRACE(column);
    EXPECT_TRUE(back(column, SqlValue(), [](const RowReader& row) { return row.is_null(0); }));
  }
  EXPECT_FALSE(back("words", std::string_view(), [](const RowReader& row) { return row.is_null(0); }));
  EXPECT_FALSE(back("whole", std::int64_t{0}, [](const RowReader& row) { return row.is_null(0); }));
  EXPECT_FALSE(back("raw", Bytes{}, [](const RowReader& row) { return row.is_null(0); }));
  EXPECT_EQ(book.count("SELECT count(*) FROM thing WHERE words IS NULL"), last_id_ - 1);
}

TEST_P(SessionContract, TextIsComparedByItsBytes) {
  book.write([](Session& session) {
    std::int64_t id = 0;
    for (const std::string_view word : {"b", "a", "Z", "é", "中", "~", ""})
      session.execute("INSERT INTO thing (id, words) VALUES (?1, ?2)", {++id, word});
  });
  std::string order;
  book.database->read([&](Session& session) {
    session.query("SELECT words FROM thing ORDER BY words", {}, [&](const RowReader& row) { order += std::string(row.text(0)) + ","; });
  });
  EXPECT_EQ(order, ",Z,a,b,~,é,中,");  // lists promise one order on every engine: sort keys are made for it
}

TEST_P(SessionContract, AStatementMayRunAgainInsideItsOwnVisitor) {
  book.write([](Session& session) {
    for (std::int64_t i = 1; i <= 3; ++i) session.execute("INSERT INTO thing (id, whole) VALUES (?1, ?2)", {i, i % 3 + 1});
  });
  std::vector<std::int64_t> path;
  book.database->read([&](Session& session) {
    const std::string_view sql = "SELECT id, whole FROM thing WHERE id >= ?1 ORDER BY id";
    session.query(sql, {std::int64_t{1}}, [&](const RowReader& outer) {
      const std::int64_t id = outer.integer(0), next = outer.integer(1);
      path.push_back(id);
      session.query(sql, {next}, [&](const RowReader& inner) {
        path.push_back(inner.integer(0) * 10);
        session.query(sql, {std::int64_t{3}}, [&](const RowReader& innermost) { path.push_back(innermost.integer(0) * 100); });
        return false;
      });
      EXPECT_EQ(outer.integer(0), id);  // the outer row has not moved
    });
  });
  EXPECT_EQ(path, (std::vector<std::int64_t>{1, 20, 300, 2, 30, 300, 3, 10, 300}));
}

TEST_P(SessionContract, AStatementWorksAgainAfterItsVisitorThrew) {
  book.write([](Session& session) {
    for (std::int64_t i = 1; i <= 3; ++i) session.execute("INSERT INTO thing (id) VALUES (?1)", {i});
  });
  book.database->read([&](Session& session) {
    const std::string_view sql = "SELECT id FROM thing ORDER BY id";
    EXPECT_THROW(session.query(sql, {}, [](const RowReader&) { throw std::logic_error("enough"); }), std::logic_error);
    std::int64_t sum = 0;
    session.query(sql, {}, [&](const RowReader& row) { sum += row.integer(0); });
    EXPECT_EQ(sum, 6);
  });
}

TEST_P(SessionContract, AVisitorThatReturnsFalseStops) {
  book.write([](Session& session) {
    for (std::int64_t i = 1; i <= 5; ++i) session.execute("INSERT INTO thing (id) VALUES (?1)", {i});
  });
  int visited = 0;
  book.database->read([&](Session& session) {
    session.query("SELECT id FROM thing ORDER BY id", {}, [&](const RowReader& row) { ++visited; return row.integer(0) < 3; });
    EXPECT_TRUE(session.query_first("SELECT id FROM thing ORDER BY id", {}, [&](const RowReader& row) { EXPECT_EQ(row.integer(0), 1); }));
    EXPECT_FALSE(session.query_first("SELECT id FROM thing WHERE id > 5", {}, [](const RowReader&) { FAIL(); }));
  });
  EXPECT_EQ(visited, 3);
}

TEST_P(SessionContract, ChangedRowsAreCounted) {
  book.write([](Session& session) {
    for (std::int64_t i = 1; i <= 5; ++i) EXPECT_EQ(session.execute("INSERT INTO thing (id, whole) VALUES (?1, 0)", {i}), 1);
    EXPECT_EQ(session.execute("UPDATE thing SET whole = 1 WHERE id > ?1", {std::int64_t{2}}), 3);
    EXPECT_EQ(session.execute("UPDATE thing SET whole = 2 WHERE id > ?1", {std::int64_t{9}}), 0);
    EXPECT_EQ(session.execute("INSERT INTO thing (id) VALUES (1) ON CONFLICT DO NOTHING"), 0);
    EXPECT_EQ(session.execute("DELETE FROM thing WHERE whole = ?1", {std::int64_t{1}}), 3);
  });
}

TEST_P(SessionContract, AnAnswerOfNothingIsTheOtherwise) {
  book.database->read([](Session& session) {
    EXPECT_EQ(session.query_integer("SELECT max(whole) FROM thing", {}, -7), -7);
    EXPECT_EQ(session.query_integer("SELECT whole FROM thing", {}, -7), -7);
    EXPECT_EQ(session.query_integer("SELECT count(*) FROM thing", {}, -7), 0);
  });
}

// Lists combine filters into many texts; no cache may run full or mix them up, not even while an early one is still read.
TEST_P(SessionContract, AThousandDifferentStatementsStayApart) {
  book.write([](Session& session) {
    for (std::int64_t i = 0; i < 3; ++i) session.execute("INSERT INTO thing (id) VALUES (?1)", {i});
  });
  book.database->read([](Session& session) {
    std::int64_t outer_rows = 0;
    session.query("SELECT id FROM thing ORDER BY id", {}, [&](const RowReader& row) {
      EXPECT_EQ(row.integer(0), outer_rows++);
      for (int i = 0; i < 1000; ++i)
        ASSERT_EQ(session.query_integer("SELECT " + std::to_string(i) + " FROM thing WHERE id = ?1", {std::int64_t{1}}), i);
    });
    EXPECT_EQ(outer_rows, 3);
  });
}

TEST_P(SessionContract, AFaultInTheTextIsAnErrorOfStorage) {
  EXPECT_TRUE(failure_of([&] { book.database->read([](Session& session) { session.execute("SELEKT 1"); }); }).has_value());
  EXPECT_TRUE(failure_of([&] { book.database->read([](Session& session) { session.execute("SELECT * FROM nowhere"); }); }).has_value());
  EXPECT_EQ(book.count("SELECT 1"), 1);
}

// As many parameters as the widest record needs, and more than one digit in their numbers.
TEST_P(SessionContract, ParametersAreTakenByNumber) {
  std::string sql = "SELECT ?40 - ?1";
  std::vector<SqlValue> values;
  for (std::int64_t i = 1; i <= 40; ++i) {
    values.emplace_back(i * i);
    if (i > 1 && i < 40) sql += " + 0 * ?" + std::to_string(i);
  }
  std::int64_t answer = 0;
  book.database->read([&](Session& session) { session.query(sql, values, [&](const RowReader& row) { answer = row.integer(0); }); });
  EXPECT_EQ(answer, 1599);
}

WH_ON_EVERY_ENGINE(SessionContract);

}  // namespace
}  // namespace wheelhouse::storage
