#include "service/history_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "service/sales_book_for_tests.h"
#include "service/timeline.h"
#include "service/undo.h"

namespace wheelhouse::service {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
namespace json = boost::json;

class HistoryTest : public ::testing::Test {
 protected:
  Result<std::string> text(const HistoryQuery& query, const Actor& actor) {
    return book.read([&](storage::Session& session) -> Result<std::string> {
      std::string out;
      if (auto written = write_history(out, session, actor, query); !written) return fail(written.error());
      return out;
    });
  }
  json::value page(const HistoryQuery& query, const Actor& actor) { return json::parse(text(query, actor).value()); }
  json::array items(HistoryQuery query, const Actor& actor) { return page(query, actor).at("items").as_array(); }
  static HistoryQuery of(std::string_view type, const Uuid& id) {
    HistoryQuery query;
    query.object = std::string(type) + ":" + to_string(id);
    return query;
  }
  json::array timeline(TimelineQuery query, const Actor& actor) {
    std::string out;
    book.database->read([&](storage::Session& session) { ASSERT_TRUE(write_timeline(out, session, actor, query, book.now)); });
    return json::parse(out).at("items").as_array();
  }
  static std::vector<std::string> kinds(const json::array& items) {
    std::vector<std::string> list;
    for (const auto& item : items) list.emplace_back(item.at("kind").as_string().c_str());
    return list;
  }

  SalesBook book;
  Account account = book.create<Account>({{"name", "Told Twice"}, {"region", "East"}});
};

TEST_F(HistoryTest, SaysWhoWhatBeforeAndAfter) {
  book.update(account, {{"region", "West"}});
  const auto list = items(of("account", account.id.uuid), book.seller);
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].at("verb"), "update");
  EXPECT_EQ(list[0].at("actor").at("name"), "Sam Seller");
  EXPECT_EQ(json::serialize(list[0].at("before")), R"({"region":"East"})");
  EXPECT_EQ(json::serialize(list[0].at("after")), R"({"region":"West"})");
  EXPECT_EQ(list[0].at("object_name"), "Told Twice");
  EXPECT_EQ(list[0].at("undone"), false);
  EXPECT_EQ(list[1].at("verb"), "create");
  EXPECT_EQ(list[1].at("before"), nullptr);
}

TEST_F(HistoryTest, AnUndoIsAChangeOfItsOwn) {
  book.update(account, {{"region", "West"}});
  const Uuid change = book.change;
  ASSERT_TRUE(book.run(book.seller, [&](UnitOfWork& work) { return undo_change(work, change); }));
  const auto list = items(of("account", account.id.uuid), book.seller);
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(list[0].at("verb"), "undo");
  EXPECT_EQ(list[0].at("action"), "update");
  EXPECT_EQ(list[0].at("undo_of").as_string(), to_string(change));
  EXPECT_EQ(list[1].at("undone"), true);
  EXPECT_EQ(list[2].at("undone"), false);
}

TEST_F(HistoryTest, OfACustomerAndOfADeal) {
  const Opportunity one = book.deal("One", account, 10), two = book.deal("Two", account, 10);
  book.evidence(one, "AK1", 2);
  book.evidence(two, "AK1", 2);
  HistoryQuery customer, deal;
  customer.account_id = account.id.uuid;
  deal.opportunity_id = one.id.uuid;
  EXPECT_EQ(items(customer, book.seller).size(), 5u);
  const auto list = items(deal, book.seller);
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].at("object_type"), "evidence");
  EXPECT_EQ(list[0].at("object_name"), "AK1");
  EXPECT_EQ(list[1].at("object_id").as_string(), to_string(one.id));
  const Opportunity loose = book.deal("Loose", std::nullopt, 1);
  deal.opportunity_id = loose.id.uuid;
  EXPECT_EQ(items(deal, book.seller).size(), 1u);
}

TEST_F(HistoryTest, PagesMeetWithoutGapOrOverlap) {
  for (int i = 0; i < 23; ++i) account = book.update(account, {{"region", "R" + std::to_string(i)}});
  HistoryQuery query = of("account", account.id.uuid);
  query.limit = 5;
  std::vector<std::string> ids;
  for (int pages = 0; pages < 10; ++pages) {
    const auto answer = page(query, book.seller);
    for (const auto& item : answer.at("items").as_array()) ids.emplace_back(item.at("id").as_string().c_str());
    if (answer.at("next").is_null()) break;
    query.cursor = answer.at("next").as_string().c_str();
  }
  EXPECT_EQ(ids.size(), 24u);
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), 24u);
}

