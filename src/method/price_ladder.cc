#include "method/price_ladder.h"

#include "method/check.h"

namespace wheelhouse::method {

Result<PriceLadder> evaluate_price_ladder(const PriceLadderInput& input) {
  Checks checks;
  checks.range("/price", input.price, 0, kNoLimit);
  checks.range("/rival_price", input.rival_price, 0, kNoLimit);
  checks.range("/total_cost", input.total_cost, 0, kNoLimit);
  checks.range("/rival_total_cost", input.rival_total_cost, 0, kNoLimit);
  checks.range("/confirmed_benefit", input.confirmed_benefit, 0, kNoLimit);
  if (checks.failed()) return fail(checks.error());

  PriceLadder ladder;
  const auto step = [&](PriceRung rung) -> std::vector<RungGap>& {
    auto& entry = ladder.steps[static_cast<std::size_t>(rung)];
    entry.rung = rung;
    return entry.missing;
  };
  // Lower than theirs: equal is no argument.
  const auto compare = [](std::vector<RungGap>& missing, const std::optional<double>& ours, const std::optional<double>& theirs,
                          RungGap no_ours, RungGap no_theirs) {
    if (!ours) missing.push_back(no_ours);
    if (!theirs) missing.push_back(no_theirs);
    if (ours && theirs && *ours >= *theirs) missing.push_back(RungGap::not_lower);
  };
  compare(step(PriceRung::low_price), input.price, input.rival_price, RungGap::price, RungGap::rival_price);
  auto& total = step(PriceRung::total_cost);
  compare(total, input.total_cost, input.rival_total_cost, RungGap::total_cost, RungGap::rival_total_cost);
  if (input.total_cost && !input.costs_confirmed) total.push_back(RungGap::costs_unconfirmed);
  auto& value = step(PriceRung::added_value);
  const std::optional<double>& cost = input.total_cost ? input.total_cost : input.price;
  if (input.confirmed_benefit <= 0)
    value.push_back(RungGap::confirmed_benefit);
  else if (cost && input.confirmed_benefit < *cost)
    value.push_back(RungGap::below_cost);  // it adds nothing to what it costs
  for (const auto& entry : ladder.steps)
    if (entry.missing.empty()) ladder.highest = entry.rung;
  return ladder;
}

}  // namespace wheelhouse::method
