// The part of negotiation.h that learns the customer's weights from the offers they preferred.
#include <cmath>
#include <numeric>
#include <string>

#include "method/check.h"
#include "method/compare.h"
#include "method/negotiation.h"
#include "method/random.h"

namespace wheelhouse::method {
namespace {

constexpr std::size_t kSamples = 500, kEnough = 50, kMostSamples = 20'000;
constexpr double kConcentration = 20;

// Whether the customer would prefer a over b (or not mind) with these weights.
bool agrees(const Negotiation& negotiation, const Preference& preference, const std::vector<double>& weights) {
  double a = 0, b = 0;
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const auto& utilities = negotiation.issues()[k].customer_utilities;
    a += weights[k] * utilities[static_cast<std::size_t>(preference.a[k] - 1)];
    b += weights[k] * utilities[static_cast<std::size_t>(preference.b[k] - 1)];
  }
  return at_least(a, b);
}

void check_preferences(Checks& checks, const Negotiation& negotiation, std::span<const Preference> preferences) {
  for (const Preference& preference : preferences) {
    for (FieldError& error : negotiation.check(preference.a, "/a")) checks.refuse(error.pointer, error.code, std::move(error.params));
    for (FieldError& error : negotiation.check(preference.b, "/b")) checks.refuse(error.pointer, error.code, std::move(error.params));
  }
}

// Adds up the samples that agree.
class Estimator {
 public:
  Estimator(const Negotiation& negotiation, std::span<const Preference> preferences)
      : negotiation_(negotiation), preferences_(preferences), sum_(negotiation.issues().size()) {}
  void add(const std::vector<double>& weights) {
    ++result_.drawn;
    for (const Preference& preference : preferences_)
      if (!agrees(negotiation_, preference, weights)) return;
    ++result_.kept;
    for (std::size_t k = 0; k < weights.size(); ++k) sum_[k] += weights[k];
  }
  std::size_t kept() const { return result_.kept; }
  std::size_t drawn() const { return result_.drawn; }
  WeightEstimate result() const {
    WeightEstimate result = result_;
    result.contradictory = result.kept == 0;
    if (result.kept > 0) {
      auto& estimate = result.estimate.emplace(sum_);
      for (double& weight : estimate) weight /= static_cast<double>(result.kept);
    }
    return result;
  }

 private:
  const Negotiation& negotiation_;
  std::span<const Preference> preferences_;
  std::vector<double> sum_;
  WeightEstimate result_;
};

}  // namespace

Result<WeightEstimate> learn_weights(const Negotiation& negotiation, std::span<const Preference> preferences,
                                     std::span<const std::vector<double>> samples) {
  Checks checks;
  check_preferences(checks, negotiation, preferences);
  const std::size_t issues = negotiation.issues().size();
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (samples[i].size() != issues) {
      checks.refuse(Checks::at("samples", i), "wrong_list_size", {{"size", std::to_string(issues)}});
      continue;
    }
    for (std::size_t k = 0; k < issues; ++k)
      if (!(samples[i][k] >= 0)) checks.range(Checks::at("samples", i, std::to_string(k)), samples[i][k], 0, kNoLimit);
  }
  if (checks.failed()) return fail(checks.error());
  Estimator estimator(negotiation, preferences);
  for (const auto& weights : samples) estimator.add(weights);
  return estimator.result();
}

Result<WeightEstimate> sample_weights(const Negotiation& negotiation, std::span<const Preference> preferences, std::uint64_t seed) {
  Checks checks;
  check_preferences(checks, negotiation, preferences);
  if (checks.failed()) return fail(checks.error());
  SeededRandom random(seed);
  Estimator estimator(negotiation, preferences);
  std::vector<double> weights(negotiation.issues().size());
  while (estimator.drawn() < kSamples || (estimator.kept() < kEnough && estimator.drawn() < kMostSamples)) {
    for (std::size_t k = 0; k < weights.size(); ++k) weights[k] = random.gamma(1 + kConcentration * negotiation.customer_weight(k));
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double& weight : weights) weight /= total;
    estimator.add(weights);
  }
  return estimator.result();
}

}  // namespace wheelhouse::method
