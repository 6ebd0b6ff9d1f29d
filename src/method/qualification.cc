#include "method/qualification.h"

#include <span>

#include "method/check.h"
#include "method/compare.h"

namespace wheelhouse::method {
namespace {

constexpr double kHighestRating = 4;
constexpr double kKeyThreshold = 60;
constexpr double kStayKeyThreshold = 50;
constexpr double kGridThreshold = 50;

std::optional<double> weighted_index(std::span<const std::optional<double>> ratings, std::span<const double> weights) {
  double sum = 0;
  for (std::size_t i = 0; i < ratings.size(); ++i) {
    if (!ratings[i]) return std::nullopt;
    sum += weights[i] * *ratings[i];
  }
  return 100 * sum / kHighestRating;
}

void check_ratings(Checks& checks, std::string_view list, std::span<const std::optional<double>> ratings) {
  for (std::size_t i = 0; i < ratings.size(); ++i) checks.range(Checks::at(list, i), ratings[i], 0, kHighestRating);
}

AccountTier tier_of(double keyness, double attractiveness, std::optional<AccountTier> current) {
  if (current == AccountTier::key && at_least(keyness, kStayKeyThreshold) && at_least(attractiveness, kStayKeyThreshold))
    return AccountTier::key;
  const bool key = at_least(keyness, kKeyThreshold);
  const bool attractive = at_least(attractiveness, kKeyThreshold);
  if (key && attractive) return AccountTier::key;
  return key || attractive ? AccountTier::watch : AccountTier::individual;
}

AccountGrid grid_of(double attractiveness, double strength) {
  const bool strong = at_least(strength, kGridThreshold);
  if (at_least(attractiveness, kGridThreshold)) return strong ? AccountGrid::invest_for_growth : AccountGrid::invest_selectively;
  return strong ? AccountGrid::maintain_for_cash : AccountGrid::low_cost_channel;
}

}  // namespace

Result<Qualification> evaluate_qualification(const QualificationInput& input) {
  Checks checks;
  check_ratings(checks, "keyness", input.keyness);
  check_ratings(checks, "attractiveness", input.attractiveness);
  check_ratings(checks, "strength", input.strength);
  if (checks.failed()) return fail(checks.error());

  Qualification result;
  result.keyness = weighted_index(input.keyness, kKeynessWeights);
  result.attractiveness = weighted_index(input.attractiveness, kAttractivenessWeights);
  result.strength = weighted_index(input.strength, kStrengthWeights);
  if (result.keyness && result.attractiveness) result.tier = tier_of(*result.keyness, *result.attractiveness, input.current_tier);
  if (result.attractiveness && result.strength) result.grid = grid_of(*result.attractiveness, *result.strength);
  return result;
}

}  // namespace wheelhouse::method
