#include "method/forecast.h"

#include <algorithm>
#include <cmath>

#include "method/check.h"
#include "method/compare.h"
#include "method/random.h"

namespace wheelhouse::method {
namespace {

constexpr double kCommitFrom = 0.7, kProbableFrom = 0.4;
constexpr std::size_t kTotals = 5000, kLowRank = 500, kHighRank = 4500;
constexpr std::size_t kCalibrated = 30;
constexpr std::size_t kBins = 5;

ForecastCategory category_of(const ForecastItem& item) {
  if (item.stuck) return ForecastCategory::omitted;
  if (at_least(item.win_probability, kCommitFrom)) return ForecastCategory::commit;
  return at_least(item.win_probability, kProbableFrom) ? ForecastCategory::probable : ForecastCategory::upside;
}

template <class Entry>
Entry& entry_of(std::vector<Entry>& entries, const std::string& currency) {
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.currency == currency; });
  if (found != entries.end()) return *found;
  entries.push_back({currency});
  return entries.back();
}

void add_band(CurrencyForecast& forecast, std::span<const ForecastItem> items, SeededRandom random) {
  std::vector<double> totals(kTotals, 0);
  for (double& total : totals) {
    for (const ForecastItem& item : items) {
      const bool counts = !item.stuck && item.amount && item.currency == forecast.currency;
      if (counts && random.uniform() < item.win_probability) total += *item.amount;
    }
  }
  std::sort(totals.begin(), totals.end());
  forecast.band_low = totals[kLowRank - 1];
  forecast.band_high = totals[kHighRank - 1];
}

}  // namespace

Result<std::optional<double>> account_health(const HealthFigures& figures) {
  Checks checks;
  checks.range("/nmi", figures.nmi, 0, 100);
  checks.range("/must_have_coverage", figures.must_have_coverage, 0, 1);
  checks.range("/coverage", figures.coverage, 0, 1);
  checks.range("/sbi", figures.sbi, -1, 1);
  if (checks.failed()) return fail(checks.error());
  double sum = 0;
  int n = 0;
  const auto add = [&](std::optional<double> figure, double offset, double scale) {
    if (!figure) return;
    sum += offset + scale * *figure;
    ++n;
  };
  add(figures.nmi, 0, 1);
  add(figures.must_have_coverage, 0, 100);
  add(figures.coverage, 0, 100);
  add(figures.sbi, 50, 50);
  if (n < 2) return std::optional<double>();
  return std::optional(sum / n);
}

Result<ForecastResult> evaluate_forecast(std::span<const ForecastItem> items, std::uint64_t seed) {
  Checks checks;
  ForecastResult result;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const ForecastItem& item = items[i];
    checks.range(Checks::at("opportunities", i, "amount"), item.amount, 0, kNoLimit);
    checks.range(Checks::at("opportunities", i, "win_probability"), item.win_probability, 0, 1);
    result.categories.push_back(category_of(item));
    if (!item.amount) continue;
    if (item.stuck) {
      entry_of(result.stuck_not_counted, item.currency).amount += *item.amount;
      continue;
    }
    CurrencyForecast& forecast = entry_of(result.by_currency, item.currency);
    const double p = item.win_probability;
    forecast.expected += *item.amount * p;
    forecast.variance += *item.amount * *item.amount * p * (1 - p);
  }
  if (checks.failed()) return fail(checks.error());
  for (CurrencyForecast& forecast : result.by_currency) add_band(forecast, items, SeededRandom(seed));
  return result;
}

Result<Calibration> evaluate_calibration(std::span<const ClosedForecast> closed) {
  Checks checks;
  for (std::size_t i = 0; i < closed.size(); ++i) checks.range(Checks::at("closed", i, "win_probability"), closed[i].win_probability, 0, 1);
  if (checks.failed()) return fail(checks.error());

  Calibration calibration;
  calibration.prior_driven = closed.size() < kCalibrated;
  if (closed.empty()) return calibration;
  auto& bins = calibration.bins.emplace();
  std::array<double, kBins> probabilities{}, wins{};
  double squares = 0;
  for (const ClosedForecast& deal : closed) {
    const double error = deal.win_probability - deal.won;
    squares += error * error;
    const auto bin = std::min(kBins - 1, static_cast<std::size_t>(std::floor(deal.win_probability * kBins + kTolerance)));
    ++bins[bin].n;
    probabilities[bin] += deal.win_probability;
    wins[bin] += deal.won;
  }
  calibration.brier = squares / static_cast<double>(closed.size());
  for (std::size_t bin = 0; bin < kBins; ++bin) {
    if (bins[bin].n == 0) continue;
    bins[bin].mean_win_probability = probabilities[bin] / bins[bin].n;
    bins[bin].observed = wins[bin] / bins[bin].n;
  }
  return calibration;
}

}  // namespace wheelhouse::method
