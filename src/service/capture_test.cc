#include "service/capture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/sales_book_for_tests.h"
#include "service/undo.h"

namespace wheelhouse::service {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;
namespace json = boost::json;

class CaptureTest : public ::testing::Test {
 protected:
  JsonObject request(JsonObject more = {}) {
    JsonObject input{{"opportunity_id", to_string(deal.id)}, {"at", book.days_ago(1)}};
    for (auto& [key, value] : more) input[key] = value;
    return input;
  }
  Result<CaptureResult> post(const JsonObject& input, const Actor* actor = nullptr) {
    return book.run(actor ? *actor : book.seller, [&](UnitOfWork& work) { return capture(work, input); });
  }
  std::int64_t count(const std::string& table) {
    return book.read([&](storage::Session& session) { return session.query_integer("SELECT count(*) FROM " + table); });
  }
  std::int64_t everything() {
    std::int64_t n = 0;
    for (const char* table : {"calls", "commitments", "evidence", "next_steps", "notes", "stage_events", "event"}) n += count(table);
    return n;
  }
  template <Reflected E>
  E one(const CaptureResult& result) {
    const Uuid id = result.ids.at(std::string(Entity<E>::collection)).at(0);
    return book.read([&](storage::Session& session) { return storage::find_record(session, 1, Id<E>{id}).value(); });
  }

