#include "method/portfolio.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>
#include <vector>

namespace wheelhouse::method {
namespace {

TEST(Portfolio, GoldenT7) {
  const auto distribution = evaluate_portfolio_counts({2, 12, 1, 2, 0, 2, 1, 0});
  ASSERT_TRUE(distribution);
  EXPECT_NEAR(distribution->shares[1], 0.60, 1e-9);
  EXPECT_NEAR((*distribution->intervals)[1].low, 0.3866, 5e-5);
  EXPECT_NEAR((*distribution->intervals)[1].high, 0.7812, 5e-5);
  EXPECT_NEAR(distribution->evenness, 0.62365, 5e-6);
  EXPECT_EQ((*distribution->benchmark_flags)[1], true);
  EXPECT_EQ((*distribution->benchmark_flags)[0], std::nullopt);
}

TEST(Portfolio, NothingIsNoDataNotZero) {
  EXPECT_EQ(*evaluate_portfolio({}, Weighting::count), std::nullopt);
  const std::vector<PortfolioItem> unpriced{{Stage::choice, std::nullopt, "CNY"}};
  EXPECT_EQ(*evaluate_portfolio(unpriced, Weighting::value), std::nullopt);
}

TEST(Portfolio, ValueNeverMixesCurrencies) {
  const std::vector<PortfolioItem> items{{Stage::choice, 100, "CNY"}, {Stage::choice, 100, "USD"}};
  const auto refused = evaluate_portfolio(items, Weighting::value);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fields[0].pointer, "/opportunities/1/currency");
  EXPECT_TRUE(evaluate_portfolio(items, Weighting::count));
}

TEST(PortfolioProperties, SharesSumToOneInsideTheirIntervals) {
  std::mt19937 random(3);
  for (int round = 0; round < 2000; ++round) {
    std::array<std::int64_t, kStageCount> counts{};
    for (auto& n : counts) n = std::uniform_int_distribution<int>(0, 40)(random);
    const auto distribution = evaluate_portfolio_counts(counts);
    if (!distribution) continue;
    EXPECT_NEAR(std::accumulate(distribution->shares.begin(), distribution->shares.end(), 0.0), 1, 1e-9);
    EXPECT_GE(distribution->evenness, 0);
    EXPECT_LE(distribution->evenness, 1 + 1e-12);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const Interval interval = (*distribution->intervals)[i];
      EXPECT_LE(interval.low, distribution->shares[i] + 1e-12);
      EXPECT_GE(interval.high, distribution->shares[i] - 1e-12);
      EXPECT_GE(interval.low, 0);
      EXPECT_LE(interval.high, 1);
    }
  }
}

}  // namespace
}  // namespace wheelhouse::method
