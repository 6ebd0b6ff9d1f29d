// The doctor finds what somebody did to a book past the program, and finds nothing in a book that was only used.
#include "service/doctor.h"

#include <filesystem>
#include <fstream>
#include <map>

#include "service/record_audit.h"
#include "service/records_for_tests.h"

namespace wheelhouse::service {
namespace {

class Doctor : public ::testing::Test {
 protected:
  // The names of the checks that failed.
  std::string complaints() {
    std::string names;
    for (const Check& check : examine(*book.database, book.workspace_id, ":memory:", book.now, false))
      if (check.state == CheckState::failed) names += (names.empty() ? "" : " ") + check.name;
    return names;
  }
  RecordAudit audit() {
    return book.read([&](storage::Session& session) { return audit_records(session, book.workspace_id); });
  }
  void tamper(std::string_view sql, std::initializer_list<SqlValue> values = {}) {
    book.write([&](storage::Session& session) { ASSERT_GT(session.execute(sql, values), 0) << sql; });
  }
  // `sql` is noticed, as what, and nothing is left of it once `back` was done.
  void expect_noticed(const std::string& sql, const std::string& back, const std::string& field) {
    SCOPED_TRACE(sql);
    tamper(sql);
    EXPECT_EQ(audit().unlike, 1);
    EXPECT_TRUE(audit().example.ends_with(" " + field)) << audit().example;
    EXPECT_NE(complaints().find("records_as_written"), std::string::npos);
    tamper(back);
    EXPECT_EQ(complaints(), "");
  }