TEST_F(HistoryTest, NothingHiddenLeaks) {
  const Account theirs = book.create_as<Account>(book.stranger, {{"name", "Hidden Works"}});
  const Opportunity deal = book.create_as<Opportunity>(book.stranger, {{"name", "Hidden Deal"}, {"account_id", to_string(theirs.id)}});
  book.create_as<Note>(book.stranger, {{"opportunity_id", to_string(deal.id)}, {"text", "Hidden words"}});
  for (const auto& [type, id] : {std::pair<std::string, Uuid>{"account", theirs.id.uuid}, {"opportunity", deal.id.uuid}})
    EXPECT_EQ(text(of(type, id), book.seller).error().code, Errc::not_found) << type;
  EXPECT_EQ(text({}, book.seller).error().code, Errc::forbidden) << "the whole book is for managers and admins";
  EXPECT_THAT(text({}, book.manager).value(), Not(HasSubstr("Hidden")));
  EXPECT_THAT(text({}, book.manager).value(), HasSubstr("Told Twice"));
  EXPECT_THAT(text({}, book.admin).value(), HasSubstr("Hidden words"));
  // Deleted, it stays with those who saw it.
  ASSERT_TRUE(book.run(book.stranger, [&](UnitOfWork& work) { return remove_record<Account>(work, theirs.id, std::nullopt); }));
  for (const auto& [type, id] : {std::pair<std::string, Uuid>{"account", theirs.id.uuid}, {"opportunity", deal.id.uuid}}) {
    EXPECT_EQ(text(of(type, id), book.seller).error().code, Errc::not_found) << type;
    EXPECT_TRUE(text(of(type, id), book.stranger)) << type;
  }
  EXPECT_THAT(text({}, book.manager).value(), Not(HasSubstr("Hidden")));
  EXPECT_THAT(items(of("account", theirs.id.uuid), book.stranger)[0].at("object_name"), "Hidden Works");
}

TEST_F(HistoryTest, ADealOfAnotherSellerInMyCustomer) {
  const Opportunity theirs = book.create_as<Opportunity>(
      book.admin, {{"name", "Not Yours"}, {"account_id", to_string(account.id)}, {"owner_id", to_string(*book.stranger.user_id)}});
  book.create_as<Note>(book.admin, {{"opportunity_id", to_string(theirs.id)}, {"text", "Not Yours either"}});
  HistoryQuery query;
  query.account_id = account.id.uuid;
  EXPECT_THAT(text(query, book.seller).value(), Not(HasSubstr("Not Yours")));
  EXPECT_EQ(kinds(timeline({.unit = Unit::account, .id = account.id.uuid, .only = "note"}, book.seller)), std::vector<std::string>{});
  EXPECT_EQ(kinds(timeline({.unit = Unit::account, .id = account.id.uuid, .only = "note"}, book.admin)), std::vector<std::string>{"note"});
}

TEST_F(HistoryTest, PeopleAreForAdmins) {
  EXPECT_EQ(text(of("user", *book.manager.user_id), book.manager).error().code, Errc::not_found);
  EXPECT_EQ(items(of("user", *book.manager.user_id), book.admin).size(), 1u);
  EXPECT_THAT(text({}, book.manager).value(), Not(HasSubstr("\"object_type\":\"user\"")));
}

TEST_F(HistoryTest, BadQuestions) {
  for (const char* object : {"password:1", "account", "account:", "account:x", ":", "users:00000000-0000-0000-0000-000000000000"}) {
    HistoryQuery query;
    query.object = object;
    EXPECT_EQ(text(query, book.admin).error().fields.at(0).pointer, "?object") << object;
  }
  EXPECT_EQ(text(of("account", Uuid{}), book.admin).error().code, Errc::not_found);
  EXPECT_EQ(text(of("contact", account.id.uuid), book.admin).error().code, Errc::not_found) << "another kind of record";
  for (const char* cursor : {"x", "-1", "0", "99999999999999999999999", "1x"}) {
    HistoryQuery query;
    query.cursor = cursor;
    EXPECT_EQ(text(query, book.admin).error().fields.at(0).code, "bad_cursor") << cursor;
  }
  HistoryQuery two = of("account", account.id.uuid);
  two.account_id = account.id.uuid;
  EXPECT_FALSE(text(two, book.admin));
}

