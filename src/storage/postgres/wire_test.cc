#include "storage/postgres/wire.h"

#include <gtest/gtest.h>

#include <limits>

#include "storage/contract_for_tests.h"
#include "storage/postgres/search_terms.h"

namespace wheelhouse::storage::postgres {
namespace {

TEST(PostgresWire, ParametersAreNumberedInPostgresWay) {
  EXPECT_EQ(numbered_text("SELECT ?1, '?2', \"?3\", 'it''s ?4' FROM t WHERE a = ?12"),
            "SELECT $1, '?2', \"?3\", 'it''s ?4' FROM t WHERE a = $12");
}

TEST(PostgresTerms, PhrasesBecomeQueries) {
  EXPECT_EQ(terms_query("\"k:0\""), "('k:0')");
  EXPECT_EQ(terms_query("(\"o:-\" OR \"o:1\") AND ((\"w:a w:b\" *))"), "(('o:-') | ('o:1')) & ((('w:a' <-> 'w:b':*)))");
  EXPECT_EQ(terms_query("\"w:it's\\x\""), "('w:it''s\\\\x')");
}

class PostgresRows : public ContractTest {};

// Sums of bigint are numeric on the wire.
TEST_P(PostgresRows, NumbersOfEveryKind) {
  const auto answer = [&](const std::string& sql) {
    std::int64_t number = -1;
    book.database->read([&](Session& session) { number = session.query_integer(sql); });
    return number;
  };
  for (const std::int64_t value : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{9'999}, std::int64_t{10'000},
                                   std::int64_t{100'000'000}, std::int64_t{-1'234'567'890'123}, std::numeric_limits<std::int64_t>::max(),
                                   std::numeric_limits<std::int64_t>::min()})
    EXPECT_EQ(answer("SELECT CAST('" + std::to_string(value) + "' AS numeric)"), value);
  EXPECT_EQ(answer("SELECT 12345.9"), 12'345);
  EXPECT_EQ(answer("SELECT -12345.9"), -12'345);
  EXPECT_EQ(answer("SELECT 0.00001234"), 0);
  EXPECT_EQ(answer("SELECT 1 = 1"), 1);
  EXPECT_EQ(answer("SELECT CAST(7 AS smallint)"), 7);
  EXPECT_EQ(failure_of([&] { answer("SELECT CAST('9223372036854775808' AS numeric)"); }), StorageError::Kind::other);
  EXPECT_EQ(failure_of([&] { answer("SELECT 'seven'"); }), StorageError::Kind::other);
  book.database->read([&](Session& session) {
    session.query_first("SELECT 2.5, CAST('-12345678.125' AS numeric), 7", {}, [](const RowReader& row) {
      EXPECT_EQ(row.real(0), 2.5);
      EXPECT_EQ(row.real(1), -12345678.125);
      EXPECT_EQ(row.text(2), "7");
      EXPECT_EQ(row.real(2), 7.0);
    });
  });
}

INSTANTIATE_TEST_SUITE_P(On, PostgresRows, ::testing::ValuesIn(other_engines_under_test()),
                         [](const ::testing::TestParamInfo<std::string>& info) { return info.param; });

}  // namespace
}  // namespace wheelhouse::storage::postgres
