#include "method/practice.h"

#include <algorithm>
#include <vector>

#include "method/compare.h"

namespace wheelhouse::method {
namespace {

// How far two categories are from agreeing: 0 the same, 1 as far apart as can be.
double disagreement(std::size_t a, std::size_t b, std::size_t categories, AgreementWeights weights) {
  if (a == b) return 0;
  if (weights == AgreementWeights::none) return 1;
  return static_cast<double>(a > b ? a - b : b - a) / static_cast<double>(categories - 1);
}

}  // namespace

std::optional<double> quiz_score(double right, std::size_t asked) {
  if (asked == 0) return std::nullopt;
  return 100 * right / static_cast<double>(asked);
}

bool quiz_passes(std::optional<double> score) { return score && at_least(*score, kQuizPass); }

bool module_passes(std::optional<double> best_quiz_score, bool work_evidence) { return quiz_passes(best_quiz_score) && work_evidence; }

Agreement evaluate_agreement(std::size_t categories, std::span<const JudgedPair> pairs, AgreementWeights weights) {
  Agreement agreement;
  if (pairs.empty()) return agreement;
  const double n = static_cast<double>(pairs.size());
  std::vector<double> own(categories), model(categories);
  double seen = 0;
  for (const JudgedPair& pair : pairs) {
    own[pair.own] += 1 / n;
    model[pair.model] += 1 / n;
    seen += disagreement(pair.own, pair.model, categories, weights) / n;
  }
  double by_chance = 0;
  for (std::size_t i = 0; i < categories; ++i)
    for (std::size_t j = 0; j < categories; ++j) by_chance += own[i] * model[j] * disagreement(i, j, categories, weights);
  agreement.observed = 1 - seen;
  agreement.expected = 1 - by_chance;
  if (above(by_chance, 0)) agreement.kappa = 1 - seen / by_chance;
  return agreement;
}

Improvement evaluate_improvement(std::span<const std::optional<double>> scores) {
  std::vector<double> known;
  for (const auto& score : scores)
    if (score) known.push_back(*score);
  Improvement improvement;
  if (known.empty()) return improvement;
  improvement.latest = known.back();
  improvement.best = *std::max_element(known.begin(), known.end());
  if (known.size() < 2) return improvement;
  improvement.since_first = known.back() - known.front();
  improvement.since_previous = known.back() - known[known.size() - 2];
  return improvement;
}

}  // namespace wheelhouse::method
