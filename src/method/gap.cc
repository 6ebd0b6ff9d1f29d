#include "method/gap.h"

#include <algorithm>

#include "method/check.h"
#include "method/compare.h"

namespace wheelhouse::method {
namespace {

constexpr double kHighest = 10;

void check_dimension(Checks& checks, std::size_t i, const GapDimension& dimension) {
  checks.range(Checks::at("dimensions", i, "weight"), dimension.weight, 0, kNoLimit);
  checks.range(Checks::at("dimensions", i, "current"), dimension.current, 0, kHighest);
  checks.range(Checks::at("dimensions", i, "ideal"), dimension.ideal, 0, kHighest);
  checks.range(Checks::at("dimensions", i, "promised"), dimension.promised, 0, kHighest);
  checks.range(Checks::at("dimensions", i, "measured"), dimension.measured, 0, kHighest);
}

double closed(const GapDimension& dimension, double gap, double reached) {
  return std::min(gap, std::max(0.0, reached - *dimension.current));
}

}  // namespace

Result<GapResult> evaluate_gap(std::span<const GapDimension> dimensions) {
  Checks checks;
  for (std::size_t i = 0; i < dimensions.size(); ++i) check_dimension(checks, i, dimensions[i]);
  if (checks.failed()) return fail(checks.error());

  double weight = 0, gap_sum = 0, ideal_sum = 0, promised = 0, measured_gap = 0, measured = 0;
  for (const GapDimension& dimension : dimensions) {
    if (!dimension.current || !dimension.ideal) continue;
    const double w = dimension.weight;
    const double gap = std::max(0.0, *dimension.ideal - *dimension.current);
    weight += w;
    gap_sum += w * gap;
    ideal_sum += w * *dimension.ideal;
    promised += w * closed(dimension, gap, dimension.promised.value_or(*dimension.current));
    if (!dimension.measured) continue;
    measured_gap += w * gap;
    measured += w * closed(dimension, gap, *dimension.measured);
  }
  GapResult result;
  if (weight <= 0) return result;
  result.gap = gap_sum / weight;
  if (ideal_sum > 0) result.gap_percent = 100 * gap_sum / ideal_sum;
  if (gap_sum > 0) result.cover = promised / gap_sum;
  if (measured_gap > 0) result.realised = measured / measured_gap;
  return result;
}

}  // namespace wheelhouse::method
