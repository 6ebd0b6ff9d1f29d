#include "method/stage_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "method/check.h"
#include "method/compare.h"
#include "method/stage.h"

namespace wheelhouse::method {
namespace {

constexpr double kAlpha = 4;
constexpr double kSigma = 0.6;
constexpr std::size_t kOwnFrom = 30;  // exits
constexpr double kNobodyLeft = 1e-9;
constexpr double kTiltStrength = 0.7;

constexpr std::size_t at(ForecastState state) { return static_cast<std::size_t>(state); }

struct PriorMove {
  ForecastState from, to;
  double q;
};
constexpr auto kPriorMoves = std::to_array<PriorMove>({
    {ForecastState::satisfaction, ForecastState::recognition, .60},  {ForecastState::satisfaction, ForecastState::no_decision, .40},
    {ForecastState::recognition, ForecastState::decision, .35},      {ForecastState::recognition, ForecastState::satisfaction, .25},
    {ForecastState::recognition, ForecastState::no_decision, .30},   {ForecastState::recognition, ForecastState::lost, .10},
    {ForecastState::decision, ForecastState::criteria, .65},         {ForecastState::decision, ForecastState::recognition, .25},
    {ForecastState::decision, ForecastState::no_decision, .10},      {ForecastState::criteria, ForecastState::assessment, .45},
    {ForecastState::criteria, ForecastState::investigation, .35},    {ForecastState::criteria, ForecastState::recognition, .08},
    {ForecastState::criteria, ForecastState::lost, .07},             {ForecastState::criteria, ForecastState::no_decision, .05},
    {ForecastState::assessment, ForecastState::investigation, .75},  {ForecastState::assessment, ForecastState::criteria, .10},
    {ForecastState::assessment, ForecastState::lost, .10},           {ForecastState::assessment, ForecastState::no_decision, .05},
    {ForecastState::investigation, ForecastState::choice, .60},      {ForecastState::investigation, ForecastState::criteria, .10},
    {ForecastState::investigation, ForecastState::lost, .20},        {ForecastState::investigation, ForecastState::no_decision, .10},
    {ForecastState::choice, ForecastState::won, .60},                {ForecastState::choice, ForecastState::investigation, .10},
    {ForecastState::choice, ForecastState::lost, .20},               {ForecastState::choice, ForecastState::no_decision, .10},
});
constexpr auto make_prior_rows() {
  std::array<TransitionRow, kForecastStates> rows{};
  for (const PriorMove& move : kPriorMoves) rows[at(move.from)][at(move.to)] = move.q;
  return rows;
}
constexpr auto kPriorRows = make_prior_rows();

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

// The first stay given that `age` weeks of it have passed, and what then remains.
struct FirstStay {
  std::vector<double> leaves;  // [m] probability to leave in week m from now, m = 1..weeks
  double stays = 1;            // still there after all of them
  bool stuck = false;
};
FirstStay first_stay(const Sojourn& sojourn, int weeks, int age_weeks) {
  FirstStay stay;
  stay.leaves.assign(static_cast<std::size_t>(weeks) + 1, 0);
  double left = 1;
  for (int m = 0; m < std::min(age_weeks, kSojournWeeks); ++m) left -= sojourn[static_cast<std::size_t>(m)];
  stay.stuck = age_weeks >= kSojournWeeks || left < kNobodyLeft;
  if (stay.stuck) {
    if (weeks >= 1) stay.leaves[1] = 1;
  } else {
    for (int m = 1; m <= weeks && age_weeks + m <= kSojournWeeks; ++m)
      stay.leaves[static_cast<std::size_t>(m)] = sojourn[static_cast<std::size_t>(age_weeks + m - 1)] / left;
  }
  stay.stays = std::max(0.0, 1 - std::accumulate(stay.leaves.begin(), stay.leaves.end(), 0.0));
  return stay;
}

}  // namespace

Result<std::optional<double>> transition_probability(double moves, double exits, double prior, double alpha) {
  Checks checks;
  checks.range("/exits", exits, 0, kNoLimit);
  checks.range("/moves", moves, 0, exits >= 0 ? exits : kNoLimit);
  checks.range("/prior", prior, 0, 1);
  checks.range("/alpha", alpha, 0, kNoLimit);
  if (checks.failed()) return fail(checks.error());
  if (exits + alpha <= 0) return std::optional<double>();
  return std::optional((moves + alpha * prior) / (exits + alpha));
}

const TransitionRow& prior_row(ForecastState stage) { return kPriorRows[at(stage)]; }

TransitionRow transition_row(ForecastState stage, const std::array<double, kForecastStates>& counts) {
  const double exits = std::accumulate(counts.begin(), counts.end(), 0.0);
  TransitionRow row{};
  for (std::size_t to = 0; to < kForecastStates; ++to) row[to] = (counts[to] + kAlpha * prior_row(stage)[to]) / (exits + kAlpha);
  return row;
}

int sojourn_week(double days) { return static_cast<int>(std::clamp(std::ceil(days / 7 - kTolerance), 1.0, double{kSojournWeeks})); }

Sojourn prior_sojourn(ForecastState stage) {
  const double median_weeks = default_stage_settings().norm_dwell_days[at(stage)] / 7;
  Sojourn sojourn{};
  double before = 0;
  for (int m = 1; m <= kSojournWeeks; ++m) {
    const double by_now = normal_cdf((std::log(m) - std::log(median_weeks)) / kSigma);
    sojourn[static_cast<std::size_t>(m - 1)] = by_now - before;
    before = by_now;
  }
  sojourn.back() += 1 - before;
  return sojourn;
}

SojournEstimate estimate_sojourn(ForecastState stage, std::span<const double> exit_days, std::span<const double> censored_days) {
  if (exit_days.size() < kOwnFrom) return {SojournSource::prior, prior_sojourn(stage)};
  std::array<int, kSojournWeeks> exits{}, censored{};
  for (const double days : exit_days) ++exits[static_cast<std::size_t>(sojourn_week(days) - 1)];
  for (const double days : censored_days) ++censored[static_cast<std::size_t>(sojourn_week(days) - 1)];

  SojournEstimate estimate{SojournSource::own, {}};
  double survival = 1;
  auto at_risk = static_cast<double>(exit_days.size() + censored_days.size());
  for (std::size_t m = 0; m < exits.size() && at_risk > 0; ++m) {
    const double leave = survival * exits[m] / at_risk;
    estimate.sojourn[m] = leave;
    survival -= leave;
    at_risk -= exits[m] + censored[m];
  }
  estimate.sojourn.back() += std::max(0.0, survival);
  return estimate;
}

std::vector<std::vector<double>> target_curves(const StageModel& model, int target, int weeks) {
  const std::size_t n = model.states.size();
  const auto length = static_cast<std::size_t>(weeks) + 1;
  std::vector<std::vector<double>> curves(n, std::vector<double>(length, 0));
  for (std::size_t t = 0; t < length; ++t) {
    for (std::size_t i = 0; i < n; ++i) {
      const StageModel::State& state = model.states[i];
      const bool is_target = static_cast<int>(i) == target;
      if (state.row.empty()) {
        curves[i][t] = is_target;
        continue;
      }
      double stays = 1, reached = 0;
      for (std::size_t m = 1; m <= std::min(t, state.sojourn.size()); ++m) {
        const double leaves = state.sojourn[m - 1];
        stays -= leaves;
        if (leaves == 0) continue;
        for (const auto& [to, p] : state.row) reached += leaves * p * curves[static_cast<std::size_t>(to)][t - m];
      }
      curves[i][t] = reached + (is_target ? std::max(0.0, stays) : 0);
    }
  }
  return curves;
}

double aged_probability(const StageModel& model, const std::vector<std::vector<double>>& curves, int start, int target, int weeks,
                        int age_weeks) {
  const StageModel::State& state = model.states[static_cast<std::size_t>(start)];
  if (state.row.empty()) return start == target;
  const FirstStay stay = first_stay(state.sojourn, weeks, age_weeks);
  double probability = start == target ? stay.stays : 0;
  for (int m = 1; m <= weeks; ++m) {
    const double leaves = stay.leaves[static_cast<std::size_t>(m)];
    if (leaves == 0) continue;
    const auto rest = static_cast<std::size_t>(weeks - m);
    for (const auto& [to, p] : state.row) probability += leaves * p * curves[static_cast<std::size_t>(to)][rest];
  }
  return probability;
}

IntervalForecast forecast_interval(const StageModel& model, int start, int weeks, int age_weeks) {
  IntervalForecast forecast;
  const StageModel::State& first = model.states[static_cast<std::size_t>(start)];
  forecast.stuck = !first.row.empty() && first_stay(first.sojourn, weeks, age_weeks).stuck;
  for (std::size_t target = 0; target < model.states.size(); ++target) {
    const auto curves = target_curves(model, static_cast<int>(target), weeks);
    forecast.probabilities.push_back(aged_probability(model, curves, start, static_cast<int>(target), weeks, age_weeks));
  }
  return forecast;
}

TransitionRow tilt_row(ForecastState stage, const TransitionRow& row, std::optional<double> health) {
  if (!health) return row;
  const double factor = std::exp(kTiltStrength * (*health - 50) / 50);
  TransitionRow tilted = row;
  double total = 0;
  for (std::size_t to = 0; to < kForecastStates; ++to) {
    const auto state = static_cast<ForecastState>(to);
    const bool forward = state == ForecastState::won || (!is_absorbing(state) && state > stage);
    if (forward) tilted[to] *= factor;
    total += tilted[to];
  }
  if (total <= 0) return row;
  for (double& p : tilted) p /= total;
  return tilted;
}

StageModel default_stage_model(std::optional<double> health) {
  StageModel model;
  for (std::size_t i = 0; i < kForecastStates; ++i) {
    const auto stage = static_cast<ForecastState>(i);
    StageModel::State state;
    if (!is_absorbing(stage)) {
      const TransitionRow row = tilt_row(stage, prior_row(stage), health);
      for (std::size_t to = 0; to < kForecastStates; ++to)
        if (row[to] > 0) state.row.emplace_back(static_cast<int>(to), row[to]);
      state.sojourn = prior_sojourn(stage);
    }
    model.states.push_back(std::move(state));
  }
  return model;
}

}  // namespace wheelhouse::method
