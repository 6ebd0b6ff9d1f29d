// METHOD C9 and M63: value = benefit - cost, per period and over years. Money in major units of one currency. Pure.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "method/words.h"

namespace wheelhouse::method {

struct ValueBenefit {
  double amount = 0;
  std::string currency;
  BenefitConfidence confidence{};
};
struct ValueCost {
  double amount = 0;  // of a risk: its impact
  std::string currency;
  CostKind kind{};
  std::optional<double> probability;  // 0..1; needed for a risk
};
struct ValueResult {
  double benefit = 0;  // B: amounts weighted 1, 0.75, 0.5, 0.25 by who stands behind them
  double cost = 0;     // C
  double value = 0;    // B - C, may be negative
};
double confidence_weight(BenefitConfidence confidence);
// Refuses amounts of more than one currency ("mixed_currency") and a risk without a probability.
Result<ValueResult> evaluate_value(std::span<const ValueBenefit> benefits, std::span<const ValueCost> costs);

struct NpvInput {
  std::vector<double> benefits;  // B_t for t = 1..T
  std::vector<double> running;   // as many
  double initial = 0;            // C_0
  double rate = 0;               // per period, > -1
};
struct NpvResult {
  double npv = 0;
  std::optional<double> roi;    // NPV / C_0; null when C_0 = 0
  std::optional<int> payback;   // first t in 0..T from which on the partial sums stay >= 0
};
Result<NpvResult> evaluate_npv(const NpvInput& input);

}  // namespace wheelhouse::method
