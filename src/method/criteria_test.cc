#include "method/criteria.h"

#include <gtest/gtest.h>

#include <vector>

namespace wheelhouse::method {
namespace {

TEST(Criteria, GoldenT14) {
  const std::vector<ScoredCriterion> criteria{{0.40, 4, 3, false, false}, {0.35, 3, 4, false, false}, {0.25, 5, 3, false, true}};
  const auto result = compare_criteria(criteria);
  EXPECT_NEAR(*result->advantage, 0.1375, 1e-9);
  EXPECT_NEAR(*result->influence_index, 0.25, 1e-9);
}

TEST(Criteria, AFailedMustHaveIsRedWhateverTheSum) {
  const std::vector<ScoredCriterion> criteria{{1, 2, 1, true, false}, {9, 5, 1, false, false}};
  EXPECT_TRUE(compare_criteria(criteria)->red);
  EXPECT_GT(*compare_criteria(criteria)->advantage, 0);
}

TEST(CriteriaProperties, ExchangingTheSidesTurnsTheSign) {
  for (double a : {1.0, 2.5, 5.0})
    for (double b : {1.0, 3.0, 5.0}) {
      const std::vector<ScoredCriterion> here{{2, a, b, false, false}, {1, 3, 4, false, false}};
      const std::vector<ScoredCriterion> there{{2, b, a, false, false}, {1, 4, 3, false, false}};
      EXPECT_NEAR(*compare_criteria(here)->advantage, -*compare_criteria(there)->advantage, 1e-12);
      EXPECT_LE(*compare_criteria(here)->advantage, 1);
    }
}

TEST(Criteria, PlayFollowsWhoIsAheadAndWhatItWeighs) {
  EXPECT_EQ(criterion_play(4, 3, false, 0.4, 0.3), CriterionPlay::hold);
  EXPECT_EQ(criterion_play(4, 3, false, 0.2, 0.3), CriterionPlay::raise_weight);
  EXPECT_EQ(criterion_play(3, 3, true, 0.4, 0.3), CriterionPlay::level);
  EXPECT_EQ(criterion_play(3, 4, true, 0.4, 0.3), CriterionPlay::fix) << "a must-have is not argued away";
  EXPECT_EQ(criterion_play(2, 4, false, 0.4, 0.3), CriterionPlay::fix);
  EXPECT_EQ(criterion_play(3, 4, false, 0.4, 0.3), CriterionPlay::reframe);
  EXPECT_EQ(criterion_play(std::nullopt, 4, true, 0.4, 0.3), std::nullopt);
  EXPECT_EQ(criterion_play(4, std::nullopt, true, 0.4, 0.3), std::nullopt);
}

}  // namespace
}  // namespace wheelhouse::method
