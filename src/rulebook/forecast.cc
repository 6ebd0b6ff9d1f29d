// C20.calibration, C20.forecast and C20.health on JSON. C20.tilt is beside the model that it tilts, in stage_model.cc.
#include "method/forecast.h"

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

std::vector<ClosedForecast> read_closed(const Input& in) {
  return in["closed"].list([](const Input& item) {
    return ClosedForecast{item["win_probability"].number(kShare), item["won"].integer({0, 1}) == 1};
  });
}
Result<std::string> answer_calibration(const std::vector<ClosedForecast>& closed) {
  const auto result = evaluate_calibration(closed);
  if (!result) return fail(result.error());
  Answer answer;
  answer.set("brier", result->brier);
  if (result->bins) {
    answer.list("bins", *result->bins, [](std::string& out, const CalibrationBin& bin) {
      out += Answer().set("n", bin.n).set("mean_win_probability", bin.mean_win_probability).set("observed", bin.observed).text();
    });
  } else {
    answer.raw("bins", "null");
  }
  return answer.set("prior_driven", result->prior_driven).text();
}

struct Pipeline {
  std::vector<ForecastItem> items;
  std::uint64_t seed = 1;
};
Pipeline read_pipeline(const Input& in) {
  Pipeline pipeline;
  pipeline.items = in["opportunities"].list([](const Input& item) {
    return ForecastItem{item["amount"].optional_number(kNotNegative), item["currency"].optional_text().value_or(""),
                        item["win_probability"].number(kShare), item["stuck"].flag()};
  });
  pipeline.seed = static_cast<std::uint64_t>(in["seed"].optional_integer(kNotNegative).value_or(1));
  return pipeline;
}
Result<std::string> answer_forecast(const Pipeline& pipeline) {
  const auto result = evaluate_forecast(pipeline.items, pipeline.seed);
  if (!result) return fail(result.error());
  return Answer()
      .object("by_currency",
              [&](Answer& by_currency) {
                for (const CurrencyForecast& forecast : result->by_currency)
                  by_currency.object(forecast.currency, [&](Answer& figures) {
                    figures.set("expected", forecast.expected)
                        .set("variance", forecast.variance)
                        .set("band_low", forecast.band_low)
                        .set("band_high", forecast.band_high);
                  });
              })
      .list("categories", result->categories)
      .object("stuck_not_counted",
              [&](Answer& stuck) {
                for (const StuckSum& sum : result->stuck_not_counted) stuck.set(sum.currency, sum.amount);
              })
      .text();
}

HealthFigures read_figures(const Input& in) {
  return {in["nmi"].optional_number(kPercent), in["must_have_coverage"].optional_number(kShare), in["coverage"].optional_number(kShare),
          in["sbi"].optional_number({-1, 1})};
}
Result<std::string> answer_health(const HealthFigures& figures) {
  const auto health = account_health(figures);
  if (!health) return fail(health.error());
  return Answer().set("health", *health).text();
}

}  // namespace

std::vector<Rule> forecast_rules() {
  return {make_rule<read_closed, answer_calibration>({"C20.calibration", "rule.C20.calibration"}),
          make_rule<read_pipeline, answer_forecast>({"C20.forecast", "rule.C20.forecast"}),
          make_rule<read_figures, answer_health>({"C20.health", "rule.C20.health"})};
}

}  // namespace wheelhouse::rulebook
