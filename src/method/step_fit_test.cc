#include "method/step_fit.h"

#include <gtest/gtest.h>

#include "method/evidence_table.h"

namespace wheelhouse::method {
namespace {

TEST(StepFit, ASellerAheadOfTheCustomerIsPositive) {
  EXPECT_EQ(step_gap(SellerStep::proposal, Stage::criteria), 1);
  EXPECT_EQ(step_gap(SellerStep::proposal, Stage::assessment), 0);
  EXPECT_EQ(step_gap(SellerStep::demo, Stage::investigation), 0);
  EXPECT_EQ(step_gap(SellerStep::demo, Stage::choice), -1);
  EXPECT_EQ(step_gap(SellerStep::close, Stage::recognition), 5);
}

TEST(StepFit, EveryStageHasAStepThatFits) {
  for (int i = 0; i < kStageCount; ++i) EXPECT_EQ(step_gap(step_for(static_cast<Stage>(i)), static_cast<Stage>(i)), 0);
}

TEST(EvidenceTable, EveryStageHasAStarredCode) {
  for (int i = 0; i < kStageCount; ++i) {
    const auto rules = evidence_rules_of(static_cast<Stage>(i));
    bool starred = false;
    for (const EvidenceRule& rule : rules) {
      starred = starred || rule.starred;
      EXPECT_EQ(find_evidence_rule(rule.code), &rule);
    }
    EXPECT_TRUE(starred);
  }
  EXPECT_EQ(find_evidence_rule(EvidenceCode::SKIP5), nullptr);
  EXPECT_EQ(find_evidence_rule(EvidenceCode::DE_minus), nullptr);
}

}  // namespace
}  // namespace wheelhouse::method
