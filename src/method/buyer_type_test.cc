#include "method/buyer_type.h"

#include <gtest/gtest.h>

namespace wheelhouse::method {
namespace {

BuyerTypeInput input(BuyerAnswers intrinsic, BuyerAnswers extrinsic, BuyerAnswers strategic) {
  BuyerTypeInput in;
  in.answers = {intrinsic, extrinsic, strategic};
  return in;
}

TEST(BuyerType, GoldenT9Extrinsic) {
  const auto result = evaluate_buyer_type(input({2, 1, 2, 2}, {4, 5, 4, 3}, {3, 2, 3, 2}));
  EXPECT_NEAR(*result->scores[0], 18.75, 1e-9);
  EXPECT_NEAR(*result->scores[1], 75, 1e-9);
  EXPECT_NEAR(*result->scores[2], 37.5, 1e-9);
  EXPECT_EQ(result->type, BuyerType::extrinsic);
}

TEST(BuyerType, StrategicMustBeEarnedOnBothSides) {
  BuyerTypeInput in = input({1, 1, 1, 1}, {2, 2, 2, 2}, {5, 4, 4, 4});
  auto result = evaluate_buyer_type(in);
  EXPECT_EQ(result->type, BuyerType::strategic);
  EXPECT_TRUE(result->strategic_candidate);
  EXPECT_EQ(result->mode, BuyerType::extrinsic);
  in.has_our_sponsor = in.has_their_sponsor = true;
  in.joint_goals = 1;
  result = evaluate_buyer_type(in);
  EXPECT_FALSE(result->strategic_candidate);
  EXPECT_EQ(result->mode, BuyerType::strategic);
}

TEST(BuyerType, ACloseLeadIsMixedWithTiesInOrder) {
  const auto result = evaluate_buyer_type(input({3, 3, 3, 3}, {3, 3, 3, 3}, {3, 3, 3, 3}));
  EXPECT_EQ(result->type, BuyerType::mixed);
  EXPECT_EQ(result->top_two, std::pair(BuyerType::intrinsic, BuyerType::extrinsic));
}

TEST(BuyerType, TheCapIsThreeOrFivePercent) {
  BuyerTypeInput in;
  in.accounts = 100;
  in.strategic_accounts = 5;
  EXPECT_FALSE(evaluate_buyer_type(in)->strategic_cap_exceeded);
  in.strategic_accounts = 6;
  EXPECT_TRUE(evaluate_buyer_type(in)->strategic_cap_exceeded);
  EXPECT_EQ(evaluate_buyer_type(in)->type, std::nullopt);
}

TEST(BuyerType, NamesEveryWrongAnswer) {
  const auto refused = evaluate_buyer_type(input({0, 1, 1, 1}, {1, 1, 1, 6}, {1, 1, 1, 1}));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fields[1].pointer, "/answers/extrinsic/3");
}

}  // namespace
}  // namespace wheelhouse::method
