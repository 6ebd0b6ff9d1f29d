#include "method/serving.h"

#include <gtest/gtest.h>

namespace wheelhouse::method {
namespace {

TEST(Serving, AnIntrinsicBuyerIsOverServedByCostElseByTheWayItIsWorked) {
  EXPECT_FALSE(evaluate_serving(BuyerType::intrinsic, BuyerType::extrinsic, 0.15).over) << "the line itself is still fine";
  EXPECT_TRUE(evaluate_serving(BuyerType::intrinsic, BuyerType::intrinsic, 0.16).over);
  EXPECT_TRUE(evaluate_serving(BuyerType::intrinsic, BuyerType::extrinsic, std::nullopt).over);
  EXPECT_FALSE(evaluate_serving(BuyerType::intrinsic, std::nullopt, std::nullopt).over);
}

TEST(Serving, WhoWantsMoreIsUnderServedByPriceAlone) {
  EXPECT_TRUE(evaluate_serving(BuyerType::extrinsic, BuyerType::intrinsic, 0.5).under);
  EXPECT_TRUE(evaluate_serving(BuyerType::strategic, BuyerType::intrinsic, std::nullopt).under);
  EXPECT_FALSE(evaluate_serving(BuyerType::strategic, BuyerType::extrinsic, std::nullopt).under);
  EXPECT_FALSE(evaluate_serving(std::nullopt, BuyerType::intrinsic, 0.9).under);
}

}  // namespace
}  // namespace wheelhouse::method
