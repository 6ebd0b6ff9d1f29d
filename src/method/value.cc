#include "method/value.h"

#include <cmath>

#include "method/check.h"
#include "method/compare.h"

namespace wheelhouse::method {

double confidence_weight(BenefitConfidence confidence) {
  switch (confidence) {
    case BenefitConfidence::documented: return 1.0;
    case BenefitConfidence::said: return 0.75;
    case BenefitConfidence::estimated: return 0.5;
    case BenefitConfidence::ours: return 0.25;
  }
  return 0;
}

Result<ValueResult> evaluate_value(std::span<const ValueBenefit> benefits, std::span<const ValueCost> costs) {
  Checks checks;
  const std::string* currency = nullptr;
  const auto check_currency = [&](std::string_view list, std::size_t i, const std::string& own) {
    if (currency && *currency != own) checks.refuse(Checks::at(list, i, "currency"), "mixed_currency");
    if (!currency) currency = &own;
  };
  ValueResult result;
  for (std::size_t i = 0; i < benefits.size(); ++i) {
    check_currency("benefits", i, benefits[i].currency);
    result.benefit += benefits[i].amount * confidence_weight(benefits[i].confidence);
  }
  for (std::size_t i = 0; i < costs.size(); ++i) {
    check_currency("costs", i, costs[i].currency);
    double share = 1;
    if (costs[i].kind == CostKind::risk) {
      if (!costs[i].probability) checks.refuse(Checks::at("costs", i, "probability"), "required");
      checks.range(Checks::at("costs", i, "probability"), costs[i].probability, 0, 1);
      share = costs[i].probability.value_or(0);
    }
    result.cost += costs[i].amount * share;
  }
  if (checks.failed()) return fail(checks.error());
  result.value = result.benefit - result.cost;
  return result;
}

Result<NpvResult> evaluate_npv(const NpvInput& input) {
  Checks checks;
  if (!(input.rate > -1)) checks.refuse("/rate", "not_above", {{"min", "-1"}});
  if (input.running.size() != input.benefits.size())
    checks.refuse("/running", "wrong_list_size", {{"size", std::to_string(input.benefits.size())}});
  if (checks.failed()) return fail(checks.error());

  const int periods = static_cast<int>(input.benefits.size());
  NpvResult result;
  double sum = -input.initial, factor = 1;
  if (at_least(sum, 0)) result.payback = 0;
  for (int t = 1; t <= periods; ++t) {
    const auto i = static_cast<std::size_t>(t - 1);
    factor *= 1 + input.rate;
    sum += (input.benefits[i] - input.running[i]) / factor;
    if (below(sum, 0)) result.payback.reset();
    else if (!result.payback) result.payback = t;
  }
  result.npv = sum;
  if (input.initial != 0) result.roi = sum / input.initial;
  return result;
}

}  // namespace wheelhouse::method
