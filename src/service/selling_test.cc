// What follows from the records between a problem and its value: who proves what, what is kept when things change, what goes and comes
// back together, and what next actions and quality see of it. The rules themselves are tested in method/.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "method/need.h"
#include "service/need_move.h"
#include "service/need_suggest.h"
#include "service/objection_move.h"
#include "service/offer.h"
#include "service/quality.h"
#include "service/sales_book_for_tests.h"
#include "service/today.h"
#include "service/undo.h"

namespace wheelhouse::service {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(NeedSuggest, WordsOfTheMethodInBothLanguages) {
  for (const char* text : {"太慢", "经常出错", "不太满意", "有点麻烦", "成本压力大", "too slow", "keeps failing", "not happy with it",
                           "hard to use", "worried about it"})
    EXPECT_EQ(suggest_need(text).suggestion, NeedState::implied) << text;
  for (const char* text : {"我们需要新系统", "必须在年内完成", "希望年内实现", "要找一个能自动对账的", "计划换系统", "we need it",
                           "we must have it", "I want a new one", "we are looking for one", "we plan to replace it by June"})
    EXPECT_EQ(suggest_need(text).suggestion, NeedState::explicit_) << text;
}

TEST(NeedSuggest, WhatIsDeniedOrConditionalNeverCounts) {
  for (const char* text : {"we don't need it", "我们不需要", "没有出错", "如果有预算才会要", "we might need it"}) {
    const NeedSuggestion result = suggest_need(text);
    EXPECT_EQ(result.suggestion, std::nullopt) << text;
    for (const NeedSignal& signal : result.signals) EXPECT_TRUE(signal.doubt) << text;
  }
  EXPECT_THAT(suggest_need("").signals, IsEmpty());
}

class SellingTest : public ::testing::Test {
 protected:
  JsonObject on_deal(JsonObject more = {}) {
    more["opportunity_id"] = to_string(deal.id);
    return more;
  }
  JsonObject quote(const char* text) { return {{"text", text}, {"contact_id", to_string(contact.id)}}; }
  Need explicit_need() {
    return book
        .run(book.seller,
             [&](UnitOfWork& work) {
               return hear_need(work, on_deal({{"to", "explicit"}, {"must_have", true}, {"quote", quote("we need it")}}));
             })
        .value()
        .need;
  }
  Result<Need> move(const Need& need, JsonObject input) {
    return book.run(book.seller, [&](UnitOfWork& work) { return move_need(work, need.id, std::nullopt, input); });
  }
  Result<Objection> move(const Objection& objection, JsonObject input) {
    return book.run(book.seller, [&](UnitOfWork& work) { return move_objection(work, objection.id, std::nullopt, input); });
  }
  std::vector<std::string> missing(Stage stage) {
    std::vector<std::string> names;
    for (const auto field : book.read([&](storage::Session& s) { return quality_of(s, 1, deal, stage, book.now); }).missing)
      names.emplace_back(to_string(field));
    return names;
  }
  std::vector<NextAction> actions() {
    TodayQuery query;
    query.opportunity_id = deal.id.uuid;
    query.limit = 20;
    return book.read([&](storage::Session& session) { return read_today(session, book.seller, query, book.now).value(); }).actions;
  }
  const NextAction* action_of(const std::vector<NextAction>& list, ActionKind kind) {
    for (const NextAction& action : list)
      if (action.kind == kind) return &action;
    return nullptr;
  }
  std::int64_t count(const std::string& table) {
    return book.read([&](storage::Session& s) { return s.query_integer("SELECT count(*) FROM " + table); });
  }

