// C19.default, C19.interval, C19.row, C19.sojourn, C19.transition and C20.tilt on JSON.
#include "method/stage_model.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

constexpr std::size_t kOpenStates = 7;         // the stages before the order
constexpr double kSumTolerance = 1e-6;         // of written-down probabilities
constexpr Range kWeeks{0, kSojournWeeks};

ForecastState read_open_state(const Input& in) { return in.one_of<ForecastState>(kOpenStates); }

std::array<double, kForecastStates> read_by_state(const Input& in, Range range) {
  std::array<double, kForecastStates> values{};
  in.each_member([&](std::string_view name, const Input& entry) {
    const double value = entry.number(range);
    const auto state = parse_enum<ForecastState>(name);
    if (state) values[static_cast<std::size_t>(*state)] = value;
    else entry.refuse("unknown_value", {{"value", std::string(name.substr(0, 60))}});
  });
  return values;
}

// A distribution over states; what has no probability stays out.
std::string answer_states(std::span<const double> probabilities, std::optional<bool> stuck = std::nullopt) {
  Answer answer;
  answer.object("probabilities", [&](Answer& object) {
    for (std::size_t i = 0; i < probabilities.size(); ++i)
      if (probabilities[i] != 0) object.set(to_string(static_cast<ForecastState>(i)), probabilities[i]);
  });
  if (stuck) answer.set("stuck", *stuck);
  return answer.text();
}

struct DefaultInput {
  ForecastState stage{};
  std::int64_t age_days = 0;
  int weeks = 0;
  std::optional<double> health;
};
DefaultInput read_default(const Input& in) {
  return {read_open_state(in["stage"]), in["age_days"].integer(kNotNegative), in["weeks"].whole(kWeeks),
          in["health"].optional_number(kPercent)};
}
std::string answer_default(const DefaultInput& input) {
  const int age_weeks = static_cast<int>(std::min<std::int64_t>(input.age_days / 7, kSojournWeeks));
  const auto forecast = forecast_interval(default_stage_model(input.health), static_cast<int>(input.stage), input.weeks, age_weeks);
  return answer_states(forecast.probabilities, forecast.stuck);
}

// A model over states that the input names.
struct IntervalInput {
  StageModel model;
  std::vector<std::string> names;
  int start = 0;
  int weeks = 0;
  int age_weeks = 0;
};
int state_number(IntervalInput& input, std::string_view name) {
  const auto found = std::find(input.names.begin(), input.names.end(), name);
  if (found != input.names.end()) return static_cast<int>(found - input.names.begin());
  input.names.emplace_back(name);
  input.model.states.emplace_back();
  return static_cast<int>(input.names.size() - 1);
}
void refuse_unless_one(const Input& in, double sum) {
  if (std::fabs(sum - 1) > kSumTolerance) in.refuse("sum_not_one");
}
void read_row(IntervalInput& input, std::string_view name, const Input& in) {
  const auto from = static_cast<std::size_t>(state_number(input, name));
  double sum = 0;
  in.each_member([&](std::string_view to_name, const Input& entry) {
    const double p = entry.number(kShare);
    sum += p;
    const int to = state_number(input, to_name);
    input.model.states[from].row.emplace_back(to, p);
  });
  refuse_unless_one(in, sum);
}
Sojourn read_sojourn(const Input& in) {
  Sojourn sojourn{};
  double sum = 0;
  in.each_member([&](std::string_view name, const Input& entry) {
    const double g = entry.number(kShare);
    int week = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), week);
    const bool whole = error == std::errc() && end == name.data() + name.size();
    if (!whole || week < 1 || week > kSojournWeeks)
      return entry.refuse("out_of_range", {{"min", "1"}, {"max", std::to_string(kSojournWeeks)}});
    sojourn[static_cast<std::size_t>(week - 1)] += g;
    sum += g;
  });
  refuse_unless_one(in, sum);
  return sojourn;
}
IntervalInput read_interval(const Input& in) {
  IntervalInput input;
  in["transition_probabilities"].each_member([&](std::string_view name, const Input& row) { read_row(input, name, row); });
  std::vector<bool> has_sojourn;
  const Input& sojourns = in["sojourn"];
  sojourns.each_member([&](std::string_view name, const Input& entry) {
    const auto state = static_cast<std::size_t>(state_number(input, name));
    input.model.states[state].sojourn = read_sojourn(entry);
    has_sojourn.resize(std::max(has_sojourn.size(), state + 1));
    has_sojourn[state] = true;
  });
  has_sojourn.resize(input.names.size());
  for (std::size_t i = 0; i < input.names.size(); ++i)
    if (!in.describing() && !input.model.states[i].row.empty() && !has_sojourn[i]) sojourns[input.names[i]].refuse("required");
  input.start = state_number(input, in["start"].text());
  input.weeks = in["weeks"].whole(kWeeks);
  input.age_weeks = in["age_weeks"].whole(kNotNegative);
  return input;
}
std::string answer_interval(const IntervalInput& input) {
  const auto forecast = forecast_interval(input.model, input.start, input.weeks, input.age_weeks);
  return Answer()
      .object("probabilities",
              [&](Answer& object) {
                for (std::size_t i = 0; i < input.names.size(); ++i) object.set(input.names[i], forecast.probabilities[i]);
              })
      .set("stuck", forecast.stuck)
      .text();
}

