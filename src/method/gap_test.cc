#include "method/gap.h"

#include <gtest/gtest.h>

#include <vector>

namespace wheelhouse::method {
namespace {

TEST(Gap, GoldenT15) {
  const std::vector<GapDimension> dimensions{{.5, 3, 9, 8, {}}, {.3, 5, 8, 8, {}}, {.2, 7, 8, 7, {}}};
  const auto result = evaluate_gap(dimensions);
  EXPECT_NEAR(*result->gap, 4.1, 1e-9);
  EXPECT_NEAR(*result->gap_percent, 48.2353, 5e-5);
  EXPECT_NEAR(*result->cover, 0.829268, 5e-7);
  EXPECT_EQ(result->realised, std::nullopt);
}

TEST(Gap, NoNeedNoCover) {
  const auto result = evaluate_gap(std::vector<GapDimension>{{1, 8, 5, 9, 9}});
  EXPECT_EQ(result->gap, 0);
  EXPECT_EQ(result->cover, std::nullopt);
  EXPECT_EQ(evaluate_gap({})->gap, std::nullopt);
}

TEST(GapProperties, CoverNeverExceedsTheGapAndGrowsWithThePromise) {
  double before = -1;
  for (int promised = 0; promised <= 10; ++promised) {
    const auto result = evaluate_gap(std::vector<GapDimension>{{1, 3, 8, promised, {}}, {2, 5, 6, {}, {}}});
    EXPECT_GE(*result->cover, before);
    EXPECT_LE(*result->cover, 1);
    before = *result->cover;
  }
}

}  // namespace
}  // namespace wheelhouse::method