  SalesBook book;
  Account account = book.create<Account>({{"name", "安禾"}});
  Contact contact = book.create<Contact>({{"account_id", to_string(account.id)}, {"name", "Head of stores"}});
  Opportunity deal = book.deal("Stock", account, 60);
};

TEST_F(SellingTest, ARefusedMoveSaysWhyAndChangesNothing) {
  const Need need = book.create<Need>(on_deal({{"text", "End recounts"}}));
  const auto refused = move(need, {{"to", "developed"}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::conflict);
  EXPECT_EQ(refused.error().reason, "need_transition");
  EXPECT_EQ(move(need, {{"to", "implied"}}).error().reason, "need_guard_implied");
  EXPECT_EQ(count("need_quotes"), 0);
}

TEST_F(SellingTest, WhatTakesANeedBackIsNamedByWhatIsMissing) {
  const Need need = explicit_need();
  EXPECT_EQ(move(need, {{"to", "developed"}}).error().reason, "need_guard_retraction");
  EXPECT_EQ(move(need, {{"to", "implied"}}).error().reason, "need_guard_denial");
  EXPECT_EQ(move(need, {{"to", "confirmed"}}).error().reason, "need_guard_confirmed");
}

TEST_F(SellingTest, AStatementSaidKeepsTheClassItHad) {
  const Need need = explicit_need();
  const Statement statement = book.create<Statement>(on_deal({{"need_id", to_string(need.id)}, {"benefit", "No overtime"}}));
  const Call call = book.create<Call>(on_deal({{"subject", "Visit"}, {"held_at", book.days_ago(1)}, {"status", "held"}}));
  const auto use = book.create<StatementUse>({{"call_id", to_string(call.id)}, {"statement_id", to_string(statement.id)}, {"said", true}});
  EXPECT_EQ(use.cls, StatementClass::benefit);
  EXPECT_EQ(use.stage, Stage::satisfaction);
  ASSERT_TRUE(move(need, {{"to", "developed"}, {"clear", false}, {"quote", quote("not now")}}));
  const auto weaker = book.read([&](storage::Session& s) { return storage::find_record(s, 1, need.id); });
  EXPECT_EQ(class_of(statement, &*weaker), StatementClass::advantage) << "the statement falls with its need";
  const auto kept = book.read([&](storage::Session& s) { return storage::find_record(s, 1, use.id); });
  EXPECT_EQ(kept->cls, StatementClass::benefit) << "what was said that day was a benefit";
  EXPECT_EQ(book.update(*kept, {{"said", false}}).cls, std::nullopt);
}

TEST_F(SellingTest, ADealTakesEverythingAlongAndBringsItBack) {
  const Need need = explicit_need();
  const auto question = book.create<Question>(on_deal({{"need_id", to_string(need.id)}, {"type", "implication"}, {"text", "And then?"}}));
  const auto statement = book.create<Statement>(on_deal({{"need_id", to_string(need.id)}, {"benefit", "b"}}));
  const auto call = book.create<Call>(on_deal({{"subject", "Visit"}, {"held_at", book.days_ago(1)}}));
  book.create<StatementUse>({{"call_id", to_string(call.id)}, {"statement_id", to_string(statement.id)}});
  book.create<Objection>(on_deal({{"quote", "no"}, {"call_id", to_string(call.id)}, {"trigger_question_id", to_string(question.id)}}));
  const auto rival = book.create<Competitor>(on_deal({{"name", "Rival"}}));
  const auto criterion = book.create<Criterion>(on_deal({{"name", "Speed"}, {"need_id", to_string(need.id)}}));
  book.create<CriterionScore>({{"criterion_id", to_string(criterion.id)}, {"competitor_id", to_string(rival.id)}, {"score", 3}});
  book.create<ValueItem>(on_deal({{"kind", "benefit"}, {"name", "Saving"}, {"amount_minor", 100}, {"need_id", to_string(need.id)}}));
  book.create<ValueCase>(on_deal());
  book.create<BuyerProfile>(on_deal());
  book.create<SolutionPart>(on_deal({{"name", "Part"}, {"need_id", to_string(need.id)}}));
  book.create<SellerIssue>(on_deal({{"text", "No access"}, {"kind", "access"}, {"due_on", "2026-08-01"}}));
  book.create<Triangle>(on_deal({{"our_aims", "One store first"}}));
  book.create<ServiceReminder>(on_deal({{"day", 3}}));
  book.create<RemorseSignal>(on_deal({{"text", "Was it right?"}}));
  book.create<DeliveryItem>(on_deal({{"name", "On site"}}));
  const auto decider = book.create<Contact>({{"account_id", to_string(*deal.account_id)}, {"name", "Who decides"}});
  book.create<ContactBenefit>(on_deal({{"contact_id", to_string(decider.id)}, {"organisation_benefit", "No overtime"}}));
  book.create<ReframeCard>(on_deal({{"old_assumption", "price"}, {"why_it_failed", "no move"}, {"new_hypothesis", "no owner"}}));
  const std::vector<std::string> tables{"needs",    "need_quotes",      "questions",   "statements",  "statement_uses", "objections",
                                        "criteria", "criterion_scores", "value_items", "value_cases", "buyer_profiles", "solution_parts",
                                        "seller_issues", "triangles", "service_reminders", "remorse_signals", "delivery_items",
                                        "reframe_cards", "contact_benefits"};
  const auto fresh = book.read([&](storage::Session& s) { return storage::find_record(s, 1, deal.id); });
  book.remove(*fresh);
  for (const std::string& table : tables) EXPECT_EQ(count(table), 0) << table;
  const Uuid removal = book.change;
  const auto report = book.run(book.seller, [&](UnitOfWork& work) { return undo_change(work, removal); });
  ASSERT_TRUE(report);
  EXPECT_THAT(report->conflicts, IsEmpty());
  for (const std::string& table : tables) EXPECT_EQ(count(table), 1) << table;
  const auto back = book.read([&](storage::Session& s) { return storage::find_record(s, 1, statement.id); });
  EXPECT_EQ(back->need_id, need.id) << "and what pointed at each other does again";
}

TEST_F(SellingTest, AStrangersRecordsCannotBePointedAt) {
  const auto theirs = book.create_as<Account>(book.stranger, {{"name", "Hidden"}});
  const auto their_need = book.create_as<Need>(book.stranger, {{"account_id", to_string(theirs.id)}, {"text", "Secret"}});
  const auto result = book.run(book.seller, [&](UnitOfWork& work) {
    return create_record<Statement>(work, on_deal({{"need_id", to_string(their_need.id)}, {"benefit", "b"}}));
  });
  EXPECT_THAT(field_errors_of(result), ElementsAre("/need_id no_such_record"));
}

TEST_F(SellingTest, NextActionsSeeBlockingObjectionsFromTheDayTheyCount) {
  const auto objection = book.create<Objection>(on_deal({{"quote", "too dear"}, {"blocking", true}, {"raised_at", book.days_ago(3)}}));
  const auto list = actions();
  const NextAction* action = action_of(list, ActionKind::blocking_objection);
  ASSERT_TRUE(action);
  EXPECT_EQ(action->rule, 1);
  EXPECT_EQ(action->detail.days, 3);
  EXPECT_EQ(action->detail.objection_id, objection.id.uuid);
  for (const auto& [to, field, value] :
       {std::tuple{"clarified", "restated", "r"}, {"classified", "class", "price"}, {"responded", "response", "r"}})
    ASSERT_TRUE(move(objection, {{"to", to}, {field, value}}));
  ASSERT_TRUE(move(objection, {{"to", "checked"}}));
  ASSERT_TRUE(move(objection, {{"to", "deferred"}, {"deferred_until", "2026-07-10"}}));
  EXPECT_FALSE(action_of(actions(), ActionKind::blocking_objection)) << "put off";
  book.now = book.now.plus_days(10);
  EXPECT_TRUE(action_of(actions(), ActionKind::blocking_objection)) << "its day has come";
  ASSERT_TRUE(move(objection, {{"to", "clarified"}, {"restated", "again"}}));
  ASSERT_TRUE(move(objection, {{"to", "classified"}}));
  ASSERT_TRUE(move(objection, {{"to", "responded"}, {"response", "two years"}}));
  ASSERT_TRUE(move(objection, {{"to", "checked"}}));
  ASSERT_TRUE(move(objection, {{"to", "resolved"}, {"acknowledgement", "fine"}}));
  EXPECT_FALSE(action_of(actions(), ActionKind::blocking_objection));
}

TEST_F(SellingTest, NextActionsSeeAnExplicitNeedThatNothingSpeaksTo) {
  EXPECT_FALSE(action_of(actions(), ActionKind::need_without_benefit));
  const Need need = explicit_need();
  const auto list = actions();
  const NextAction* action = action_of(list, ActionKind::need_without_benefit);
  ASSERT_TRUE(action);
  EXPECT_EQ(action->rule, 5);
  EXPECT_EQ(action->detail.need_id, need.id.uuid);
  const auto statement = book.create<Statement>(on_deal({{"need_id", to_string(need.id)}, {"advantage", "a"}}));
  EXPECT_TRUE(action_of(actions(), ActionKind::need_without_benefit)) << "an advantage is no benefit";
  book.update(statement, {{"benefit", "b"}});
  EXPECT_FALSE(action_of(actions(), ActionKind::need_without_benefit));
}

TEST_F(SellingTest, QualitySeesNeedsCriteriaAndValueOnlyWhenTheyAreProven) {
  const Need need = book.create<Need>(on_deal({{"text", "End recounts"}}));
  const auto draft = book.create<NeedQuote>({{"need_id", to_string(need.id)}, {"kind", "difficulty"}, {"text", "slow"}});
  EXPECT_THAT(missing(Stage::recognition), Contains("need_with_quote")) << "nobody said it";
  book.update(draft, {{"contact_id", to_string(contact.id)}});
  EXPECT_THAT(missing(Stage::recognition), Not(Contains("need_with_quote")));
  const auto criterion = book.create<Criterion>(on_deal({{"name", "Speed"}}));
  EXPECT_THAT(missing(Stage::assessment), Not(Contains("criterion")));
  EXPECT_THAT(missing(Stage::assessment), Contains("criterion_weights"));
  book.update(criterion, {{"weight", 40}});
  EXPECT_THAT(missing(Stage::assessment), Not(Contains("criterion_weights")));
  const auto item = book.create<ValueItem>(on_deal({{"kind", "benefit"}, {"name", "Saving"}, {"amount_minor", 100}}));
  EXPECT_THAT(missing(Stage::reassessment), Contains("promised_value")) << "only ours";
  book.update(item, {{"confidence", "said"}, {"contact_id", to_string(contact.id)}});
  EXPECT_THAT(missing(Stage::reassessment), Not(Contains("promised_value")));
}

}  // namespace
}  // namespace wheelhouse::service
