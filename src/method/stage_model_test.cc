#include "method/stage_model.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

namespace wheelhouse::method {
namespace {

// METHOD T16: states A 0, B 1, WON 2, LOST 3.
StageModel golden() {
  StageModel model;
  model.states.resize(4);
  model.states[0].row = {{1, .6}, {3, .4}};
  model.states[0].sojourn[0] = model.states[0].sojourn[1] = .5;
  model.states[1].row = {{2, .5}, {3, .5}};
  model.states[1].sojourn[0] = .7;
  model.states[1].sojourn[2] = .3;
  return model;
}

TEST(StageModel, GoldenT16) {
  const double fresh[] = {0, .105, .21, .255, .30}, aged[] = {0, .21, .21, .30, .30};
  for (int weeks = 1; weeks <= 5; ++weeks) {
    EXPECT_NEAR(forecast_interval(golden(), 0, weeks, 0).probabilities[2], fresh[weeks - 1], 1e-9) << weeks;
    EXPECT_NEAR(forecast_interval(golden(), 0, weeks, 1).probabilities[2], aged[weeks - 1], 1e-9) << weeks;
  }
}

TEST(StageModel, GoldenT17) { EXPECT_NEAR(**transition_probability(7, 10, .5, 4), 0.642857, 5e-7); }

TEST(StageModel, AStayLongerThanAnyKnownLeavesNextWeek) {
  const auto forecast = forecast_interval(golden(), 0, 1, 2);
  EXPECT_TRUE(forecast.stuck);
  EXPECT_NEAR(forecast.probabilities[0], 0, 1e-12);
  EXPECT_NEAR(forecast.probabilities[1], .6, 1e-12);
  EXPECT_NEAR(forecast_interval(golden(), 0, 0, 2).probabilities[0], 1, 1e-12);
}

TEST(StageModel, AnEndStaysWhereItIs) {
  const auto forecast = forecast_interval(golden(), 2, 50, 9);
  EXPECT_EQ(forecast.probabilities[2], 1);
  EXPECT_FALSE(forecast.stuck);
}

TEST(StageModelProperties, PriorsAreDistributions) {
  for (int i = 0; i < 7; ++i) {
    const auto stage = static_cast<ForecastState>(i);
    const auto& row = prior_row(stage);
    EXPECT_NEAR(std::accumulate(row.begin(), row.end(), 0.0), 1, 1e-12);
    const Sojourn sojourn = prior_sojourn(stage);
    EXPECT_NEAR(std::accumulate(sojourn.begin(), sojourn.end(), 0.0), 1, 1e-9);
  }
}

// METHOD C19: the probabilities over all states sum to 1 within 1e-9.
TEST(StageModelProperties, TheForecastIsADistributionAtEveryAgeAndHorizon) {
  const StageModel model = default_stage_model(73.0);
  for (int start = 0; start < 10; ++start)
    for (const int weeks : {0, 1, 5, 13, 104})
      for (const int age : {0, 3, 40, 103, 104, 500}) {
        const auto forecast = forecast_interval(model, start, weeks, age);
        EXPECT_NEAR(std::accumulate(forecast.probabilities.begin(), forecast.probabilities.end(), 0.0), 1, 1e-9);
        for (const double p : forecast.probabilities) {
          EXPECT_GE(p, 0);
          EXPECT_LE(p, 1 + 1e-12);
        }
      }
}

TEST(StageModelProperties, WinningTakesTimeAndHealthHelps) {
  double before = -1;
  for (int weeks = 0; weeks <= 104; weeks += 8) {
    const double p = forecast_interval(default_stage_model(50.0), 3, weeks, 0).probabilities[7];
    EXPECT_GE(p, before);
    before = p;
  }
  EXPECT_GT(forecast_interval(default_stage_model(90.0), 3, 26, 0).probabilities[7],
            forecast_interval(default_stage_model(10.0), 3, 26, 0).probabilities[7]);
  EXPECT_NEAR(forecast_interval(default_stage_model(std::nullopt), 3, 26, 0).probabilities[7],
              forecast_interval(default_stage_model(50.0), 3, 26, 0).probabilities[7], 1e-12);
}

TEST(StageModelProperties, OwnSojournsAreDistributionsWithTheirTail) {
  std::mt19937 random(2);
  for (int round = 0; round < 200; ++round) {
    std::vector<double> exits(30 + round % 20), censored(round % 15);
    for (double& days : exits) days = std::uniform_int_distribution<int>(0, 900)(random);
    for (double& days : censored) days = std::uniform_int_distribution<int>(0, 900)(random);
    const auto estimate = estimate_sojourn(ForecastState::criteria, exits, censored);
    EXPECT_EQ(estimate.source, SojournSource::own);
    EXPECT_NEAR(std::accumulate(estimate.sojourn.begin(), estimate.sojourn.end(), 0.0), 1, 1e-9);
  }
  EXPECT_EQ(estimate_sojourn(ForecastState::criteria, std::vector<double>(29, 5), {}).source, SojournSource::prior);
}

TEST(StageModel, WeeksAreCountedFromOne) {
  EXPECT_EQ(sojourn_week(0), 1);
  EXPECT_EQ(sojourn_week(7), 1);
  EXPECT_EQ(sojourn_week(8), 2);
  EXPECT_EQ(sojourn_week(10'000), 104);
}

}  // namespace
}  // namespace wheelhouse::method
