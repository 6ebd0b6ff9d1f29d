// METHOD C21, M13, M14: how far the customer stands from the ideal, and how much of that a solution closes. Pure.
#pragma once
#include <optional>
#include <span>

#include "base/result.h"

namespace wheelhouse::method {

// Levels 0..10, from the customer.
struct GapDimension {
  double weight = 0;  // >= 0
  std::optional<double> current;
  std::optional<double> ideal;
  std::optional<double> promised;  // unknown: nothing promised
  std::optional<double> measured;  // after delivery
};
struct GapResult {
  std::optional<double> gap;          // G, 0..10; null without a weighted dimension whose current and ideal are known
  std::optional<double> gap_percent;  // of the weighted ideal
  std::optional<double> cover;        // share of G that is promised, 0..1; null when G = 0
  std::optional<double> realised;     // share of the gap measured that was closed, over dimensions measured
};
Result<GapResult> evaluate_gap(std::span<const GapDimension> dimensions);

}  // namespace wheelhouse::method