  RecordBook book;
  User anna = book.user("Anna", UserRole::seller);
  Account acme = book.account("Acme", anna.id);
  Opportunity deal = book.opportunity(acme, "Deal", 100'000, 30);
  Evidence said = book.evidence(deal, EvidenceCode::RE1, SourceClass::quote, 10);
};

TEST_F(Doctor, ABookThatWasUsedIsWell) {
  acme = book.change(acme, {{"city", "Berlin"}, {"keyness", boost::json::array{1, 2.5, nullptr, 4, 0, 1, 2}}}).value();
  acme = book.change(acme, {{"city", nullptr}}).value();
  deal = book.change(deal, {{"result", "won"}}).value();
  const Uuid won = book.last_change;
  ASSERT_TRUE(book.undo(won));
  ASSERT_TRUE(book.remove(said));
  const Uuid removed = book.last_change;
  ASSERT_TRUE(book.undo(removed));
  EXPECT_EQ(complaints(), "");
  const RecordAudit found = audit();
  EXPECT_EQ(found.records, 4);  // a person, an account, a deal, evidence
  EXPECT_EQ(found.unwritten, 0);
}

TEST_F(Doctor, ARecordThatSaysWhatNobodyWroteIsNoticed) {
  expect_noticed("UPDATE evidence SET quote = 'never said'", "UPDATE evidence SET quote = 'as the customer said'", "quote");
  expect_noticed("UPDATE accounts SET city = 'Nowhere'", "UPDATE accounts SET city = NULL", "city");
  expect_noticed("UPDATE opportunities SET amount_minor = 99", "UPDATE opportunities SET amount_minor = 100000", "amount_minor");
  expect_noticed("UPDATE users SET role = 'admin'", "UPDATE users SET role = 'seller'", "role");
  expect_noticed("UPDATE opportunities SET version = version + 1", "UPDATE opportunities SET version = version - 1", "version");
}

TEST_F(Doctor, ARecordThatCameOrWentPastTheHistoryIsNoticed) {
  tamper("INSERT INTO teams (workspace_id, id, version, created_at, updated_at, name) VALUES (1, ?1, 1, 0, 0, 'Smuggled')",
         {make_uuid_v7(1)});
  EXPECT_EQ(audit().unwritten, 1);
  EXPECT_EQ(complaints(), "records_without_history match_keys");
  tamper("DELETE FROM teams");
  tamper("DELETE FROM evidence");
  EXPECT_TRUE(audit().example.ends_with(" missing")) << audit().example;
}

TEST_F(Doctor, ErasedValuesAreNotMissed) {
  tamper("UPDATE event_value SET salt = NULL, data = NULL WHERE seq IN (SELECT seq FROM event WHERE object_type = 'evidence')");
  tamper("UPDATE evidence SET quote = NULL, document = NULL");
  EXPECT_EQ(complaints(), "");
}

TEST_F(Doctor, AnOpenDealHasNoClosingDateAndAClosedOneHas) {
  tamper("UPDATE opportunities SET closed_at = opened_at");
  EXPECT_NE(complaints().find("open_with_date"), std::string::npos);
  tamper("UPDATE opportunities SET closed_at = NULL, result = 'lost'");
  EXPECT_NE(complaints().find("closed_without_date"), std::string::npos);
}

TEST_F(Doctor, WhatRecordsAreFoundByIsComparedWithWhatTheySay) {
  if (book.database->engine() != storage::Engine::sqlite) GTEST_SKIP() << "it tampers with SQLite's own index and literals";
  const std::string acme_id = "(SELECT id FROM accounts)";
  const auto expect_found_and_mended = [&](const std::string& sql, const std::string& as) {
    SCOPED_TRACE(sql);
    tamper(sql);
    EXPECT_EQ(complaints(), as);
    examine(*book.database, book.workspace_id, ":memory:", book.now, true);  // --rebuild
    EXPECT_EQ(complaints(), "");
  };
  expect_found_and_mended("DELETE FROM match_key WHERE object_id = " + acme_id, "match_keys");
  expect_found_and_mended("INSERT INTO match_key (workspace_id, match_key, object_id) SELECT 1, 'n:account:other', id FROM accounts",
                          "match_keys");
  expect_found_and_mended("INSERT INTO match_key (workspace_id, match_key, object_id) VALUES (1, 'n:account:gone', x'00')", "match_keys");
  expect_found_and_mended("DELETE FROM search_entry WHERE object_id = " + acme_id, "search_entries search_index");
  expect_found_and_mended("UPDATE search_entry SET body = 'Other' WHERE object_id = " + acme_id, "search_entries search_index");
  expect_found_and_mended("UPDATE search_entry SET owner_id = NULL WHERE object_id = " + acme_id, "search_entries search_index");
  expect_found_and_mended("UPDATE search_entry SET account_id = NULL WHERE object_id = " + acme_id, "search_entries");
}

TEST_F(Doctor, AnIndexThatForgotOrMadeUpSomethingIsNoticed) {
  if (book.database->engine() != storage::Engine::sqlite) GTEST_SKIP() << "it tampers with SQLite's own index and literals";
  EXPECT_EQ(complaints(), "");
  tamper("INSERT INTO search_index (rowid, body) SELECT max(entry) + 1, 'nobody' FROM search_entry");
  EXPECT_EQ(complaints(), "search_index");
  book.write([](storage::Session& session) { session.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')"); });
  EXPECT_EQ(complaints(), "search_index");
  examine(*book.database, book.workspace_id, ":memory:", book.now, true);
  EXPECT_EQ(complaints(), "");
}

TEST_F(Doctor, PositionsOfNobodyAndLeadsOfOthersAreNoticed) {
  tamper("UPDATE position SET lead_opportunity_id = ?1 WHERE unit = 0", {make_uuid_v7(1)});
  EXPECT_NE(complaints().find("position_references"), std::string::npos);
  examine(*book.database, book.workspace_id, ":memory:", book.now, true);
  EXPECT_EQ(complaints(), "");
  tamper("UPDATE position SET stage = 8 - stage, proven_stage = 3");
  EXPECT_EQ(complaints(), "positions_derived_afresh");
  examine(*book.database, book.workspace_id, ":memory:", book.now, true);
  EXPECT_EQ(complaints(), "");
}

TEST_F(Doctor, NoMoneyButTheWorldsAndNobodyAboveHimself) {
  tamper("UPDATE opportunities SET currency = 'XQQ'");
  EXPECT_NE(complaints().find("currencies"), std::string::npos);
  const Account daughter = book.account("Daughter");
  EXPECT_EQ(complaints().find("circles"), std::string::npos);
  tamper("UPDATE accounts SET parent_id = (SELECT id FROM accounts WHERE name = 'Acme') WHERE name = 'Daughter'");
  EXPECT_EQ(complaints().find("circles"), std::string::npos);  // a daughter is no circle
  tamper("UPDATE accounts SET parent_id = (SELECT id FROM accounts WHERE name = 'Daughter') WHERE name = 'Acme'");
  EXPECT_NE(complaints().find("circles"), std::string::npos);
}

TEST_F(Doctor, SomebodyCanAdministerAndNobodyIsInWhoMayNotBe) {
  const auto let_in = [&](const User& user) {
    book.write([&](storage::Session& session) {
      session.execute("INSERT INTO credential (workspace_id, user_id, password_hash, changed_at) VALUES (1, ?1, 'x', 0)", {user.id.uuid});
      session.execute("INSERT INTO session (token_hash, workspace_id, id, user_id, created_at, seen_at, expires_at) VALUES (?1, 1, ?2, ?2, "
                      "0, 0, 0)",
                      {Bytes{user.id.uuid.view()}, user.id.uuid});
    });
  };
  let_in(anna);
  EXPECT_EQ(complaints(), "administrators");
  const User ada = book.user("Ada", UserRole::admin);
  EXPECT_EQ(complaints(), "administrators");  // she cannot come in
  let_in(ada);
  EXPECT_EQ(complaints(), "");
  tamper("UPDATE users SET disabled = 1 WHERE name = 'Anna'");
  EXPECT_EQ(complaints(), "records_as_written sessions");
  tamper("UPDATE users SET disabled = 0 WHERE name = 'Anna'");
  tamper("DELETE FROM users WHERE name = 'Ada'");
  EXPECT_NE(complaints().find("administrators"), std::string::npos);
}

TEST_F(Doctor, WhatOnlyNeedsLookingAtIsAWarning) {
  const std::string folder = std::filesystem::temp_directory_path().string() + "/wheelhouse-doctor-" + to_string(make_uuid_v7(1));
  std::filesystem::create_directory(folder);
  const std::string path = folder + "/book.db";
  auto database = storage::open_database("sqlite:" + path);
  std::ofstream(path + ".incoming-Abc123") << "half a book";
  std::filesystem::resize_file(path + "-wal", 600u << 20);  // sparse
  std::filesystem::permissions(path, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  const auto state_of = [&](Instant now) {
    std::map<std::string, CheckState> states;
    for (const Check& check : examine(*database, 1, path, now, false)) states[check.name] = check.state;
    return states;
  };
  auto states = state_of(book.now);
  EXPECT_EQ(states.at("leftovers"), CheckState::warning);
  EXPECT_EQ(states.at("wal_size"), CheckState::warning);
  EXPECT_EQ(states.at("file_permissions"), CheckState::warning);
  EXPECT_EQ(states.at("events_in_the_future"), CheckState::passed);
  for (const Check& check : examine(*book.database, book.workspace_id, ":memory:", book.now.plus_days(-1), false))
    EXPECT_EQ(check.state == CheckState::warning, check.name == "events_in_the_future") << check.name;
  database.reset();
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace wheelhouse::service
