// The doctor finds what somebody did to a book past the program, and finds nothing in a book that was only used.
#include "service/doctor.h"

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
  void tamper(std::string_view sql) {
    book.write([&](storage::Session& session) { ASSERT_GT(session.execute(sql), 0) << sql; });
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
  tamper("INSERT INTO teams (workspace_id, id, version, created_at, updated_at, name) "
         "VALUES (1, x'00112233445566778899aabbccddeeff', 1, 0, "
         "0, 'Smuggled')");
  EXPECT_EQ(audit().unwritten, 1);
  EXPECT_EQ(complaints(), "records_without_history");
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

}  // namespace
}  // namespace wheelhouse::service
