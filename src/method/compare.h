// Comparisons of figures with thresholds (METHOD §13): a difference of at most 1e-9 counts as equal, so that
// 0.1 + 0.2 meets a threshold of 0.3. Nothing is rounded; only the comparison is tolerant.
#pragma once

namespace wheelhouse::method {

constexpr double kTolerance = 1e-9;

constexpr bool near(double a, double b) { return a - b <= kTolerance && b - a <= kTolerance; }
constexpr bool at_least(double a, double b) { return a - b >= -kTolerance; }
constexpr bool at_most(double a, double b) { return a - b <= kTolerance; }
constexpr bool above(double a, double b) { return a - b > kTolerance; }
constexpr bool below(double a, double b) { return b - a > kTolerance; }

}  // namespace wheelhouse::method
