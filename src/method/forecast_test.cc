#include "method/forecast.h"

#include <gtest/gtest.h>

#include <cmath>

namespace wheelhouse::method {
namespace {

TEST(Forecast, CurrenciesNeverMixAndStuckStandsBeside) {
  const std::vector<ForecastItem> items{
      {100, "CNY", 0.7, false}, {50, "EUR", 0.4, false}, {900, "CNY", 0.9, true}, {std::nullopt, "CNY", 0.1, false}};
  const auto result = evaluate_forecast(items);
  ASSERT_EQ(result->by_currency.size(), 2u);
  EXPECT_NEAR(result->by_currency[0].expected, 70, 1e-9);
  EXPECT_NEAR(result->by_currency[0].variance, 2100, 1e-9);
  using enum ForecastCategory;
  EXPECT_EQ(result->categories, (std::vector{commit, probable, omitted, upside}));
  ASSERT_EQ(result->stuck_not_counted.size(), 1u);
  EXPECT_EQ(result->stuck_not_counted[0].amount, 900);
}

TEST(ForecastProperties, TheBandHoldsTheMiddleAndTheSeedDecides) {
  std::vector<ForecastItem> items;
  for (int i = 0; i < 40; ++i) items.push_back({100.0 + i, "CNY", 0.5, false});
  const auto first = evaluate_forecast(items, 7)->by_currency[0], again = evaluate_forecast(items, 7)->by_currency[0];
  EXPECT_EQ(first.band_low, again.band_low);
  EXPECT_LT(first.band_low, first.expected);
  EXPECT_GT(first.band_high, first.expected);
  // A normal total has its 80 % band about 1.2816 SD either side.
  const double sd = std::sqrt(first.variance);
  EXPECT_NEAR(first.band_low, first.expected - 1.2816 * sd, 0.1 * sd);
  EXPECT_NEAR(first.band_high, first.expected + 1.2816 * sd, 0.1 * sd);
}

TEST(Forecast, HealthNeedsTwoFigures) {
  EXPECT_EQ(*account_health({50, {}, {}, {}}), std::nullopt);
  EXPECT_NEAR(**account_health({50, {}, {}, 0}), 50, 1e-12);
  EXPECT_NEAR(**account_health({100, 1, 1, 1}), 100, 1e-12);
  EXPECT_FALSE(account_health({101, {}, {}, {}}));
}

TEST(Calibration, BinsAreHalfOpenAndTheLastIsClosed) {
  const std::vector<ClosedForecast> closed{{0.2, true}, {0.6, true}, {1.0, false}, {0.0, false}};
  const auto result = evaluate_calibration(closed);
  EXPECT_EQ((*result->bins)[0].n, 1);
  EXPECT_EQ((*result->bins)[1].n, 1);
  EXPECT_EQ((*result->bins)[3].n, 1);
  EXPECT_EQ((*result->bins)[4].n, 1);
  EXPECT_NEAR(*result->brier, (0.64 + 0.16 + 1 + 0) / 4, 1e-12);
  EXPECT_TRUE(result->prior_driven);
  EXPECT_EQ(evaluate_calibration({})->brier, std::nullopt);
}

}  // namespace
}  // namespace wheelhouse::method
