#include "method/statement.h"

#include <gtest/gtest.h>

namespace wheelhouse::method {
namespace {

StatementFacts full(std::optional<NeedState> state) { return {true, true, true, true, true, state}; }

TEST(Statement, WithoutAnExplicitNeedItIsAnAdvantageWhateverTheWordsSay) {
  EXPECT_EQ(classify_statement(full(std::nullopt)), StatementClass::advantage);
  EXPECT_EQ(classify_statement(full(NeedState::implied)), StatementClass::advantage);
  EXPECT_EQ(classify_statement(full(NeedState::explicit_)), StatementClass::value);
  EXPECT_EQ(classify_statement(full(NeedState::met)), StatementClass::value);
}

TEST(Statement, ADowngradedNeedTakesTheBenefitBackAtOnce) {
  Offer offer;
  offer.needs = {{"n", NeedState::explicit_, true, true}};
  offer.statements = {{"n", full(std::nullopt)}};
  EXPECT_EQ(evaluate_offer(offer).gate, ProposalGate::pass);
  offer.needs[0].state = NeedState::developed;
  EXPECT_EQ(evaluate_offer(offer).classes[0], StatementClass::advantage);
  EXPECT_EQ(evaluate_offer(offer).gate, ProposalGate::block);
  offer.tier = AccountTier::individual;
  EXPECT_EQ(evaluate_offer(offer).gate, ProposalGate::warn);
}

TEST(Statement, ValueNeedsTheCustomersYes) {
  StatementFacts facts = full(NeedState::confirmed);
  facts.confirmed = false;
  EXPECT_EQ(classify_statement(facts), StatementClass::benefit);
  EXPECT_EQ(classify_statement({true, false, false, false, false, NeedState::explicit_}), StatementClass::feature);
  EXPECT_EQ(classify_statement({}), StatementClass::feature);
}

TEST(Statement, APartTiedToNothingOpenIsUnneeded) {
  Offer offer;
  offer.needs = {{"e", NeedState::explicit_, false, true}, {"m", NeedState::met, false, true}, {"o", NeedState::explicit_, false, false}};
  offer.parts = {{true, {}}, {false, {"e"}}, {false, {"m"}}, {false, {"o"}}, {false, {}}};
  EXPECT_EQ(evaluate_offer(offer).unneeded_parts, (std::vector<std::size_t>{2, 3, 4}));
}

TEST(Statement, CompletenessStaysWithinOne) {
  for (int bits = 0; bits < 32; ++bits) {
    const StatementFacts facts{(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0, NeedState::explicit_};
    const double l = statement_completeness(facts, classify_statement(facts));
    EXPECT_GE(l, 0);
    EXPECT_LE(l, 1 + 1e-12);
  }
}

// METHOD C5 names these invariants.
TEST(StatementProperties, TheModelCurvesKeepTheirOrder) {
  double before = 2;
  for (int i = 0; i <= 1000; ++i) {
    const double t = i / 1000.0;
    const ImpactCurves curves = impact_curves_at(t);
    EXPECT_GE(curves.benefit, 0.8);
    EXPECT_LT(curves.advantage, before);
    before = curves.advantage;
    if (t <= 0.9) {
      EXPECT_GE(curves.benefit, curves.advantage);
      EXPECT_GE(curves.advantage, curves.feature);
    }
  }
}

TEST(Statement, ARateIsShownFromTenCallsOn) {
  std::vector<StatementCall> calls(9, {{StatementClass::benefit}, Stage::choice, CallOutcome::advance});
  EXPECT_EQ(statement_rate(StatementClass::benefit, Stage::choice, calls).rate, std::nullopt);
  calls.push_back({{StatementClass::benefit}, Stage::choice, CallOutcome::continuation});
  EXPECT_NEAR(*statement_rate(StatementClass::benefit, Stage::choice, calls).rate, 0.9, 1e-12);
}

TEST(Statement, EachStageHasItsOwnClasses) {
  for (const Stage stage : {Stage::satisfaction, Stage::recognition, Stage::decision})
    for (std::size_t c = 0; c < enum_size<StatementClass>(); ++c)
      EXPECT_FALSE(class_fits_stage(static_cast<StatementClass>(c), stage)) << "nothing unasked before the criteria";
  EXPECT_TRUE(class_fits_stage(StatementClass::advantage, Stage::criteria));
  EXPECT_FALSE(class_fits_stage(StatementClass::feature, Stage::choice)) << "no new features at the choice";
  EXPECT_TRUE(class_fits_stage(StatementClass::feature, Stage::investigation)) << "to prove";
  EXPECT_TRUE(class_fits_stage(StatementClass::value, Stage::reassessment));
}

}  // namespace
}  // namespace wheelhouse::method
