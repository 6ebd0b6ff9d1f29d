#include "service/call_outcome.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/quality.h"
#include "service/sales_book_for_tests.h"

namespace wheelhouse::service {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class CallOutcomeTest : public ::testing::Test {
 protected:
  std::string extras(const Call& call) {
    std::string text = "{\"id\":1";
    book.database->read([&](storage::Session& session) { write_call_extras(text, session, 1, call, false); });
    return text + "}";
  }
  Call call(JsonObject more) {
    JsonObject input{{"account_id", to_string(account.id)}, {"subject", "Visit"}, {"held_at", book.days_ago(1)}, {"status", "held"}};
    for (auto& [key, value] : more) input[key] = value;
    return book.create<Call>(std::move(input));
  }
  void promise(const Call& call, JsonObject more) {
    more["call_id"] = to_string(call.id);
    book.create<Commitment>(std::move(more));
  }

  SalesBook book;
  Account account = book.create<Account>({{"name", "Acme"}});
  Contact contact = book.create<Contact>({{"account_id", to_string(account.id)}, {"name", "Ana"}});
};

TEST_F(CallOutcomeTest, ComesFromWhatWasPromised) {
  const Call polite = call({});
  EXPECT_EQ(extras(polite), R"({"id":1,"outcome":"continuation","unplanned":true,"noted_afterwards":true})");
  promise(polite, {{"who", "customer"}, {"action", "give_data"}, {"due_at", to_string(book.now.plus_days(3))}});
  EXPECT_EQ(extras(polite), R"({"id":1,"outcome":"continuation","unplanned":true,"noted_afterwards":true})")
      << "nobody in particular promised";
  promise(
      polite,
      {{"who", "customer"}, {"action", "give_data"}, {"due_at", to_string(book.now.plus_days(3))}, {"contact_id", to_string(contact.id)}});
  EXPECT_EQ(extras(polite), R"({"id":1,"outcome":"advance","unplanned":true,"noted_afterwards":true})");
  promise(polite, {{"who", "customer"}, {"action", "purchase"}, {"form", "signed"}});
  EXPECT_EQ(extras(polite), R"({"id":1,"outcome":"order","unplanned":true,"noted_afterwards":true})");
}

TEST_F(CallOutcomeTest, RefusalCountsAgainstThePlan) {
  EXPECT_EQ(extras(call({{"objective", "They name an owner"}, {"primary_state", "refused"}})),
            R"({"id":1,"outcome":"no_sale","unplanned":false,"noted_afterwards":false})");
  EXPECT_EQ(extras(call({{"objective", "They name an owner"}, {"primary_state", "refused"}, {"fallback", "A date"}})),
            R"({"id":1,"outcome":"continuation","unplanned":false,"noted_afterwards":false})")
      << "the fallback is still open";
  EXPECT_EQ(extras(call({{"objective", " "}, {"primary_state", "refused"}})),
            R"({"id":1,"outcome":"continuation","unplanned":true,"noted_afterwards":true})")
      << "what was not planned cannot be refused";
  EXPECT_EQ(extras(call({{"closed_by_customer", true}})), R"({"id":1,"outcome":"no_sale","unplanned":true,"noted_afterwards":true})");
}

TEST_F(CallOutcomeTest, OnlyCallsThatWereHeldHaveOne) {
  EXPECT_EQ(extras(call({{"status", "planned"}, {"held_at", to_string(book.now.plus_days(1))}})),
            R"({"id":1,"outcome":null,"unplanned":true,"noted_afterwards":false})");
  EXPECT_EQ(extras(call({{"status", "cancelled"}})), R"({"id":1,"outcome":null,"unplanned":true,"noted_afterwards":false})");
}

TEST_F(CallOutcomeTest, ManyCallsAtOnce) {
  std::vector<Call> calls;
  for (int i = 0; i < 600; ++i) {  // more than one statement's worth
    calls.push_back(call({}));
    if (i % 2) promise(calls.back(), {{"who", "us"}, {"action", "invite"}});
  }
  const auto by_call = book.read([&](storage::Session& session) { return commitments_of_calls(session, 1, calls); });
  EXPECT_EQ(by_call.size(), 300u);
  for (std::size_t i = 0; i < calls.size(); ++i) EXPECT_EQ(by_call.contains(calls[i].id.uuid), i % 2 == 1);
}

std::vector<std::string> missing(SalesBook& book, const Opportunity& deal, Stage stage) {
  std::vector<std::string> names;
  for (const auto field : book.read([&](storage::Session& s) { return quality_of(s, 1, deal, stage, book.now); }).missing)
    names.emplace_back(to_string(field));
  return names;
}

TEST_F(CallOutcomeTest, QualityCountsWhatIsThere) {
  Opportunity deal = book.deal("Deal", account, 60);
  EXPECT_THAT(missing(book, deal, Stage::satisfaction), IsEmpty()) << "account, owner and a contact";
  EXPECT_THAT(missing(book, deal, Stage::recognition), ElementsAre("need_with_quote"));
  book.evidence(deal, "AK1", 30);
  EXPECT_THAT(missing(book, deal, Stage::recognition), IsEmpty());
  EXPECT_THAT(missing(book, deal, Stage::decision), ElementsAre("decision_maker", "amount", "improvement_sentence"));
  book.update(contact, {{"role", "decision_maker"}});
  deal = book.update(deal, {{"amount_minor", 100}, {"improvement_sentence", "Counting takes a day less"}});
  EXPECT_THAT(missing(book, deal, Stage::decision), IsEmpty());
  book.create<Competitor>({{"opportunity_id", to_string(deal.id)}, {"name", "Nothing"}, {"kind", "do_nothing"}});
  EXPECT_THAT(missing(book, deal, Stage::criteria), ElementsAre("criterion")) << "doing nothing is a rival too";
  book.create<Commitment>({{"opportunity_id", to_string(deal.id)}, {"who", "us"}, {"action", "invite"}, {"due_at", book.days_ago(1)}});
  EXPECT_THAT(missing(book, deal, Stage::investigation), Contains("next_commitment")) << "a day gone by is no next one";
  book.create<Commitment>(
      {{"opportunity_id", to_string(deal.id)}, {"who", "us"}, {"action", "invite"}, {"due_at", to_string(book.now.plus_days(1))}});
  EXPECT_THAT(missing(book, deal, Stage::investigation), Not(Contains("next_commitment")));
  EXPECT_THAT(missing(book, deal, Stage::reassessment), Contains("promised_value")) << "the customer confirmed none";
}

TEST_F(CallOutcomeTest, QualityWaivesASkippedEvaluation) {
  const Opportunity deal = book.deal("Deal", account, 60);
  for (const char* code : {"AK1", "DE1", "CR1", "IN1"}) book.evidence(deal, code, 10);
  EXPECT_THAT(missing(book, deal, Stage::investigation), Not(Contains("criterion_weights")));
  EXPECT_THAT(missing(book, deal, Stage::assessment), Contains("criterion_weights"));
}

TEST_F(CallOutcomeTest, QualityOfADealWithoutACustomer) {
  const Opportunity deal = book.deal("Loose", std::nullopt, 5);
  EXPECT_THAT(missing(book, deal, Stage::satisfaction), ElementsAre("account", "contact"));
  const auto json =
      book.json([&](std::string& out, storage::Session& s) { write_quality(out, s, book.seller, deal, Stage::satisfaction, book.now); });
  EXPECT_EQ(json.at("greyed"), true) << "1 of 3 is below half";
  EXPECT_EQ(json.at("missing").as_array().size(), 2u);
}

}  // namespace
}  // namespace wheelhouse::service
