// Where a customer stands, derived and stored: as of any date, with statements that replace one another, closed deals, and
// the opportunity that speaks for an account.
#include "service/position.h"

#include "service/records_for_tests.h"

namespace wheelhouse::service {
namespace {

using enum EvidenceCode;
using enum SourceClass;

class Position : public ::testing::Test {
 protected:
  void TearDown() override {
    EXPECT_EQ(book.untrue_positions(), 0);
    EXPECT_TRUE(book.chain_is_whole());
  }
  std::optional<Stage> as_of(const Opportunity& o, int days_ago) {
    return RecordBook::stage_at(book.spans(o), book.now.plus_days(-days_ago));
  }
  std::optional<Stage> as_of(const Account& a, int days_ago) { return RecordBook::stage_at(book.spans(a), book.now.plus_days(-days_ago)); }
  // Proves every stage up to `stage`, in order, a day apart, the last one `days_ago`.
  void prove_to(const Opportunity& o, Stage stage, int days_ago) {
    static constexpr std::pair<Stage, EvidenceCode> kProofs[] = {
        {Stage::recognition, AK1}, {Stage::decision, DE1}, {Stage::criteria, CR1}, {Stage::assessment, EV1},
        {Stage::investigation, IN1}, {Stage::choice, CH1}, {Stage::reassessment, RE1}};
    for (const auto& [proves, code] : kProofs)
      if (proves <= stage) book.evidence(o, code, quote, days_ago + stage_number(stage) - stage_number(proves));
  }
  // A customer that was in the book before anything happened to it.
  Account old_customer() {
    book.now = book.now.plus_days(-90);
    Account account = book.account("Acme");
    book.now = book.now.plus_days(90);
    return account;
  }
  RecordBook book;
  Account acme = old_customer();
};

TEST_F(Position, ANewAccountStandsInSatisfactionWithNothingProven) {
  const auto row = book.position(acme);
  ASSERT_TRUE(row);
  EXPECT_EQ(row->stage, Stage::satisfaction);
  EXPECT_EQ(row->basis, Basis::none);
  EXPECT_TRUE(row->on_wheel);
  EXPECT_EQ(row->lead_opportunity_id, std::nullopt);
  EXPECT_EQ(row->stuck_at, std::nullopt);  // nobody is stuck in satisfaction
  EXPECT_EQ(book.spans(acme).size(), 1u);
}

TEST_F(Position, EvidenceMovesAndItsRemovalMovesBack) {
  const Opportunity deal = book.opportunity(acme, "Deal", 100, 40);
  prove_to(deal, Stage::criteria, 5);
  EXPECT_EQ(book.position(deal)->stage, Stage::criteria);
  EXPECT_EQ(book.position(deal)->basis, Basis::proven);
  EXPECT_EQ(book.position(acme)->stage, Stage::criteria);
  EXPECT_EQ(book.position(acme)->lead_opportunity_id, deal.id.uuid);
  EXPECT_EQ(as_of(deal, 30), Stage::satisfaction);
  EXPECT_EQ(as_of(deal, 7), Stage::recognition);
  EXPECT_EQ(as_of(deal, 6), Stage::decision);
  EXPECT_EQ(as_of(deal, 5), Stage::criteria);
  const Evidence last = book.read([&](storage::Session& session) {
    return storage::select_records<Evidence>(session, 1, "code = 'CR1'", {}).front();
  });
  ASSERT_TRUE(book.remove(last));
  EXPECT_EQ(book.position(deal)->stage, Stage::decision);
  EXPECT_EQ(as_of(deal, 5), Stage::decision);
}

TEST_F(Position, AClaimIsShownUntilItIsReplacedAndBothAreRemembered) {
  const Opportunity deal = book.opportunity(acme, "Deal", 100, 60);
  book.statement(deal, StageEventKind::claim, Stage::criteria, 40);
  book.statement(deal, StageEventKind::claim, Stage::choice, 20);
  book.statement(deal, StageEventKind::claim, Stage::decision, 10);
  EXPECT_EQ(book.position(deal)->stage, Stage::decision);
  EXPECT_EQ(book.position(deal)->basis, Basis::claimed);
  EXPECT_EQ(book.position(deal)->claimed_stage, Stage::decision);
  EXPECT_EQ(as_of(deal, 50), Stage::satisfaction);
  EXPECT_EQ(as_of(deal, 30), Stage::criteria);
  EXPECT_EQ(as_of(deal, 15), Stage::choice);
  EXPECT_EQ(as_of(deal, 5), Stage::decision);
  EXPECT_EQ(as_of(acme, 15), Stage::choice);
}

// An old book is imported: what was claimed before the deal was opened says where it stood when it was.
TEST_F(Position, ClaimsFromBeforeTheOpeningDoNotPutADealOnTheWheelEarlier) {
  const Opportunity deal = book.opportunity(acme, "Deal", 100, 20);
  book.statement(deal, StageEventKind::claim, Stage::criteria, 40);
  book.statement(deal, StageEventKind::claim, Stage::choice, 30);
  EXPECT_EQ(as_of(deal, 35), std::nullopt);
  EXPECT_EQ(as_of(deal, 25), std::nullopt);
  EXPECT_EQ(as_of(deal, 15), Stage::choice);
  ASSERT_EQ(book.spans(deal).size(), 1u);
  EXPECT_EQ(book.spans(deal)[0].from_at, deal.opened_at);
}

TEST_F(Position, AProofStandsAboveAClaim) {
  const Opportunity deal = book.opportunity(acme, "Deal", 100, 60);
  book.statement(deal, StageEventKind::claim, Stage::choice, 40);
  prove_to(deal, Stage::recognition, 10);
  EXPECT_EQ(book.position(deal)->stage, Stage::recognition);
  EXPECT_EQ(book.position(deal)->claimed_stage, Stage::choice);
  EXPECT_EQ(as_of(deal, 20), Stage::choice);
  EXPECT_EQ(book.spans(deal).back().previous_stage, Stage::choice);
}

TEST_F(Position, AnOverrideHoldsUntilEvidenceComes) {
  const Opportunity deal = book.opportunity(acme, "Deal", 100, 60);
  prove_to(deal, Stage::recognition, 40);
  book.statement(deal, StageEventKind::override_, Stage::investigation, 30);
  book.statement(deal, StageEventKind::override_, Stage::criteria, 20);
  EXPECT_EQ(book.position(deal)->basis, Basis::override_);
  EXPECT_EQ(as_of(deal, 25), Stage::investigation);
  EXPECT_EQ(as_of(deal, 15), Stage::criteria);
  book.evidence(deal, DE1, quote, 10);
  EXPECT_EQ(book.position(deal)->stage, Stage::decision);
  EXPECT_EQ(as_of(deal, 15), Stage::criteria);
}

TEST_F(Position, ARegressionIsAStepBackwards) {
  const Opportunity deal = book.opportunity(acme, "Deal", 100, 60);
  prove_to(deal, Stage::investigation, 30);
  book.statement(deal, StageEventKind::regression, Stage::decision, 10);
  EXPECT_EQ(book.position(deal)->stage, Stage::decision);
  EXPECT_EQ(as_of(deal, 20), Stage::investigation);
  EXPECT_EQ(book.spans(deal).back().previous_stage, Stage::investigation);
}

TEST_F(Position, ALateEntryInfersWhatLiesBehind) {
  const Opportunity deal = book.opportunity(acme, "Deal", 100, 60);
  book.evidence(deal, CH1, quote, 20);
  EXPECT_EQ(book.position(deal)->stage, Stage::satisfaction);
  book.statement(deal, StageEventKind::late_entry, std::nullopt, 10);
  EXPECT_EQ(book.position(deal)->stage, Stage::choice);
  EXPECT_NE(book.position(deal)->inferred, 0u);
  EXPECT_EQ(as_of(deal, 15), Stage::satisfaction);
}

TEST_F(Position, ALostDealLeavesTheWheelOnItsDayAndComesBackWhenReopened) {
  Opportunity deal = book.opportunity(acme, "Deal", 100, 60);
  prove_to(deal, Stage::criteria, 30);
  deal = book.change(deal, {{"result", "lost"}, {"closed_at", to_string(book.now.plus_days(-10))}}).value();
  EXPECT_FALSE(book.position(deal)->on_wheel);
  EXPECT_EQ(book.position(deal)->stuck_at, std::nullopt);
  EXPECT_EQ(as_of(deal, 20), Stage::criteria);
  EXPECT_EQ(as_of(deal, 9), std::nullopt);
  EXPECT_EQ(book.position(acme)->lead_opportunity_id, std::nullopt);
  EXPECT_EQ(as_of(acme, 20), Stage::criteria);
  EXPECT_EQ(as_of(acme, 9), Stage::satisfaction);  // stands by itself again
  deal = book.change(deal, {{"result", "open"}}).value();
  EXPECT_TRUE(book.position(deal)->on_wheel);
  EXPECT_EQ(as_of(deal, 9), Stage::criteria);
  EXPECT_EQ(book.position(acme)->lead_opportunity_id, deal.id.uuid);
}

TEST_F(Position, ADealLostBeforeItsFirstEvidenceHasNoStretchAfterwards) {
  Opportunity deal = book.opportunity(acme, "Deal", 100, 60);
  prove_to(deal, Stage::recognition, 5);
  deal = book.change(deal, {{"result", "no_decision"}, {"closed_at", to_string(book.now.plus_days(-20))}}).value();
  ASSERT_EQ(book.spans(deal).size(), 1u);
  EXPECT_EQ(book.spans(deal)[0].to_at, book.now.plus_days(-20));
  EXPECT_EQ(book.spans(deal)[0].stage, Stage::satisfaction);
}

TEST_F(Position, AWonDealStaysWhileItsLapIsOpen) {
  Opportunity deal = book.opportunity(acme, "Deal", 100, 60);
  prove_to(deal, Stage::reassessment, 10);
  deal = book.change(deal, {{"result", "won"}, {"closed_at", to_string(book.now.plus_days(-9))}}).value();
  EXPECT_TRUE(book.position(deal)->on_wheel);
  EXPECT_EQ(book.position(deal)->stage, Stage::reassessment);
}

TEST_F(Position, ADealWonLongBeforeItCameIntoTheBookIsHistory) {
  Opportunity old;
  old.name = "Old";
  old.account_id = acme.id;
  old.opened_at = book.now.plus_days(-300);
  old.result = OpportunityResult::won;
  old.closed_at = book.now.plus_days(-100);
  old = book.add(old);
  book.statement(old, StageEventKind::claim, Stage::reassessment, 100);
  EXPECT_FALSE(book.position(old)->on_wheel);
  Opportunity recent = old;
  recent.id = {};
  recent.version = 0;
  recent.closed_at = book.now.plus_days(-80);
  recent = book.add(recent);
  book.statement(recent, StageEventKind::claim, Stage::reassessment, 80);
  EXPECT_TRUE(book.position(recent)->on_wheel);
}

TEST_F(Position, AClosedLapOpensTheNextOne) {
  const Opportunity deal = book.opportunity(acme, "Deal", 100, 90);
  prove_to(deal, Stage::reassessment, 40);
  book.evidence(deal, SA1, quote, 25);
  EXPECT_EQ(book.position(deal)->lap, 1);
  book.evidence(deal, SA2, quote, 20);
  EXPECT_EQ(book.position(deal)->lap, 2);
  EXPECT_EQ(book.position(deal)->stage, Stage::satisfaction);
  EXPECT_EQ(book.position(deal)->basis, Basis::proven);  // by the later of the two, which belongs to the new lap
  EXPECT_EQ(book.position(deal)->lap_opened_at, book.now.plus_days(-20));
  EXPECT_TRUE(book.position(deal)->on_wheel);
  EXPECT_EQ(as_of(deal, 30), Stage::reassessment);
  EXPECT_EQ(as_of(deal, 15), Stage::satisfaction);
  EXPECT_EQ(book.spans(deal).back().previous_stage, Stage::reassessment);
  book.evidence(deal, AK1, quote, 10);
  EXPECT_EQ(book.position(deal)->stage, Stage::recognition);
  EXPECT_EQ(as_of(deal, 15), Stage::satisfaction);
  // A step back of the old lap has nothing left to clear.
  book.statement(deal, StageEventKind::regression, Stage::criteria, 5);
  EXPECT_EQ(book.position(deal)->stage, Stage::recognition);
  const Evidence closing = book.read([&](storage::Session& session) {
    return storage::select_records<Evidence>(session, 1, "code = 'SA2'", {}).front();
  });
  ASSERT_TRUE(book.remove(closing));  // then the lap never closed, and the step back counts
  EXPECT_EQ(book.position(deal)->lap, 1);
  EXPECT_EQ(book.position(deal)->stage, Stage::criteria);
}

TEST_F(Position, AWonDealLeavesTheWheelWhenItsLapClosesAndTheCustomerTurnsOn) {
  Opportunity deal = book.opportunity(acme, "Deal", 100, 90);
  prove_to(deal, Stage::reassessment, 40);
  deal = book.change(deal, {{"result", "won"}, {"closed_at", to_string(book.now.plus_days(-39))}}).value();
  EXPECT_TRUE(book.position(deal)->on_wheel);
  EXPECT_EQ(book.position(acme)->stage, Stage::reassessment);
  book.evidence(deal, SA1, quote, 25);
  book.evidence(deal, SA2, quote, 20);
  EXPECT_FALSE(book.position(deal)->on_wheel);
  EXPECT_EQ(as_of(deal, 30), Stage::reassessment);
  EXPECT_EQ(as_of(deal, 15), std::nullopt);
  auto row = *book.position(acme);
  EXPECT_EQ(row.stage, Stage::satisfaction);
  EXPECT_EQ(row.basis, Basis::proven);
  EXPECT_EQ(row.lap, 2);
  EXPECT_EQ(row.entered_at, book.now.plus_days(-20));
  EXPECT_EQ(row.lead_opportunity_id, std::nullopt);
  EXPECT_EQ(as_of(acme, 30), Stage::reassessment);
  EXPECT_EQ(as_of(acme, 10), Stage::satisfaction);
  book.evidence(deal, AK1, quote, 5);  // what the customer says now is about the next deal, wherever it was noted
  EXPECT_EQ(book.position(acme)->stage, Stage::recognition);
  EXPECT_EQ(book.position(acme)->basis, Basis::proven);
}

TEST_F(Position, AWonDealWithoutASignedOrderIsClaimedInReassessment) {
  Opportunity deal = book.opportunity(acme, "Deal", 100, 60);
  book.statement(deal, StageEventKind::claim, Stage::assessment, 50);
  deal = book.change(deal, {{"result", "won"}, {"closed_at", to_string(book.now.plus_days(-10))}}).value();
  EXPECT_EQ(book.position(deal)->stage, Stage::reassessment);
  EXPECT_EQ(book.position(deal)->basis, Basis::claimed);
  EXPECT_EQ(book.position(deal)->entered_at, book.now.plus_days(-10));
  EXPECT_TRUE(book.position(deal)->on_wheel);
  EXPECT_EQ(as_of(deal, 20), Stage::assessment);
  EXPECT_EQ(as_of(deal, 5), Stage::reassessment);
  deal = book.change(deal, {{"result", "open"}, {"closed_at", nullptr}}).value();
  EXPECT_EQ(book.position(deal)->stage, Stage::assessment);
}

TEST_F(Position, TheLargestOpenDealSpeaksForTheAccount) {
  const Opportunity small = book.opportunity(acme, "Small", 100, 60);
  const Opportunity unknown = book.opportunity(acme, "Unknown", std::nullopt, 60);
  prove_to(unknown, Stage::choice, 5);
  EXPECT_EQ(book.position(acme)->lead_opportunity_id, small.id.uuid);
  Opportunity large = book.opportunity(acme, "Large", 1000, 20);
  prove_to(large, Stage::recognition, 10);
  auto row = *book.position(acme);
  EXPECT_EQ(row.lead_opportunity_id, large.id.uuid);
  EXPECT_EQ(row.stage, Stage::recognition);
  EXPECT_EQ(row.amount_minor, 1000);
  EXPECT_EQ(row.currency, "CNY");
  large = book.change(large, {{"result", "lost"}}).value();
  EXPECT_EQ(book.position(acme)->lead_opportunity_id, small.id.uuid);
  large = book.change(large, {{"result", "open"}}).value();
  acme = book.change(acme, {{"pinned_opportunity_id", to_string(unknown.id)}}).value();
  row = *book.position(acme);
  EXPECT_EQ(row.lead_opportunity_id, unknown.id.uuid);
  EXPECT_EQ(row.stage, Stage::choice);
  EXPECT_EQ(row.amount_minor, std::nullopt);
  acme = book.change(acme, {{"pinned_opportunity_id", nullptr}}).value();
  EXPECT_EQ(book.position(acme)->lead_opportunity_id, large.id.uuid);
}

TEST_F(Position, WithoutADealAnAccountStandsByItsOwnEvidence) {
  book.evidence(acme, AK1, quote, 10);
  EXPECT_EQ(book.position(acme)->stage, Stage::recognition);
  EXPECT_EQ(book.position(acme)->basis, Basis::proven);
  EXPECT_EQ(as_of(acme, 5), Stage::recognition);
  const Opportunity deal = book.opportunity(acme, "Deal", 1, 4);
  EXPECT_EQ(book.position(acme)->stage, Stage::satisfaction);  // its evidence is its own
  ASSERT_TRUE(book.remove(deal));
  EXPECT_EQ(book.position(acme)->stage, Stage::recognition);
}

TEST_F(Position, ADealFromBeforeTheAccountsTimeShowsTheAccountWhileItWasOpen) {
  const Account young = book.account("Young");
  Opportunity deal = book.opportunity(young, "Deal", 100, 60);
  deal = book.change(deal, {{"result", "lost"}, {"closed_at", to_string(book.now.plus_days(-10))}}).value();
  EXPECT_EQ(as_of(young, 20), Stage::satisfaction);
  EXPECT_EQ(as_of(young, 9), std::nullopt);
  EXPECT_EQ(as_of(young, 0), Stage::satisfaction);
}

TEST_F(Position, ADealThatChangesItsAccountLeavesNoTrace) {
  const Account other = book.account("Other");
  Opportunity deal = book.opportunity(acme, "Deal", 100, 30);
  prove_to(deal, Stage::criteria, 5);
  deal = book.change(deal, {{"account_id", to_string(other.id)}}).value();
  EXPECT_EQ(book.position(acme)->stage, Stage::satisfaction);
  EXPECT_EQ(book.position(other)->stage, Stage::criteria);
  deal = book.change(deal, {{"account_id", nullptr}}).value();
  EXPECT_EQ(book.position(other)->lead_opportunity_id, std::nullopt);
  EXPECT_EQ(book.position(deal)->account_id, std::nullopt);
}

TEST_F(Position, NamesOwnersAndParentsFollowTheRecord) {
  const User seller = book.user("Seller", UserRole::seller);
  const Account parent = book.account("Parent");
  acme = book.change(acme, {{"name", "重庆钢铁"}, {"owner_id", to_string(seller.id)}, {"parent_id", to_string(parent.id)}}).value();
  const auto row = *book.position(acme);
  EXPECT_EQ(row.owner_id, seller.id.uuid);
  EXPECT_EQ(row.account_id, parent.id.uuid);
  EXPECT_EQ(row.sort_key, sort_key("重庆钢铁"));
  EXPECT_LE(sort_key(std::string(500, 'x')).size(), 80u);
}

TEST_F(Position, DeletedRecordsHaveNoPosition) {
  const Opportunity deal = book.opportunity(acme, "Deal", 100, 30);
  prove_to(deal, Stage::decision, 5);
  ASSERT_TRUE(book.remove(acme));
  EXPECT_EQ(book.position(acme), std::nullopt);
  EXPECT_EQ(book.position(deal), std::nullopt);
  EXPECT_TRUE(book.spans(acme).empty());
  EXPECT_TRUE(book.spans(deal).empty());
}

TEST_F(Position, AnAuditFindsAndRepairsWhatIsNotTrue) {
  const Opportunity deal = book.opportunity(acme, "Deal", 100, 30);
  book.write([&](storage::Session& session) {
    session.execute("UPDATE position SET stage = 5 WHERE unit = 1");
    session.execute("DELETE FROM position_span WHERE unit = 0");
  });
  EXPECT_EQ(book.untrue_positions(), 2);
  EXPECT_EQ(book.untrue_positions(), 2);  // looking changes nothing
  book.write([&](storage::Session& session) { EXPECT_EQ(audit_positions(session, 1, book.now, true).different, 2); });
  EXPECT_EQ(book.untrue_positions(), 0);
  EXPECT_EQ(book.position(deal)->stage, Stage::satisfaction);
}

}  // namespace
}  // namespace wheelhouse::service