  SalesBook book;
  Account account = book.create<Account>({{"name", "Acme"}});
  Contact contact = book.create<Contact>({{"account_id", to_string(account.id)}, {"name", "Ana"}});
  Opportunity deal = book.deal("Deal", account, 60);
};

JsonObject evidence_part(std::string_view code) { return {{"code", code}, {"source_class", "quote"}, {"quote", "too slow"}}; }

TEST_F(CaptureTest, WritesAllOfAVisitAtOnce) {
  const auto result = post(request({{"text", "Talked about counting"},
                                    {"call", JsonObject{{"subject", "Visit"},
                                                        {"contact_ids", json::array{to_string(contact.id)}},
                                                        {"commitments", json::array{JsonObject{{"who", "customer"}, {"action", "give_data"},
                                                                                               {"contact_id", to_string(contact.id)},
                                                                                               {"due_at", to_string(book.now)}}}}}},
                                    {"evidence", json::array{evidence_part("AK1"), evidence_part("AK4")}},
                                    {"next_step", JsonObject{{"text", "Send offer"}, {"due_on", "2026-07-03"}}},
                                    {"claim", JsonObject{{"stage", "choice"}}}}));
  ASSERT_TRUE(result) << ::testing::PrintToString(field_errors_of(result));
  const Call call = one<Call>(*result);
  EXPECT_EQ(call.summary, "Talked about counting");
  EXPECT_EQ(call.status, CallStatus::held);
  EXPECT_EQ(to_string(call.held_at), book.days_ago(1)) << "the time of the whole";
  EXPECT_EQ(call.account_id, account.id) << "the deal's customer";
  EXPECT_EQ(call.owner_id->uuid, *book.seller.user_id);
  const Commitment commitment = one<Commitment>(*result);
  EXPECT_EQ(commitment.call_id, call.id);
  EXPECT_EQ(commitment.opportunity_id, deal.id);
  EXPECT_EQ(to_string(one<Evidence>(*result).observed_at), book.days_ago(1));
  EXPECT_EQ(one<StageEvent>(*result).kind, StageEventKind::claim);
  EXPECT_EQ(one<StageEvent>(*result).source, "capture");
  EXPECT_EQ(count("notes"), 0) << "the text has its place in the call";

  const auto answer =
      book.json([&](std::string& out, storage::Session& session) { write_capture(out, session, book.seller, *result, book.now); });
  EXPECT_EQ(answer.at("created").at("evidence"), 2);
  EXPECT_EQ(answer.at("created").at("calls"), 1);
  EXPECT_EQ(answer.at("position").at("stage"), "recognition") << "proven by AK1; the claim proves nothing";
  EXPECT_EQ(answer.at("position").at("basis"), "proven");
  EXPECT_EQ(answer.at("position").at("claimed_stage"), "choice");

  const Uuid change = book.change;
  EXPECT_TRUE(book.run(book.seller, [&](UnitOfWork& work) { return undo_change(work, change); }));
  for (const char* table : {"calls", "commitments", "evidence", "next_steps", "stage_events"}) EXPECT_EQ(count(table), 0) << table;
}

TEST_F(CaptureTest, ABareTextIsANote) {
  const auto result = post(request({{"text", "Called back"}}));
  ASSERT_TRUE(result);
  EXPECT_EQ(one<Note>(*result).text, "Called back");
  EXPECT_EQ(one<Note>(*result).opportunity_id, deal.id);
  const auto both = post(request({{"text", "Heard on the way out"}, {"call", JsonObject{{"subject", "Visit"}, {"summary", "Minutes"}}}}));
  ASSERT_TRUE(both);
  EXPECT_EQ(one<Call>(*both).summary, "Minutes");
  EXPECT_EQ(one<Note>(*both).text, "Heard on the way out") << "nothing that was typed is lost";
}

TEST_F(CaptureTest, OfACustomerWithoutADeal) {
  const auto result =
      post({{"account_id", to_string(account.id)}, {"text", "Met at the fair"}, {"evidence", json::array{evidence_part("AK1")}}});
  ASSERT_TRUE(result) << ::testing::PrintToString(field_errors_of(result));
  EXPECT_FALSE(one<Evidence>(*result).opportunity_id);
  EXPECT_EQ(field_errors_of(post({{"account_id", to_string(account.id)}, {"claim", JsonObject{{"stage", "choice"}}}})),
            std::vector<std::string>{"/opportunity_id required"})
      << "a claim is of a deal";
}

TEST_F(CaptureTest, ErrorsPointIntoTheRequestAndNothingStays) {
  const std::int64_t before = everything();
  EXPECT_THAT(field_errors_of(post(request(
                  {{"text", "x"},
                   {"call", JsonObject{{"subject", ""}, {"outcome", "order"}, {"commitments", json::array{JsonObject{{"who", "nobody"}}}}}},
                   {"evidence", json::array{evidence_part("AK1"), JsonObject{{"code", "XX"},
                                                                             {"source_class", "quote"},
                                                                             {"quote", "q"},
                                                                             {"observed_at", to_string(book.now.plus_days(1))}}}},
                   {"next_step", JsonObject{{"due_on", "2026-02-30"}}},
                   {"claim", JsonObject{{"stage", "done"}}}}))),
              UnorderedElementsAre("/call/subject required", "/call/outcome unknown_field", "/call/commitments/0/who unknown_value",
                                   "/call/commitments/0/action required", "/call/commitments/0/text required_for_other",
                                   "/evidence/1/code unknown_value", "/evidence/1/observed_at evidence_in_the_future",
                                   "/next_step/text required",
                                   "/next_step/due_on bad_date", "/claim/stage unknown_value"));
  EXPECT_EQ(everything(), before);
}

TEST_F(CaptureTest, TheWholeIsCheckedFirst) {
  EXPECT_THAT(field_errors_of(post({})), UnorderedElementsAre("/account_id account_or_opportunity", "/text required"));
  EXPECT_THAT(field_errors_of(post(request({{"text", " \n"}}))), ElementsAre("/text required"));
  EXPECT_THAT(field_errors_of(post(request({{"text", "x"}, {"stage", "choice"}}))), ElementsAre("/stage unknown_field"));
  EXPECT_THAT(field_errors_of(post(request({{"text", "x"}, {"at", to_string(book.now.plus_days(1))}}))), ElementsAre("/at in_the_future"));
  EXPECT_THAT(field_errors_of(post(request({{"text", std::string(10'001, 'x')}}))), ElementsAre("/text too_long"));
  EXPECT_THAT(field_errors_of(post(request({{"text", "x"}, {"evidence", 3}}))), ElementsAre("/evidence not_a_list"));
  EXPECT_THAT(field_errors_of(post(request({{"text", "x"}, {"call", json::array{}}}))), ElementsAre("/call not_an_object"));
  EXPECT_THAT(field_errors_of(post(request({{"text", "x"}, {"evidence", json::array(51, evidence_part("AK1"))}}))),
              ElementsAre("/evidence list_too_long"));
  EXPECT_THAT(field_errors_of(post(request({{"claim", JsonObject{{"stage", "choice"}, {"kind", "override"}}}}))),
              ElementsAre("/claim/kind unknown_field"));
  const Account other = book.create<Account>({{"name", "Other"}});
  EXPECT_THAT(field_errors_of(post(request({{"text", "x"}, {"account_id", to_string(other.id)}}))),
              ElementsAre("/account_id not_of_opportunity"));
}

TEST_F(CaptureTest, OnlyOnWhatOneMaySeeAndWrite) {
  EXPECT_THAT(field_errors_of(post(request({{"text", "x"}}), &book.stranger)), ElementsAre("/opportunity_id no_such_record"));
  Actor viewer = book.admin;
  viewer.role = UserRole::viewer;
  EXPECT_EQ(post(request({{"text", "x"}}), &viewer).error().code, Errc::forbidden);
  EXPECT_TRUE(post(request({{"text", "x"}}), &book.manager));
}

TEST_F(CaptureTest, PartsMaySayMoreThanTheWhole) {
  const auto result = post(
      request({{"evidence", json::array{JsonObject{{"code", "AK1"}, {"source_class", "inference"}, {"observed_at", book.days_ago(5)}}}}}));
  ASSERT_TRUE(result);
  EXPECT_EQ(to_string(one<Evidence>(*result).observed_at), book.days_ago(5));
}

}  // namespace
}  // namespace wheelhouse::service
