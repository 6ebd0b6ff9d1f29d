// METHOD C19: a semi-Markov model of the way through the stages: where an opportunity will be in n weeks. Pure.
// States are small numbers of the caller; a state without a row is absorbing.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/result.h"
#include "domain/vocabulary.h"
#include "method/words.h"

namespace wheelhouse::method {

constexpr int kSojournWeeks = 104;
using Sojourn = std::array<double, kSojournWeeks>;  // g(1..104): probability to leave in week m; sums to 1

// p = (moves + alpha q) / (exits + alpha); null when the denominator is 0. Refuses moves above exits and q outside 0..1.
Result<std::optional<double>> transition_probability(double moves, double exits, double prior, double alpha);

constexpr std::size_t kForecastStates = enum_size<ForecastState>();
using TransitionRow = std::array<double, kForecastStates>;  // by destination, sums to 1
constexpr bool is_absorbing(ForecastState state) { return state >= ForecastState::won; }
constexpr ForecastState forecast_state(Stage stage) { return static_cast<ForecastState>(stage); }  // not for reassessment

// Default moves out of a stage before the order [ours].
const TransitionRow& prior_row(ForecastState stage);
// The prior with own counts of exits by destination (each >= 0), alpha = 4.
TransitionRow transition_row(ForecastState stage, const std::array<double, kForecastStates>& counts);

// Week of a stay of `days`: clamp(ceil(days / 7), 1, 104).
int sojourn_week(double days);
// Lognormal with median D / 7 weeks, sigma 0.6; what lies beyond goes to week 104.
Sojourn prior_sojourn(ForecastState stage);
struct SojournEstimate {
  SojournSource source = SojournSource::prior;
  Sojourn sojourn{};
};
// Own Kaplan-Meier histogram from 30 exits on, else the prior. Days >= 0; a censored stay is at risk in its own week.
SojournEstimate estimate_sojourn(ForecastState stage, std::span<const double> exit_days, std::span<const double> censored_days);

// The model over states 0..n-1.
struct StageModel {
  struct State {
    std::vector<std::pair<int, double>> row;  // destination, probability; empty: absorbing
    Sojourn sojourn{};                        // read only when not absorbing
  };
  std::vector<State> states;
};
struct IntervalForecast {
  std::vector<double> probabilities;  // by state, sum 1
  bool stuck = false;                 // the stay is longer than any known: leaves next week (not the stuck of C2)
};
// Phi(start, ·)(weeks | age): weeks 0..104, age in whole weeks >= 0, for the first stay only.
IntervalForecast forecast_interval(const StageModel& model, int start, int weeks, int age_weeks);
// Probabilities of `target` after 0..weeks, for every state without age: one pass serves many opportunities.
std::vector<std::vector<double>> target_curves(const StageModel& model, int target, int weeks);
// The same with an age, from those curves.
double aged_probability(const StageModel& model, const std::vector<std::vector<double>>& curves, int start, int target, int weeks,
                        int age_weeks);

// METHOD C20: forward moves (to a higher stage or to won) times exp(0.7 (H - 50) / 50), renormalised; no health, no tilt.
TransitionRow tilt_row(ForecastState stage, const TransitionRow& row, std::optional<double> health);
// The model with prior sojourns and prior rows, tilted. States are ForecastState by number.
StageModel default_stage_model(std::optional<double> health);

}  // namespace wheelhouse::method
