#include "method/portfolio.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "method/check.h"
#include "method/compare.h"

namespace wheelhouse::method {
namespace {

constexpr double kZ95 = 1.96;

using Weights = std::array<double, kStageCount>;

std::optional<PortfolioDistribution> distribution_of(const Weights& weights) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (total <= 0) return std::nullopt;
  PortfolioDistribution distribution;
  double entropy = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double share = weights[i] / total;
    distribution.shares[i] = share;
    if (share > 0) entropy -= share * std::log(share);
  }
  distribution.evenness = entropy / std::log(static_cast<double>(kStageCount));
  distribution.unready = distribution.shares[0] + distribution.shares[1];
  return distribution;
}

void add_intervals(PortfolioDistribution& distribution, const Weights& counts, const Benchmark& benchmark) {
  const double n = std::accumulate(counts.begin(), counts.end(), 0.0);
  auto& intervals = distribution.intervals.emplace();
  auto& flags = distribution.benchmark_flags.emplace();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    intervals[i] = wilson_interval(counts[i], n);
    if (benchmark[i]) flags[i] = below(*benchmark[i], intervals[i].low) || above(*benchmark[i], intervals[i].high);
  }
}

}  // namespace

Interval wilson_interval(double successes, double n) {
  const double p = successes / n;
  const double z2 = kZ95 * kZ95;
  const double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half = kZ95 * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n);
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

std::optional<PortfolioDistribution> evaluate_portfolio_counts(const std::array<std::int64_t, kStageCount>& counts,
                                                               const Benchmark& benchmark) {
  Weights weights{};
  std::transform(counts.begin(), counts.end(), weights.begin(), [](std::int64_t n) { return static_cast<double>(n); });
  auto distribution = distribution_of(weights);
  if (distribution) add_intervals(*distribution, weights, benchmark);
  return distribution;
}

Result<std::optional<PortfolioDistribution>> evaluate_portfolio(std::span<const PortfolioItem> items, Weighting weighting,
                                                                const Benchmark& benchmark) {
  Checks checks;
  for (std::size_t i = 0; i < benchmark.size(); ++i) checks.range(Checks::at("benchmark", i), benchmark[i], 0, 1);

  Weights weights{};
  const std::string* currency = nullptr;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const PortfolioItem& item = items[i];
    double weight = 1;
    if (weighting == Weighting::value) {
      if (!item.amount) continue;
      if (!(*item.amount >= 0)) checks.range(Checks::at("opportunities", i, "amount"), *item.amount, 0, kNoLimit);
      if (currency && *currency != item.currency) checks.refuse(Checks::at("opportunities", i, "currency"), "mixed_currency");
      if (!currency) currency = &item.currency;
      weight = *item.amount;
    }
    weights[static_cast<std::size_t>(item.stage)] += weight;
  }
  if (checks.failed()) return fail(checks.error());
  auto distribution = distribution_of(weights);
  if (distribution && weighting == Weighting::count) add_intervals(*distribution, weights, benchmark);
  return distribution;
}

}  // namespace wheelhouse::method
