#include "method/competency.h"

#include <gtest/gtest.h>

#include <random>

namespace wheelhouse::method {
namespace {

std::vector<RubricRating> by_manager_and_customer(const std::vector<double>& levels) {
  std::vector<RubricRating> ratings;
  for (std::size_t r = 0; r < levels.size(); ++r)
    for (const RatingSource source : {RatingSource::manager, RatingSource::customer})
      ratings.push_back({static_cast<RubricRow>(r), source, levels[r], 1});
  return ratings;
}

TEST(Competency, GoldenT11Middle) {
  const auto result = evaluate_competency(by_manager_and_customer({2, 2, 3, 2, 2, 1, 2, 2, 1, 2, 2, 2, 2, 2}));
  EXPECT_NEAR(*result->score, 64.2857, 5e-5);
  EXPECT_EQ(result->band, RubricBand::middle);
  EXPECT_EQ(result->growth, (std::vector{RubricRow::R6, RubricRow::R9, RubricRow::R1}));
}

TEST(Competency, SelfPraiseAloneIsCappedAndDoesNotSpeakForCustomers) {
  const std::vector<RubricRating> ratings{{RubricRow::R1, RatingSource::self, 3, 1}, {RubricRow::R11, RatingSource::self, 3, 1}};
  const auto result = evaluate_competency(ratings);
  EXPECT_EQ(result->levels[0], 1.0);
  EXPECT_EQ(result->levels[10], std::nullopt);
  EXPECT_EQ(result->band, RubricBand::incomplete);
  EXPECT_EQ(result->self_gap, std::nullopt);
}

TEST(Competency, ARatingWithoutEvidenceIsIgnoredAndTheLastOneCounts) {
  const std::vector<RubricRating> ratings{{RubricRow::R2, RatingSource::manager, 1, 1},
                                          {RubricRow::R2, RatingSource::manager, 2, 1},
                                          {RubricRow::R2, RatingSource::manager, 3, 0}};
  EXPECT_EQ(evaluate_competency(ratings)->levels[1], 2.0);
}

TEST(CompetencyProperties, LevelsAndScoreStayInBoundsAndABetterRatingNeverLowersThem) {
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    std::vector<double> levels(14);
    for (double& level : levels) level = std::uniform_int_distribution<int>(0, 2)(random);
    const auto before = evaluate_competency(by_manager_and_customer(levels));
    levels[static_cast<std::size_t>(std::uniform_int_distribution<int>(0, 13)(random))] += 1;
    const auto after = evaluate_competency(by_manager_and_customer(levels));
    EXPECT_GT(*after->score, *before->score);
    EXPECT_LE(after->band, before->band);
    EXPECT_GE(*before->score, 0);
    EXPECT_LE(*after->score, 100);
    EXPECT_LE(after->growth.size(), 3u);
  }
}

}  // namespace
}  // namespace wheelhouse::method