struct RowInput {
  ForecastState stage{};
  std::array<double, kForecastStates> values{};
  std::optional<double> health;
};
RowInput read_counts(const Input& in) { return {read_open_state(in["stage"]), read_by_state(in["counts"], kNotNegative), std::nullopt}; }
std::string answer_row(const RowInput& input) { return answer_states(transition_row(input.stage, input.values)); }

RowInput read_tilt(const Input& in) {
  return {read_open_state(in["stage"]), read_by_state(in["row"], kShare), in["health"].optional_number(kPercent)};
}
std::string answer_tilt(const RowInput& input) { return answer_states(tilt_row(input.stage, input.values, input.health)); }

struct Stays {
  ForecastState stage{};
  std::vector<double> exits, censored;
};
Stays read_stays(const Input& in) {
  const auto days = [](const Input& item) { return item.number(kNotNegative); };
  return {read_open_state(in["stage"]), in["exits"].list(days), in["censored"].list(days)};
}
std::string answer_sojourn(const Stays& stays) {
  const SojournEstimate estimate = estimate_sojourn(stays.stage, stays.exits, stays.censored);
  return Answer().set("source", estimate.source).list("sojourn", estimate.sojourn).text();
}

struct TransitionInput {
  double moves = 0, exits = 0, prior = 0, alpha = 0;
};
TransitionInput read_transition(const Input& in) {
  return {in["moves"].number(kNotNegative), in["exits"].number(kNotNegative), in["prior"].number(kShare), in["alpha"].number(kNotNegative)};
}
Result<std::string> answer_transition(const TransitionInput& input) {
  const auto probability = transition_probability(input.moves, input.exits, input.prior, input.alpha);
  if (!probability) return fail(probability.error());
  return Answer().set("probability", *probability).text();
}

}  // namespace

std::vector<Rule> stage_model_rules() {
  return {make_rule<read_default, answer_default>({"C19.default", "rule.C19.default"}),
          make_rule<read_interval, answer_interval>({"C19.interval", "rule.C19.interval"}),
          make_rule<read_counts, answer_row>({"C19.row", "rule.C19.row"}),
          make_rule<read_stays, answer_sojourn>({"C19.sojourn", "rule.C19.sojourn"}),
          make_rule<read_transition, answer_transition>({"C19.transition", "rule.C19.transition"}),
          make_rule<read_tilt, answer_tilt>({"C20.tilt", "rule.C20.tilt"})};
}

}  // namespace wheelhouse::rulebook
