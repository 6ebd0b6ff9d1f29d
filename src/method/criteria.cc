#include "method/criteria.h"

#include "method/check.h"
#include "method/compare.h"

namespace wheelhouse::method {

Result<CriteriaComparison> compare_criteria(std::span<const ScoredCriterion> criteria) {
  constexpr double kMustHaveScore = 3, kScoreSpan = 4;
  Checks checks;
  CriteriaComparison result;
  double all = 0, known = 0, shaped = 0, difference = 0;
  for (std::size_t i = 0; i < criteria.size(); ++i) {
    const ScoredCriterion& criterion = criteria[i];
    checks.range(Checks::at("criteria", i, "weight"), criterion.weight, 0, kNoLimit);
    checks.range(Checks::at("criteria", i, "ours"), criterion.ours, 1, 5);
    checks.range(Checks::at("criteria", i, "rival"), criterion.rival, 1, 5);
    all += criterion.weight;
    if (criterion.shaped_by_us) shaped += criterion.weight;
    result.red = result.red || (criterion.must_have && criterion.ours && below(*criterion.ours, kMustHaveScore));
    if (!criterion.ours || !criterion.rival) continue;
    known += criterion.weight;
    difference += criterion.weight * (*criterion.ours - *criterion.rival);
  }
  if (checks.failed()) return fail(checks.error());
  if (known > 0) result.advantage = difference / known / kScoreSpan;
  if (all > 0) {
    result.known_share = known / all;
    result.influence_index = shaped / all;
  }
  return result;
}

}  // namespace wheelhouse::method
