// METHOD C10 and M28: is this a key account, and how should it be worked? Pure.
#pragma once
#include <array>
#include <optional>

#include "base/result.h"
#include "domain/vocabulary.h"
#include "method/words.h"

namespace wheelhouse::method {

// Ratings 0..4; null where not rated.
struct QualificationInput {
  std::array<std::optional<double>, 7> keyness{};         // the rows of M28
  std::array<std::optional<double>, 6> attractiveness{};  // potential, growth, strategic fit, profitability, prestige, openness
  std::array<std::optional<double>, 4> strength{};        // our share, coverage, fit to needs, delivery record
  std::optional<AccountTier> current_tier;                // for hysteresis
};
struct Qualification {
  std::optional<double> keyness;         // K, 0..100; null when a row is missing
  std::optional<double> attractiveness;  // A, 0..100
  std::optional<double> strength;        // B, 0..100
  AccountTier tier = AccountTier::undecided;
  std::optional<AccountGrid> grid;       // null when A or B is
};

constexpr std::array<double, 7> kKeynessWeights{.10, .15, .15, .15, .10, .15, .20};
constexpr std::array<double, 6> kAttractivenessWeights{.30, .15, .20, .15, .10, .10};
constexpr std::array<double, 4> kStrengthWeights{.25, .25, .25, .25};

// Key from K >= 60 and A >= 60; an account that is key now stays so while both are >= 50.
Result<Qualification> evaluate_qualification(const QualificationInput& input);

}  // namespace wheelhouse::method
