// METHOD C20: account health, the win forecast of a portfolio and whether past forecasts were right. Pure; the band is seeded.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "method/words.h"

namespace wheelhouse::method {

struct HealthFigures {
  std::optional<double> nmi;                 // 0..100 (C3)
  std::optional<double> must_have_coverage;  // 0..1 (C5)
  std::optional<double> coverage;            // 0..1 (C12)
  std::optional<double> sbi;                 // -1..1 (C12); greyed ones count too
};
// H, 0..100: mean of what is there; null below two figures.
Result<std::optional<double>> account_health(const HealthFigures& figures);

struct ForecastItem {
  std::optional<double> amount;  // >= 0; none: only the category counts
  std::string currency;
  double win_probability = 0;    // within the horizon, 0..1
  bool stuck = false;            // C2: shown beside the forecast, not in it
};
struct CurrencyForecast {
  std::string currency;
  double expected = 0;
  double variance = 0;   // independence assumed; say so where it is shown
  double band_low = 0;   // 80 %: the 500th and 4 500th of 5 000 sorted seeded totals
  double band_high = 0;
};
struct StuckSum {
  std::string currency;
  double amount = 0;
};
struct ForecastResult {
  std::vector<CurrencyForecast> by_currency;  // in order of first appearance
  std::vector<ForecastCategory> categories;   // by item: commit p >= .7, probable >= .4, upside; stuck omitted
  std::vector<StuckSum> stuck_not_counted;
};
// Give open opportunities before stage 8 only.
Result<ForecastResult> evaluate_forecast(std::span<const ForecastItem> items, std::uint64_t seed = 1);

struct ClosedForecast {
  double win_probability = 0;  // the last one stored at least 30 days before closing, 0..1
  bool won = false;            // within that forecast's horizon
};
struct CalibrationBin {
  int n = 0;
  std::optional<double> mean_win_probability;
  std::optional<double> observed;
};
struct Calibration {
  std::optional<double> brier;                         // mean (p - o)^2; null without closed deals
  std::optional<std::array<CalibrationBin, 5>> bins;   // [0,.2) … [.8,1]
  bool prior_driven = true;                            // fewer than 30 closed deals
};
Result<Calibration> evaluate_calibration(std::span<const ClosedForecast> closed);

}  // namespace wheelhouse::method
