#include "method/qualification.h"

#include <gtest/gtest.h>

#include <numeric>

namespace wheelhouse::method {
namespace {

TEST(Qualification, GoldenT10) {
  QualificationInput input;
  input.keyness = {4, 3, 3, 3, 2, 3, 2};
  const auto result = evaluate_qualification(input);
  EXPECT_NEAR(*result->keyness, 70, 1e-9);
  EXPECT_EQ(result->tier, AccountTier::undecided);  // attractiveness is not rated
  EXPECT_EQ(result->grid, std::nullopt);
}

TEST(Qualification, WeightsSumToOne) {
  EXPECT_NEAR(std::accumulate(kKeynessWeights.begin(), kKeynessWeights.end(), 0.0), 1, 1e-12);
  EXPECT_NEAR(std::accumulate(kAttractivenessWeights.begin(), kAttractivenessWeights.end(), 0.0), 1, 1e-12);
  EXPECT_NEAR(std::accumulate(kStrengthWeights.begin(), kStrengthWeights.end(), 0.0), 1, 1e-12);
}

TEST(Qualification, AKeyAccountStaysKeyDownToFifty) {
  QualificationInput input;
  input.keyness.fill(2);
  input.attractiveness.fill(2);
  EXPECT_EQ(evaluate_qualification(input)->tier, AccountTier::individual);
  input.current_tier = AccountTier::key;
  EXPECT_EQ(evaluate_qualification(input)->tier, AccountTier::key);
  input.attractiveness[0] = 1.9;
  EXPECT_EQ(evaluate_qualification(input)->tier, AccountTier::individual);
}

TEST(Qualification, RefusesRatingsOutsideTheScale) {
  QualificationInput input;
  input.strength[2] = 4.1;
  const auto refused = evaluate_qualification(input);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fields[0].pointer, "/strength/2");
}

}  // namespace
}  // namespace wheelhouse::method