TEST_F(HistoryTest, TimelineTellsTheStoryNewestFirst) {
  const Opportunity deal = book.deal("Deal", account, 60);
  const auto contact = book.create<Contact>({{"account_id", to_string(account.id)}, {"name", "Ana"}});
  const auto call = book.create<Call>({{"opportunity_id", to_string(deal.id)},
                                       {"subject", "Visit"},
                                       {"status", "held"},
                                       {"held_at", book.days_ago(20)},
                                       {"contact_ids", json::array{to_string(contact.id)}}});
  book.create<Commitment>({{"call_id", to_string(call.id)},
                           {"who", "customer"},
                           {"action", "give_data"},
                           {"contact_id", to_string(contact.id)},
                           {"due_at", book.days_ago(15)}});
  book.evidence(deal, "AK1", 20, "too slow");
  book.create<Note>({{"account_id", to_string(account.id)}, {"text", "A note"}, {"at", book.days_ago(10)}});
  book.create<NextStep>({{"opportunity_id", to_string(deal.id)}, {"text", "Sent"}, {"done_at", book.days_ago(5)}});
  book.create<NextStep>({{"opportunity_id", to_string(deal.id)}, {"text", "Not done"}});
  book.create<Call>({{"opportunity_id", to_string(deal.id)}, {"subject", "To come"}, {"held_at", to_string(book.now.plus_days(3))}});
  book.create<StageEvent>({{"opportunity_id", to_string(deal.id)},
                           {"kind", "regression"},
                           {"stage", "satisfaction"},
                           {"reason", "Not that bad"},
                           {"at", book.days_ago(8)}});
  const auto list = timeline({.unit = Unit::opportunity, .id = deal.id.uuid}, book.seller);
  EXPECT_THAT(kinds(list), ElementsAre("next_step", "stage", "stage_event", "stage", "evidence", "call", "stage"));
  EXPECT_EQ(list[1].at("from"), "recognition");
  EXPECT_EQ(list[1].at("stage"), "satisfaction");
  EXPECT_EQ(list[1].at("forward"), false);
  EXPECT_EQ(list[2].at("text"), "Not that bad");
  EXPECT_EQ(list[3].at("forward"), true);
  EXPECT_EQ(list[4].at("quote"), "too slow");
  EXPECT_EQ(list[5].at("outcome"), "advance");
  EXPECT_EQ(list[5].at("contacts").at(0).at("name"), "Ana");
  EXPECT_EQ(list[5].at("commitments").at(0).at("lapsed"), true);
  EXPECT_EQ(list[6].at("from"), nullptr) << "it came onto the wheel";
  const auto of_account = kinds(timeline({.unit = Unit::account, .id = account.id.uuid}, book.seller));
  EXPECT_EQ(std::count(of_account.begin(), of_account.end(), "note"), 1);
  EXPECT_EQ(std::count(of_account.begin(), of_account.end(), "call"), 1);
  EXPECT_EQ(std::count(of_account.begin(), of_account.end(), "stage_event"), 1);
  EXPECT_THAT(kinds(timeline({.unit = Unit::account, .id = account.id.uuid, .only = "call,note"}, book.seller)),
              ElementsAre("note", "call"));
}

TEST_F(HistoryTest, TimelinePagesMeet) {
  const Opportunity deal = book.deal("Deal", account, 60);
  for (int i = 0; i < 7; ++i) {
    // Many things of one instant: the order must still be one.
    book.create<Note>({{"opportunity_id", to_string(deal.id)}, {"text", "n"}, {"at", book.days_ago(7)}});
    book.evidence(deal, "AK1", 7);
    book.create<Call>({{"opportunity_id", to_string(deal.id)}, {"subject", "c"}, {"status", "held"}, {"held_at", book.days_ago(7)}});
  }
  TimelineQuery query{.unit = Unit::opportunity, .id = deal.id.uuid, .limit = 4};
  std::vector<std::string> seen;
  for (int pages = 0; pages < 20; ++pages) {
    std::string out;
    book.database->read([&](storage::Session& session) { ASSERT_TRUE(write_timeline(out, session, book.seller, query, book.now)); });
    const auto answer = json::parse(out);
    for (const auto& item : answer.at("items").as_array())
      seen.push_back(std::string(item.at("kind").as_string()) + std::string(item.at("id").as_string()) +
                     std::string(item.at("at").as_string()));
    if (answer.at("next").is_null()) break;
    query.cursor = answer.at("next").as_string().c_str();
  }
  query.cursor.clear();
  query.limit = 200;
  EXPECT_EQ(seen.size(), timeline(query, book.seller).size());
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), seen.size());
}

TEST_F(HistoryTest, TimelineRefuses) {
  const auto error = [&](TimelineQuery query, const Actor& actor) {
    std::string out;
    return book.read([&](storage::Session& session) { return write_timeline(out, session, actor, query, book.now); }).error();
  };
  EXPECT_EQ(error({.unit = Unit::account, .id = account.id.uuid}, book.stranger).code, Errc::not_found);
  EXPECT_EQ(error({.unit = Unit::opportunity, .id = account.id.uuid}, book.admin).code, Errc::not_found);
  EXPECT_EQ(error({.unit = Unit::account, .id = account.id.uuid, .only = "gossip"}, book.seller).fields.at(0).pointer, "?only");
  for (const char* cursor : {"x",
                             "1.9."
                             "00000000-0000-0000-0000-000000000000",
                             "1.1.x", "99999999999999999999.1.00000000-0000-0000-0000-000000000000"})
    EXPECT_EQ(error({.unit = Unit::account, .id = account.id.uuid, .cursor = cursor}, book.seller).fields.at(0).code, "bad_cursor")
        << cursor;
}

}  // namespace
}  // namespace wheelhouse::service
