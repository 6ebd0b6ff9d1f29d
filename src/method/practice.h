// METHOD §10, M26, M27, M62: what a quiz is worth, how far a learner's judgement agrees with the model's, whether attempts get better,
// and when a module is passed. Pure.
#pragma once
#include <cstddef>
#include <optional>
#include <span>

namespace wheelhouse::method {

constexpr double kQuizPass = 80;  // per cent

// Per cent of what was asked; null when nothing was. A near miss may be right in part.
std::optional<double> quiz_score(double right, std::size_t asked);
bool quiz_passes(std::optional<double> score);
// Both halves are needed: what was learned, and that it was done in real work.
bool module_passes(std::optional<double> best_quiz_score, bool work_evidence);

// One judgement of the same thing by two, as places in one list of categories.
struct JudgedPair {
  std::size_t own = 0;
  std::size_t model = 0;
};
enum class AgreementWeights { none, linear };  // linear: of ordered categories, a near miss is less wrong than a far one
struct Agreement {
  std::optional<double> observed;  // 0..1, weighted share of agreement; null without pairs
  std::optional<double> expected;  // the same by chance, from how often each uses each category
  std::optional<double> kappa;     // (observed − expected) / (1 − expected); null when chance alone already agrees fully
};
// Cohen's kappa. Every place is below `categories`.
Agreement evaluate_agreement(std::size_t categories, std::span<const JudgedPair> pairs, AgreementWeights weights);

// Attempts at the same thing, oldest first; a score may be unknown.
struct Improvement {
  std::optional<double> latest;  // of those known
  std::optional<double> best;
  std::optional<double> since_first;     // latest − first; null below two known
  std::optional<double> since_previous;  // latest − the one before
};
Improvement evaluate_improvement(std::span<const std::optional<double>> scores);

}  // namespace wheelhouse::method
