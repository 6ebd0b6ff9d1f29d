#include "storage/postgres/statement_shape.h"

#include <gtest/gtest.h>

namespace wheelhouse::storage::postgres {
namespace {

using Values = std::vector<std::string_view>;

bool may_change(std::string_view change, const Values& changed, std::string_view question, const Values& asked) {
  Changes changes;
  changes.add(shape_of(change), changed);
  return changes.may_change(shape_of(question), asked);
}

constexpr std::string_view kById = "SELECT name FROM accounts WHERE workspace_id = ?1 AND id = ?2";

TEST(StatementShape, TellsQuestionsFromChanges) {
  EXPECT_TRUE(shape_of(kById).only_reads);
  EXPECT_TRUE(shape_of("WITH a AS (SELECT 1 AS x) SELECT x FROM a").only_reads);
  for (const char* sql : {"INSERT INTO notes (id) VALUES (?1)", "UPDATE notes SET body = ?1", "DELETE FROM notes", "SAVEPOINT task",
                          "COMMIT", "", "WITH gone AS (DELETE FROM notes RETURNING id) SELECT id FROM gone",
                          "SELECT id FROM notes FOR UPDATE", "SELECT pg_advisory_xact_lock(1)", "SELECT nextval('numbers')"})
    EXPECT_FALSE(shape_of(sql).only_reads) << sql;
}

TEST(StatementShape, KeepsWordsOfTextsOutAndNamesInQuotesIn) {
  const StatementShape shape = shape_of("SELECT 'notes' FROM \"calls\" WHERE kind = 'it''s a update'");
  EXPECT_TRUE(shape.only_reads);
  EXPECT_TRUE(shape.mentions("calls"));
  EXPECT_FALSE(shape.mentions("notes"));
}

TEST(Changes, OfAnotherTableChangeNoAnswer) {
  EXPECT_FALSE(may_change("INSERT INTO notes (workspace_id, id) VALUES (?1, ?2)", {"w", "a"}, kById, {"w", "a"}));
  EXPECT_TRUE(may_change("DELETE FROM accounts", {}, kById, {"w", "a"}));
}

TEST(Changes, OfAnotherRowChangeNoAnswerAboutOne) {
  EXPECT_TRUE(may_change("INSERT INTO accounts (workspace_id, id, name) VALUES (?1, ?2, ?3)", {"w", "a", "x"}, kById, {"w", "a"}));
  EXPECT_FALSE(may_change("INSERT INTO accounts (workspace_id, id, name) VALUES (?1, ?2, ?3)", {"w", "b", "x"}, kById, {"w", "a"}));
  EXPECT_TRUE(may_change("UPDATE accounts SET name = ?3 WHERE workspace_id = ?1 AND id = ?2", {"w", "a", "x"}, kById, {"w", "a"}));
  EXPECT_FALSE(may_change("UPDATE accounts SET name = ?3 WHERE workspace_id = ?1 AND id = ?2", {"w", "b", "x"}, kById, {"w", "a"}));
  EXPECT_FALSE(may_change("DELETE FROM accounts WHERE workspace_id = ?1 AND id = ?2", {"w", "b"}, kById, {"w", "a"}));
}

TEST(Changes, AreToldApartByTheColumnAndNotByTheValueAlone) {
  EXPECT_FALSE(may_change("INSERT INTO accounts (workspace_id, id, parent_id) VALUES (?1, ?2, ?3)", {"w", "b", "a"}, kById, {"w", "a"}));
  EXPECT_TRUE(may_change("INSERT INTO accounts (workspace_id, parent_id, id) VALUES (?1, ?2, ?3)", {"w", "b", "a"}, kById, {"w", "a"}));
}

TEST(Changes, ThatMayReachTheRowAreNotOverlooked) {
  // A row comes into the answer, or leaves it, by what is set; by a default; by a condition that names no row.
  constexpr std::string_view kOfOwner = "SELECT id FROM accounts t WHERE t.workspace_id = ?1 AND t.owner_id = ?2 ORDER BY id";
  EXPECT_TRUE(may_change("UPDATE accounts SET owner_id = ?3 WHERE workspace_id = ?1 AND id = ?2", {"w", "a", "q"}, kOfOwner, {"w", "p"}));
  EXPECT_TRUE(may_change("INSERT INTO accounts (workspace_id, id) VALUES (?1, ?2)", {"w", "a"}, kOfOwner, {"w", "p"}));
  EXPECT_TRUE(may_change("INSERT INTO accounts (workspace_id, owner_id) VALUES (?1, coalesce(?2, 'p'))", {"w", "q"}, kOfOwner, {"w", "p"}));
  EXPECT_TRUE(may_change("INSERT INTO accounts (workspace_id, owner_id) VALUES (?1, ?2), (?1, 'p')", {"w", "q"}, kOfOwner, {"w", "p"}));
  EXPECT_TRUE(may_change("INSERT INTO accounts (workspace_id, owner_id) SELECT ?1, ?2", {"w", "q"}, kOfOwner, {"w", "p"}));
  EXPECT_TRUE(may_change("UPDATE accounts SET name = ?2 WHERE workspace_id = ?1 OR owner_id = ?3", {"w", "x", "q"}, kOfOwner, {"w", "p"}));
  EXPECT_TRUE(may_change("UPDATE accounts SET name = ?2 FROM calls WHERE owner_id = ?3", {"w", "x", "q"}, kOfOwner, {"w", "p"}));
  EXPECT_FALSE(may_change("INSERT INTO accounts (workspace_id, owner_id) VALUES (?1, ?2)", {"w", "q"}, kOfOwner, {"w", "p"}));
}

TEST(Changes, InPlaceOfARowThatIsInTheWay) {
  constexpr std::string_view kPut =
      "INSERT INTO idempotency (workspace_id, actor_id, idempotency_key, body) VALUES (?1, ?2, ?3, ?4) "
      "ON CONFLICT (workspace_id, actor_id, idempotency_key) DO UPDATE SET body = excluded.body";
  constexpr std::string_view kOfKey = "SELECT body FROM idempotency WHERE workspace_id = ?1 AND idempotency_key = ?2 AND created_at > ?3";
  EXPECT_FALSE(may_change(kPut, {"w", "me", "k1", "b"}, kOfKey, {"w", "k2", "0"}));
  EXPECT_TRUE(may_change(kPut, {"w", "me", "k1", "b"}, kOfKey, {"w", "k1", "0"}));
  // The row in the way had another body before.
  EXPECT_TRUE(may_change(kPut, {"w", "me", "k1", "b"}, "SELECT actor_id FROM idempotency WHERE body = ?1", {"old"}));
}

TEST(Changes, AreNotTrustedWithQuestionsOfSeveralTables) {
  constexpr std::string_view kInsert = "INSERT INTO event (workspace_id, seq) VALUES (?1, ?2)";
  for (const char* question :
       {"SELECT h.seq FROM event_head h LEFT JOIN event e ON e.seq = h.seq WHERE h.seq = ?1",
        "SELECT 1 FROM a WHERE x IN (SELECT seq FROM event) AND x = ?1", "SELECT 1 FROM a, event WHERE a.seq = ?1",
        "SELECT seq FROM event WHERE seq = ?1 OR seq > 3", "SELECT seq FROM event WHERE seq = ?1 UNION SELECT max(seq) FROM event"})
    EXPECT_TRUE(may_change(kInsert, {"w", "2"}, question, {"1"})) << question;
  EXPECT_TRUE(may_change(kInsert, {"w", "2"}, "SELECT 1 FROM event WHERE seq = ?1", {std::string_view()})) << "null is like nothing";
}

TEST(Changes, OfUnknownKindMayChangeAnything) {
  EXPECT_TRUE(may_change("TRUNCATE notes", {}, kById, {"w", "a"}));
  EXPECT_EQ(shape_of("TRUNCATE notes").table, "");
}

}  // namespace
}  // namespace wheelhouse::storage::postgres
