#include "service/set_up.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/people_for_tests.h"
#include "service/session_rules.h"

namespace wheelhouse::service {
namespace {

using testing::UnorderedElementsAre;

bool needed(PeopleBook& book) {
  bool answer = false;
  book.database->read([&](storage::Session& session) { answer = is_set_up_needed(session); });
  return answer;
}
Result<SignedIn> set_up(PeopleBook& book, const SetUp& input) {
  return set_up_with_link(*book.database, book.hasher, input, book.device(), book.now);
}

TEST(SetUp, NeedsTheLinkOfTheTerminal) {
  PeopleBook book;
  EXPECT_TRUE(needed(book));
  EXPECT_EQ(reason_of(set_up(book, PeopleBook::set_up_input(""))), "bad_token");
  EXPECT_EQ(reason_of(set_up(book, PeopleBook::set_up_input("guess"))), "bad_token");
  const std::string token = issue_setup_link_token(*book.database, book.now).value();
  const auto signed_in = set_up(book, PeopleBook::set_up_input(token));
  ASSERT_TRUE(signed_in) << reason_of(signed_in);
  EXPECT_EQ(signed_in->user.role, UserRole::admin);
  EXPECT_TRUE(book.identity_of(signed_in->token));
  EXPECT_FALSE(needed(book));
  EXPECT_EQ(book.count("SELECT count(*) FROM event WHERE object_type = 'user' AND verb = 'create'"), 1) << "in the history from the start";
  const auto workspace = read_result(*book.database, [](storage::Session& s) { return find_workspace(s); });
  ASSERT_TRUE(workspace);
  EXPECT_EQ(workspace->name, "Test book");
  EXPECT_EQ(workspace->book, BookKind::empty);
}

TEST(SetUp, HappensOnce) {
  PeopleBook book;
  const std::string token = issue_setup_link_token(*book.database, book.now).value();
  ASSERT_TRUE(set_up(book, PeopleBook::set_up_input(token)));
  EXPECT_EQ(reason_of(set_up(book, PeopleBook::set_up_input(token))), "bad_token");
  EXPECT_EQ(reason_of(issue_setup_link_token(*book.database, book.now)), "setup_done");
  EXPECT_EQ(reason_of(create_first_admin(*book.database, book.hasher, PeopleBook::set_up_input(), book.now)), "setup_done");
  EXPECT_EQ(book.count("SELECT count(*) FROM users"), 1);
}

TEST(SetUp, ANewStartReplacesTheLink) {
  PeopleBook book;
  const std::string first = issue_setup_link_token(*book.database, book.now).value();
  const std::string second = issue_setup_link_token(*book.database, book.now).value();
  EXPECT_EQ(reason_of(set_up(book, PeopleBook::set_up_input(first))), "bad_token");
  book.now.ms += kSetUpLinkMs;
  EXPECT_EQ(reason_of(set_up(book, PeopleBook::set_up_input(second))), "expired_token");
}

TEST(SetUp, SaysEverythingThatIsWrongAtOnceAndKeepsTheLink) {
  PeopleBook book;
  auto input = PeopleBook::set_up_input(issue_setup_link_token(*book.database, book.now).value());
  const auto good = input;
  input.email = "nobody";
  input.password = "short";
  input.currency = "yuan";
  input.locale = "tlh";
  input.time_zone = "Mars/Olympus";
  const auto refused = set_up(book, input);
  ASSERT_FALSE(refused);
  std::vector<std::string> fields;
  for (const FieldError& error : refused.error().fields) fields.push_back(error.pointer + " " + error.code);
  EXPECT_THAT(fields, UnorderedElementsAre("/email bad_email", "/password too_short", "/currency bad_currency", "/locale unknown_value",
                                           "/time_zone bad_time_zone"));
  EXPECT_TRUE(needed(book));
  EXPECT_EQ(book.count("SELECT count(*) FROM users"), 0);
  EXPECT_EQ(book.count("SELECT count(*) FROM workspace"), 0);
  EXPECT_TRUE(set_up(book, good));
}

TEST(SetUp, KeepsWhatTheCommandLineFilledInBefore) {
  PeopleBook book;
  ASSERT_TRUE(ensure_workspace(*book.database, {"Imported", "EUR", "en", "Europe/Berlin", BookKind::own}, book.now));
  EXPECT_TRUE(needed(book)) << "a book without an admin";
  EXPECT_EQ(ensure_workspace(*book.database, {"Other", "CNY", "en", "UTC", BookKind::empty}, book.now)->name, "Imported");
  book.make_admin();
  const auto workspace = read_result(*book.database, [](storage::Session& s) { return find_workspace(s); });
  EXPECT_EQ(workspace->name, "Test book");
  EXPECT_EQ(workspace->book, BookKind::own);
}

TEST(Workspace, IsChangedByAnAdmin) {
  PeopleBook book;
  const User admin = book.make_admin();
  const User sam = book.add_person(admin, "sam@example.com", "seller");
  const auto change = [&](const User& user, boost::json::object input) {
    return book.as(user, [&](UnitOfWork& work) { return update_workspace(work, input); });
  };
  EXPECT_EQ(reason_of(change(sam, {{"name", "Mine"}})), "forbidden");
  EXPECT_EQ(field_of(change(admin, {{"currency", "yua"}})), "/currency bad_currency");
  EXPECT_EQ(field_of(change(admin, {{"time_zone", "../../etc/passwd"}})), "/time_zone bad_time_zone");
  EXPECT_EQ(field_of(change(admin, {{"name", nullptr}})), "/name required");
  EXPECT_EQ(field_of(change(admin, {{"book", "own"}})), "/book read_only");
  EXPECT_EQ(field_of(change(admin, {{"owner", "me"}})), "/owner unknown_field");
  const auto changed = change(admin, {{"name", "Renamed"}, {"time_zone", "UTC"}});
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->name, "Renamed");
  EXPECT_EQ(changed->currency, "CNY");
}

}  // namespace
}  // namespace wheelhouse::service
