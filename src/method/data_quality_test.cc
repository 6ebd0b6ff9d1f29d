#include "method/data_quality.h"

#include <gtest/gtest.h>

namespace wheelhouse::method {
namespace {

TEST(DataQuality, AsksForMoreAtEveryStage) {
  std::size_t before = 0;
  for (int i = 0; i < kStageCount; ++i) {
    const DataQuality empty = evaluate_data_quality(static_cast<Stage>(i), false, {});
    EXPECT_GT(empty.missing.size(), before);
    EXPECT_EQ(empty.quality, 0);
    EXPECT_TRUE(empty.greyed);
    before = empty.missing.size();
  }
}

TEST(DataQuality, ASkippedAssessmentAsksForNoWeights) {
  const auto required = evaluate_data_quality(Stage::choice, false, {}).missing.size();
  EXPECT_EQ(evaluate_data_quality(Stage::choice, true, {}).missing.size(), required - 1);
}

TEST(DataQuality, HalfIsNotGreyed) {
  QualityFieldSet present;
  present.insert(QualityField::account);
  present.insert(QualityField::owner);
  EXPECT_EQ(evaluate_data_quality(Stage::recognition, false, present).quality, 50);
  EXPECT_FALSE(evaluate_data_quality(Stage::recognition, false, present).greyed);
}

}  // namespace
}  // namespace wheelhouse::method
