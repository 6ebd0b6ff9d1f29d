#include "method/criteria.h"

#include "method/check.h"
#include "method/compare.h"

namespace wheelhouse::method {
namespace {
constexpr double kFailingBelow = 3, kScoreSpan = 4;
}

bool criterion_fails(std::optional<double> ours) { return ours && below(*ours, kFailingBelow); }

Result<CriteriaComparison> compare_criteria(std::span<const ScoredCriterion> criteria) {
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
    result.red = result.red || (criterion.must_have && criterion_fails(criterion.ours));
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

std::optional<CriterionPlay> criterion_play(std::optional<double> ours, std::optional<double> best, bool must_have, double share,
                                            double mean_share) {
  if (!ours || !best) return std::nullopt;
  if (near(*ours, *best)) return CriterionPlay::level;
  if (above(*ours, *best)) return below(share, mean_share) ? CriterionPlay::raise_weight : CriterionPlay::hold;
  return must_have || criterion_fails(ours) ? CriterionPlay::fix : CriterionPlay::reframe;
}

}  // namespace wheelhouse::method
