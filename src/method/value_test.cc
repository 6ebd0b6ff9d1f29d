#include "method/value.h"

#include <gtest/gtest.h>

namespace wheelhouse::method {
namespace {

TEST(Value, GoldenT8) {
  const std::vector<ValueBenefit> benefits{{300'000, "CNY", BenefitConfidence::documented},
                                           {120'000, "CNY", BenefitConfidence::estimated},
                                           {80'000, "CNY", BenefitConfidence::ours}};
  const auto value = evaluate_value(benefits, {});
  EXPECT_NEAR(value->benefit, 380'000, 1e-6);
  const auto npv = evaluate_npv({{380'000, 380'000, 380'000}, {30'000, 30'000, 30'000}, 450'000, 0.10});
  EXPECT_NEAR(npv->npv, 420'398.20, 5e-3);
}

TEST(Value, PaybackHoldsToTheEnd) {
  EXPECT_EQ(evaluate_npv({{100, 0, 100}, {0, 50, 0}, 80, 0})->payback, 3);  // above in year 1, below again in year 2
  EXPECT_EQ(evaluate_npv({{100, 50, 0}, {0, 0, 0}, 80, 0})->payback, 1);
  EXPECT_EQ(evaluate_npv({{}, {}, 0, 0})->payback, 0);
  EXPECT_EQ(evaluate_npv({{10}, {0}, 80, 0})->payback, std::nullopt);
}

TEST(Value, NoInvestmentNoReturnOnIt) {
  EXPECT_EQ(evaluate_npv({{10}, {0}, 0, 0.1})->roi, std::nullopt);
  EXPECT_FALSE(evaluate_npv({{10}, {0}, 5, -1}));
  EXPECT_FALSE(evaluate_npv({{10}, {}, 5, 0}));
}

TEST(Value, RefusesMixedCurrenciesAndRiskWithoutProbability) {
  const std::vector<ValueBenefit> benefits{{1, "CNY", BenefitConfidence::said}};
  const std::vector<ValueCost> costs{{1, "USD", CostKind::price, std::nullopt}, {1, "CNY", CostKind::risk, std::nullopt}};
  const auto refused = evaluate_value(benefits, costs);
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().fields.size(), 2u);
  EXPECT_EQ(refused.error().fields[0].code, "mixed_currency");
  EXPECT_EQ(refused.error().fields[1].pointer, "/costs/1/probability");
}

TEST(ValueProperties, NpvFallsWithTheRateWhenBenefitsComeLater) {
  double before = 1e18;
  for (double rate = -0.5; rate < 2; rate += 0.1) {
    const double npv = evaluate_npv({{100, 200, 300}, {10, 10, 10}, 250, rate})->npv;
    EXPECT_LT(npv, before);
    before = npv;
  }
}

}  // namespace
}  // namespace wheelhouse::method
