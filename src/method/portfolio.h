// METHOD C8 and M38: how a portfolio spreads over the wheel, with the doubt that small numbers carry. Pure.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "domain/vocabulary.h"
#include "method/words.h"

namespace wheelhouse::method {

struct PortfolioItem {
  Stage stage{};
  std::optional<double> amount;  // >= 0, major units; read only when weighting by value
  std::string currency;
};
using Benchmark = std::array<std::optional<double>, kStageCount>;  // shares 0..1; null where there is none
// Only recognition has a sourced share (M31: 79 %).
constexpr Benchmark default_benchmark() {
  Benchmark benchmark{};
  benchmark[static_cast<std::size_t>(Stage::recognition)] = 0.79;
  return benchmark;
}

struct Interval {
  double low = 0;
  double high = 0;
};
// Wilson score interval of a share, z = 1.96 (95 %), cut to [0, 1]. 0 <= successes <= n, n >= 1.
Interval wilson_interval(double successes, double n);

struct PortfolioDistribution {
  std::array<double, kStageCount> shares{};                  // sum 1
  std::optional<std::array<Interval, kStageCount>> intervals;  // by count only
  double evenness = 0;                                       // 0 all in one stage .. 1 equal
  double unready = 0;                                        // share of satisfaction and recognition
  // By count only; per stage null where the benchmark is, true when it lies outside the interval.
  std::optional<std::array<std::optional<bool>, kStageCount>> benchmark_flags;
};

// Null when nothing can be counted (no items, or by value: no amount above 0). Refuses negative amounts, mixed currencies
// ("mixed_currency") by value, and benchmarks outside 0..1. By value, items without an amount are left out.
Result<std::optional<PortfolioDistribution>> evaluate_portfolio(std::span<const PortfolioItem> items, Weighting weighting,
                                                                const Benchmark& benchmark = default_benchmark());
// The same from counts that a query has made already; null when they sum to 0.
std::optional<PortfolioDistribution> evaluate_portfolio_counts(const std::array<std::int64_t, kStageCount>& counts,
                                                               const Benchmark& benchmark = default_benchmark());

}  // namespace wheelhouse::method
