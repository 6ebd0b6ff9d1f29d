#include "method/style.h"

#include <gtest/gtest.h>

namespace wheelhouse::method {
namespace {

TEST(Style, GoldenT6Controlling) {
  const auto placement = evaluate_style({5, 4, 4, 5, 3, 4, 2, 1, 2, 2, 3, 2}, {2, 2, 1, 3, 2, 2, 4, 4, 5, 3, 4, 4});
  EXPECT_NEAR(*placement->power, 0.541667, 5e-7);
  EXPECT_NEAR(*placement->emotion, -0.5, 1e-9);
  ASSERT_TRUE(placement->zone);
  EXPECT_EQ(placement->zone->quadrant, Style::controlling);
  EXPECT_EQ(placement->zone->grid_row, 4);
  EXPECT_EQ(placement->zone->grid_column, 3);
}

TEST(Style, StraightLinedAnswersPlaceNobody) {
  StyleAnswers threes{};
  threes.fill(3);
  const auto placement = evaluate_style(threes, threes);
  EXPECT_EQ(placement->status, PlacementStatus::straight_lined);
  EXPECT_EQ(placement->power, std::nullopt);
}

TEST(Style, InsufficientIsTestedBeforeStraightLined) {
  StyleAnswers few{};
  for (int i = 0; i < 7; ++i) few[static_cast<std::size_t>(i)] = 3;
  StyleAnswers threes{};
  threes.fill(3);
  EXPECT_EQ(evaluate_style(few, threes)->status, PlacementStatus::insufficient);
}

TEST(Style, ZonesNearTheMiddleListEveryoneTheyMightBe) {
  EXPECT_EQ(style_zone(0.1, 0.5).candidates, (std::vector{Style::advocating, Style::facilitating}));
  EXPECT_EQ(style_zone(-0.1, 0.1).candidates.size(), 4u);
  EXPECT_EQ(style_zone(-0.1, 0.1).candidates.front(), Style::facilitating);
  EXPECT_FALSE(style_zone(0.15, -0.15).borderline);
}

TEST(StyleProperties, GridAndStrengthStayInBounds) {
  for (int p = -100; p <= 100; ++p)
    for (int e = -100; e <= 100; ++e) {
      const StyleZone zone = style_zone(p / 100.0, e / 100.0);
      EXPECT_GE(zone.grid_row, 1);
      EXPECT_LE(zone.grid_row, 6);
      EXPECT_GE(zone.strength, 0);
      EXPECT_LE(zone.strength, 1 + 1e-12);
      EXPECT_EQ(zone.candidates.front(), zone.quadrant);
    }
}

TEST(StyleProperties, FlexIsAsFarBackAsForth) {
  for (double p : {-1.0, -0.3, 0.0, 0.7})
    for (double e : {-0.9, 0.0, 1.0}) {
      const auto there = evaluate_flex({p, e}, {0.2, -0.4}), back = evaluate_flex({0.2, -0.4}, {p, e});
      EXPECT_NEAR(there->distance, back->distance, 1e-12);
      EXPECT_EQ(there->direction, -back->direction);
      EXPECT_LE(there->distance, 1);
    }
  EXPECT_EQ(evaluate_flex({0.5, 0.5}, {0.5, 0.5})->axis, std::nullopt);
}

TEST(Style, RatersWithoutBothAxesStayOut) {
  const std::vector<StyleRating> raters{{0.5, 0.5, 3}, {0.9, std::nullopt, 3}, {-0.5, 0.5, 1}};
  const auto result = evaluate_raters(raters);
  ASSERT_TRUE(*result);
  EXPECT_NEAR((*result)->power, 0.25, 1e-12);
  EXPECT_NEAR((*result)->power_deviation, 0.5, 1e-12);
  EXPECT_TRUE((*result)->raters_disagree);
}

}  // namespace
}  // namespace wheelhouse::method
