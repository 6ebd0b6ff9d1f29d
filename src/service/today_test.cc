#include "service/today.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "service/dismissal.h"
#include "service/local_time.h"
#include "service/sales_book_for_tests.h"

namespace wheelhouse::service {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class TodayTest : public ::testing::Test {
 protected:
  Today today(const Actor& actor, TodayQuery query = {}) {
    query.limit = std::max<std::size_t>(query.limit, 50);
    return book.read([&](storage::Session& session) { return read_today(session, actor, query, book.now).value(); });
  }
  std::vector<std::string> kinds(const std::vector<NextAction>& actions) {
    std::vector<std::string> list;
    for (const NextAction& action : actions) list.emplace_back(to_string(action.kind));
    return list;
  }
  const NextAction* find(const std::vector<NextAction>& actions, ActionKind kind) {
    for (const NextAction& action : actions)
      if (action.kind == kind) return &action;
    return nullptr;
  }
  Result<void> dismiss(const Actor& actor, DismissalInput input) {
    return write_result(*book.database, [&](storage::Session& session) { return dismiss_action(session, actor, input, 480, book.now); });
  }

  SalesBook book;
  Account account = book.create<Account>({{"name", "澜海食品"}});
};

TEST_F(TodayTest, EmptyBookHasNothingToDo) {
  const Today day = today(book.seller);
  EXPECT_THAT(day.actions, IsEmpty());
  EXPECT_EQ(day.stuck.count, 0);
  EXPECT_FALSE(day.stuck.worst);
  EXPECT_EQ(to_string(day.date), "2026-06-30");
}

TEST_F(TodayTest, RulesComeInTheOrderOfTheMethod) {
  const Opportunity quiet = book.deal("Quiet", account, 400);
  book.evidence(quiet, "AK1", 380);
  const Opportunity fresh = book.deal("Fresh", account, 5);
  book.create<Commitment>(
      {{"opportunity_id", to_string(fresh.id)}, {"who", "customer"}, {"action", "give_data"}, {"due_at", book.days_ago(20)}});
  book.create<Commitment>(
      {{"opportunity_id", to_string(fresh.id)}, {"who", "us"}, {"action", "other"}, {"text", "Offer"}, {"due_at", book.days_ago(2)}});
  book.create<NextStep>({{"opportunity_id", to_string(fresh.id)}, {"text", "Call"}, {"due_on", "2026-06-25"}});
  const Today day = today(book.seller);
  ASSERT_GE(day.actions.size(), 5u);
  EXPECT_EQ(day.actions[0].kind, ActionKind::next_step_due) << "ours, the older one first";
  EXPECT_EQ(day.actions[1].kind, ActionKind::overdue_commitment);
  EXPECT_EQ(day.actions[1].detail.who, CommitmentWho::us);
  EXPECT_EQ(day.actions[2].detail.who, CommitmentWho::customer) << "theirs after ours, though older";
  EXPECT_EQ(day.actions[2].detail.lapsed, true);
  EXPECT_EQ(day.actions[2].detail.days, 20);
  EXPECT_EQ(day.actions[3].kind, ActionKind::stuck);
  EXPECT_EQ(day.actions[3].opportunity_id, quiet.id.uuid);
  EXPECT_EQ(day.actions[3].detail.days, 380);
  EXPECT_EQ(day.actions[3].detail.line_days, 180);
  EXPECT_EQ(day.actions[3].next_stage, Stage::decision);
  EXPECT_EQ(day.actions[3].detail.question_type, method::QuestionType::implication) << "METHOD 12.2: recognition to decision";
  EXPECT_EQ(day.actions[4].kind, ActionKind::missing_evidence);
  EXPECT_THAT(day.actions[4].detail.codes, ElementsAre(EvidenceCode::DE1, EvidenceCode::DE2));
  for (std::size_t i = 1; i < day.actions.size(); ++i) EXPECT_LE(day.actions[i - 1].rule, day.actions[i].rule);
}

TEST_F(TodayTest, ThreeActionsOfOneOpportunityAreEnough) {
  const Opportunity deal = book.deal("Busy", account, 30);
  for (int i = 0; i < 6; ++i) book.create<NextStep>({{"opportunity_id", to_string(deal.id)}, {"text", "Step"}, {"due_on", "2026-06-20"}});
  EXPECT_EQ(today(book.seller).actions.size(), 3u);
  TodayQuery query;
  query.limit = 2;
  const auto day = book.read([&](storage::Session& session) { return read_today(session, book.seller, query, book.now).value(); });
  EXPECT_EQ(day.actions.size(), 2u);
}

TEST_F(TodayTest, StaleBeforeStuckLine) {
  const Opportunity deal = book.deal("Sat", account, 200);  // satisfied since 200 days: stale after 180, never stuck
  const Today day = today(book.seller);
  ASSERT_FALSE(day.actions.empty());
  EXPECT_EQ(day.actions[0].kind, ActionKind::stale);
  EXPECT_EQ(day.actions[0].detail.line_days, 180);
  EXPECT_EQ(day.stuck.count, 0);
}

TEST_F(TodayTest, MandatoryEvidenceCountsHoweverWeak) {
  const Opportunity deal = book.deal("Weak", account, 10);
  book.create<Evidence>(
      {{"opportunity_id", to_string(deal.id)}, {"code", "AK1"}, {"source_class", "inference"}, {"observed_at", book.days_ago(3)}});
  // AK1 by inference does not reach recognition (0.9 < 2), but the mandatory code is there: nothing is "missing".
  EXPECT_EQ(find(today(book.seller).actions, ActionKind::missing_evidence), nullptr);
}

TEST_F(TodayTest, ClosedDealsAskForNothing) {
  const Opportunity deal = book.deal("Lost", account, 300);
  book.create<NextStep>({{"opportunity_id", to_string(deal.id)}, {"text", "Call"}, {"due_on", "2026-06-01"}});
  book.update(deal, {{"result", "lost"}});
  const Today day = today(book.seller);
  EXPECT_THAT(day.actions, IsEmpty());
  EXPECT_THAT(day.due_next_steps, IsEmpty());
}

TEST_F(TodayTest, PromisesToTheCustomerAsAWhole) {
  book.create<NextStep>({{"account_id", to_string(account.id)}, {"text", "Greet"}, {"due_on", "2026-06-01"}});
  const Today day = today(book.seller);
  ASSERT_EQ(day.actions.size(), 1u);
  EXPECT_FALSE(day.actions[0].opportunity_id);
  EXPECT_EQ(day.actions[0].account_id, account.id.uuid);
  ASSERT_TRUE(day.actions[0].standing);
  EXPECT_EQ(day.actions[0].standing->unit, Unit::account);
}

TEST_F(TodayTest, CadenceOfKeyAccounts) {
  const Opportunity deal = book.deal("Deal", account, 10);
  const auto boss = book.create<Contact>({{"account_id", to_string(account.id)}, {"name", "Boss"}, {"role", "decision_maker"}});
  const auto user = book.create<Contact>({{"account_id", to_string(account.id)}, {"name", "User"}, {"role", "user"}});
  const auto call = [&](const Contact& with, int days) {
    book.create<Call>({{"opportunity_id", to_string(deal.id)}, {"subject", "Visit"}, {"status", "held"}, {"held_at", book.days_ago(days)},
                       {"contact_ids", boost::json::array{to_string(with.id)}}});
  };
  call(boss, 40);
  call(user, 50);
  EXPECT_EQ(find(today(book.seller).actions, ActionKind::contact_due), nullptr) << "only key accounts have a cadence";
  account = book.update(account, {{"tier", "key"}});
  const Today day = today(book.seller);
  const auto* due = find(day.actions, ActionKind::contact_due);
  ASSERT_NE(due, nullptr);
  EXPECT_EQ(due->detail.contact_id, boss.id.uuid) << "30 days for who decides, 60 for who uses";
  EXPECT_EQ(due->detail.days, 10);
  EXPECT_EQ(due->rule, 2);
}

TEST_F(TodayTest, LevelsOpponentsAndUnplannedCalls) {
  const Opportunity deal = book.deal("Deal", account, 5);
  book.evidence(deal, "AK1", 4);
  book.create<Evidence>(
      {{"opportunity_id", to_string(deal.id)}, {"code", "DE1"}, {"source_class", "inference"}, {"observed_at", book.days_ago(2)}});
  book.create<Contact>(
      {{"account_id", to_string(account.id)}, {"name", "Head"}, {"level", "managing"}, {"influence", 4}, {"attitude", -1}});
  const auto loud = book.create<Contact>(
      {{"account_id", to_string(account.id)}, {"name", "Loud"}, {"level", "operating"}, {"influence", 3}, {"attitude", -2}});
  const auto call =
      book.create<Call>({{"opportunity_id", to_string(deal.id)}, {"subject", "Next visit"}, {"held_at", to_string(book.now.plus_days(2))}});
  const auto actions = today(book.seller).actions;
  EXPECT_THAT(kinds(actions), ElementsAre("level_not_reached", "opponent", "call_without_plan"));
  EXPECT_EQ(actions[0].detail.level, ContactLevel::senior);
  EXPECT_EQ(actions[1].detail.contact_id, loud.id.uuid) << "3 x 2 against 4 x 1";
  EXPECT_EQ(actions[1].since, book.now);
  EXPECT_EQ(actions[2].detail.call_id, call.id.uuid);
  book.update(call, {{"objective", "They name the next date"}});
  EXPECT_THAT(kinds(today(book.seller).actions), ElementsAre("level_not_reached", "opponent"));
}

TEST_F(TodayTest, DismissedComesBackAtFourteenDays) {
  book.deal("Sat", account, 200);
  const std::string id = today(book.seller).actions.at(0).id;
  EXPECT_THAT(field_errors_of(dismiss(book.seller, {id, " ", std::nullopt})), ElementsAre("/reason needs_reason"));
  EXPECT_THAT(field_errors_of(dismiss(book.seller, {"", "done", std::nullopt})), ElementsAre("/action_id required"));
  EXPECT_THAT(field_errors_of(dismiss(book.seller, {"9.x", "done", std::nullopt})), ElementsAre("/action_id bad_id"));
  ASSERT_TRUE(dismiss(book.seller, {id, "not useful", std::nullopt}));
  const auto ids = [&](const Actor& actor) {
    std::vector<std::string> list;
    for (const auto& action : today(actor).actions) list.push_back(action.id);
    return list;
  };
  EXPECT_THAT(ids(book.seller), Not(::testing::Contains(id)));
  EXPECT_THAT(ids(book.manager), ::testing::Contains(id)) << "everybody dismisses for himself";
  book.now = book.now.plus_days(13);
  EXPECT_THAT(ids(book.seller), Not(::testing::Contains(id)));
  book.now = book.now.plus_days(1);
  EXPECT_THAT(ids(book.seller), ::testing::Contains(id));
}

TEST_F(TodayTest, PutOffUntilADay) {
  book.deal("Sat", account, 200);
  const std::string id = today(book.seller).actions.at(0).id;
  EXPECT_FALSE(dismiss(book.seller, {id, "", parse_date("2026-06-30")})) << "today is no later day";
  EXPECT_FALSE(dismiss(book.seller, {id, "", parse_date("2028-06-30")}));
  ASSERT_TRUE(dismiss(book.seller, {id, "", parse_date("2026-07-02")}));
  const auto shown = [&] {
    for (const auto& action : today(book.seller).actions)
      if (action.id == id) return true;
    return false;
  };
  EXPECT_FALSE(shown());
  book.now = parse_instant("2026-07-01T15:59:59Z").value();  // one second before the 2nd begins in Shanghai
  EXPECT_FALSE(shown());
  book.now = parse_instant("2026-07-01T16:00:00Z").value();
  EXPECT_TRUE(shown());
  ASSERT_TRUE(dismiss(book.seller, {id, "later", std::nullopt}));
  EXPECT_FALSE(shown());
  EXPECT_TRUE(
      book.run(book.seller, [&](UnitOfWork& work) -> Result<bool> { return recall_action(work.session(), book.seller, id); }).value());
  EXPECT_TRUE(shown());
}

TEST_F(TodayTest, OnlyWhatOneMaySee) {
  const Opportunity deal = book.deal("Mine", account, 400);
  const std::string id = today(book.seller).actions.at(0).id;
  EXPECT_THAT(today(book.stranger).actions, IsEmpty());
  EXPECT_THAT(today(book.manager).actions, Not(IsEmpty())) << "a manager's day is the team's";
  EXPECT_THAT(today(book.admin).actions, Not(IsEmpty()));
  EXPECT_EQ(dismiss(book.stranger, {id, "x", std::nullopt}).error().code, Errc::not_found);
  TodayQuery other;
  other.owner_id = book.seller.user_id;
  EXPECT_EQ(book.read([&](storage::Session& s) { return read_today(s, book.stranger, other, book.now); }).error().code, Errc::not_found);
  EXPECT_TRUE(book.read([&](storage::Session& s) { return read_today(s, book.manager, other, book.now); }));
  TodayQuery one;
  one.opportunity_id = deal.id.uuid;
  EXPECT_EQ(book.read([&](storage::Session& s) { return read_today(s, book.stranger, one, book.now); }).error().code, Errc::not_found);
  EXPECT_THAT(today(book.seller, one).actions, Not(IsEmpty()));
  TodayQuery mine;
  mine.whose = Whose::mine;
  EXPECT_THAT(today(book.manager, mine).actions, IsEmpty());
}

TEST_F(TodayTest, CallsOfTheLocalDay) {
  const Opportunity deal = book.deal("Deal", account, 5);
  const auto call = [&](const char* subject, const char* at, const char* status) {
    book.create<Call>(
        {{"opportunity_id", to_string(deal.id)}, {"subject", subject}, {"held_at", at}, {"status", status}, {"objective", "x"}});
  };
  call("Morning", "2026-06-30T01:30:00Z", "held");         // 09:30 in Shanghai
  call("Evening", "2026-06-30T15:59:00Z", "planned");      // 23:59
  call("Tomorrow", "2026-06-30T16:00:00Z", "planned");     // 00:00 of the next day
  call("Yesterday", "2026-06-29T15:59:59Z", "held");
  call("Cancelled", "2026-06-30T02:00:00Z", "cancelled");
  const auto subjects = [&](TodayQuery query) {
    std::vector<std::string> list;
    for (const auto& entry : today(book.seller, query).calls) list.push_back(entry.call.subject);
    return list;
  };
  EXPECT_THAT(subjects({}), ElementsAre("Morning", "Evening"));
  TodayQuery london;
  london.offset_minutes = 0;
  EXPECT_THAT(subjects(london), ElementsAre("Morning", "Evening", "Tomorrow")) << "by the reader's clock";
}

TEST_F(TodayTest, WaitingDueAndWithoutNextStep) {
  const Opportunity deal = book.deal("Deal", account, 5), bare = book.deal("Bare", account, 5);
  const auto promise = [&](const char* who, int days_ahead) {
    book.create<Commitment>({{"opportunity_id", to_string(deal.id)},
                             {"who", who},
                             {"action", "give_data"},
                             {"due_at", to_string(book.now.plus_days(days_ahead))}});
  };
  promise("customer", 10);
  promise("us", 2);
  promise("us", 3);
  book.create<NextStep>({{"opportunity_id", to_string(deal.id)}, {"text", "Soon"}, {"due_on", "2026-07-02"}});
  book.create<NextStep>({{"opportunity_id", to_string(deal.id)}, {"text", "Later"}, {"due_on", "2026-07-03"}});
  const Today day = today(book.seller);
  EXPECT_EQ(day.waiting.size(), 1u);
  EXPECT_EQ(day.due_commitments.size(), 1u);
  ASSERT_EQ(day.due_next_steps.size(), 1u);
  EXPECT_EQ(day.due_next_steps[0].text, "Soon");
  EXPECT_EQ(day.without_next_step, 1) << bare.name;
}

TEST_F(TodayTest, SpeltAsTheContractSays) {
  const Opportunity deal = book.deal("Cold chain", account, 400, {{"amount_minor", 8'000'000}});
  book.evidence(deal, "AK1", 380);
  book.create<Commitment>(
      {{"opportunity_id", to_string(deal.id)}, {"who", "customer"}, {"action", "give_data"}, {"due_at", book.days_ago(1)}});
  const Today day = today(book.seller);
  const auto json = book.json([&](std::string& out, storage::Session& session) { write_today(out, session, book.seller, day); });
  const auto& first = json.at("actions").at(0);
  EXPECT_EQ(first.at("kind"), "overdue_commitment");
  EXPECT_EQ(first.at("account_name"), "澜海食品");
  EXPECT_EQ(first.at("opportunity_name"), "Cold chain");
  EXPECT_EQ(first.at("stage"), "recognition");
  EXPECT_EQ(first.at("next_stage"), "decision");
  EXPECT_EQ(first.at("amount_minor"), 8'000'000);
  EXPECT_EQ(first.at("currency"), "CNY");
  EXPECT_EQ(first.at("params").at("days"), 1);
  EXPECT_EQ(first.at("link").as_string(), "/opps/" + to_string(deal.id));
  EXPECT_EQ(json.at("stuck").at("count"), 1);
  EXPECT_EQ(json.at("stuck").at("value").at(0).at("amount_minor"), 8'000'000);
  EXPECT_EQ(json.at("stuck").at("worst").at("name"), "澜海食品");
  EXPECT_EQ(json.at("stuck").at("worst").at("dwell_days"), 380);
  EXPECT_EQ(json.at("waiting").at(0).at("account_name"), "澜海食品");
}

// A large book is read from its ends; what comes first must be the same.
TEST_F(TodayTest, ALargeScopeFindsTheSameFirst) {
  for (int i = 0; i < 20; ++i) {
    const Opportunity deal = book.deal("D" + std::to_string(i), account, 300 + i);
    book.evidence(deal, i % 2 ? "AK1" : "AK3", 250 + i);
    book.create<Commitment>({{"opportunity_id", to_string(deal.id)},
                             {"who", i % 3 ? "us" : "customer"},
                             {"action", "give_data"},
                             {"due_at", book.days_ago(i)}});
    book.create<NextStep>({{"opportunity_id", to_string(deal.id)}, {"text", "S"}, {"due_on", to_string(Date{date_of(book.now).days - i})}});
  }
  const auto ids = [&](bool small) {
    return book.read([&](storage::Session& session) {
      const WorkScope scope = work_scope(session, book.manager, std::nullopt, std::nullopt, std::nullopt).value();
      const ScopeView view = view_scope(session, scope, book.now, small ? kSmallScope : 3);
      EXPECT_EQ(view.small, small);
      EXPECT_EQ(view.stuck, 10);
      const OpenWork work = open_work(session, scope, view, book.now, date_of(book.now));
      std::vector<std::string> list;
      for (const auto& action : next_actions(session, book.manager, scope, view.opportunities, work, 0, book.now, 50))
        list.push_back(action.id);
      return list;
    });
  };
  EXPECT_EQ(ids(true), ids(false));
  EXPECT_EQ(ids(true).size(), 50u);
}

TEST(LocalTime, KnowsZonesAndRefusesPaths) {
  const Instant winter = parse_instant("2026-01-15T12:00:00Z").value(), summer = parse_instant("2026-07-15T12:00:00Z").value();
  EXPECT_EQ(utc_offset_minutes("Asia/Shanghai", winter), 480);
  EXPECT_EQ(utc_offset_minutes("Europe/Berlin", winter), 60);
  EXPECT_EQ(utc_offset_minutes("Europe/Berlin", summer), 120);
  EXPECT_EQ(utc_offset_minutes("America/St_Johns", summer), -150);
  EXPECT_EQ(utc_offset_minutes("Asia/Kolkata", Instant{-5'000'000'000'000}), 353) << "long ago, by local mean time";
  EXPECT_EQ(utc_offset_minutes("UTC", summer), 0);
  for (const char* name : {"", "Nowhere/Here", "../../etc/passwd", "/etc/passwd", "Asia", "a b", "Asia/Shanghai\n"})
    EXPECT_EQ(utc_offset_minutes(name, summer), std::nullopt) << name;
}

}  // namespace
}  // namespace wheelhouse::service
