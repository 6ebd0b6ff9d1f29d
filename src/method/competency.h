// METHOD C11 and M81-M94: the fourteen rows of the expert at a glance. For coaching, not for pay. Pure.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "method/words.h"

namespace wheelhouse::method {

constexpr std::size_t kRubricRows = enum_size<RubricRow>();

struct RubricRating {
  RubricRow row{};
  RatingSource source{};
  std::optional<double> level;  // 0..3; survey answers come in as one customer rating, their mean
  int evidence_count = 0;       // without any the rating is ignored
};
struct CompetencyResult {
  std::array<std::optional<double>, kRubricRows> levels{};  // 0..3, the weighted mean of the sources; null when unrated
  std::optional<double> score;      // 0..100; null when no row with a weight is rated
  RubricBand band = RubricBand::incomplete;
  std::optional<double> self_gap;   // mean of self - others over rows that have both
  std::vector<RubricRow> growth;    // at most 3, where most is to be won
};

// Row weights of the overall score, >= 0; all 1 by default.
constexpr std::array<double, kRubricRows> equal_row_weights() {
  std::array<double, kRubricRows> weights{};
  weights.fill(1);
  return weights;
}
// Weight of a source in a row: self .2, manager .5, customer .3; in R6 and R11-R14 self 0, manager .4, customer .6.
double rating_weight(RubricRow row, RatingSource source);

// Per row and source the last rating with evidence counts, so give them in the order they were made.
Result<CompetencyResult> evaluate_competency(std::span<const RubricRating> ratings,
                                             const std::array<double, kRubricRows>& weights = equal_row_weights());

}  // namespace wheelhouse::method
