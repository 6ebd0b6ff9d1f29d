#include "method/competency.h"

#include <algorithm>
#include <string>

#include "method/check.h"
#include "method/compare.h"

namespace wheelhouse::method {
namespace {

constexpr std::size_t kSources = enum_size<RatingSource>();
constexpr double kTopLevel = 3, kMiddleLevel = 2, kOnlySelfCap = 1;
constexpr int kRowsForBand = 10;
constexpr std::size_t kGrowthRows = 3;
constexpr double kTopScore = 90, kMiddleScore = 60, kPassScore = 33.3;

using RowRatings = std::array<std::optional<double>, kSources>;

constexpr std::size_t at(RatingSource source) { return static_cast<std::size_t>(source); }
constexpr std::size_t at(RubricRow row) { return static_cast<std::size_t>(row); }

// Mean over the sources that `takes` picks, by their weights; null when those weigh nothing.
template <class Takes>
std::optional<double> mean_level(RubricRow row, const RowRatings& ratings, Takes&& takes) {
  double sum = 0, total = 0;
  for (std::size_t s = 0; s < kSources; ++s) {
    const auto source = static_cast<RatingSource>(s);
    if (!ratings[s] || !takes(source)) continue;
    sum += rating_weight(row, source) * *ratings[s];
    total += rating_weight(row, source);
  }
  if (total <= 0) return std::nullopt;
  return sum / total;
}

std::optional<double> level_of(RubricRow row, const RowRatings& ratings) {
  auto level = mean_level(row, ratings, [](RatingSource) { return true; });
  const bool only_self = !ratings[at(RatingSource::manager)] && !ratings[at(RatingSource::customer)];
  if (level && only_self) level = std::min(*level, kOnlySelfCap);
  return level;
}

RubricBand band_of(double score, const std::array<std::optional<double>, kRubricRows>& levels) {
  int zeros = 0, under_middle = 0;
  for (const auto& level : levels) {
    if (!level) continue;
    zeros += near(*level, 0);
    under_middle += below(*level, kMiddleLevel);
  }
  if (at_least(score, kTopScore) && under_middle == 0) return RubricBand::top;
  if (at_least(score, kMiddleScore) && zeros == 0 && under_middle <= 2) return RubricBand::middle;
  if (at_least(score, kPassScore) && zeros <= 1) return RubricBand::pass;
  return RubricBand::below;
}

std::vector<RubricRow> growth_of(const CompetencyResult& result, const std::array<double, kRubricRows>& weights) {
  const auto gain = [&](RubricRow row) { return weights[at(row)] * (kTopLevel - *result.levels[at(row)]); };
  std::vector<RubricRow> rows;
  for (std::size_t r = 0; r < kRubricRows; ++r) {
    const auto row = static_cast<RubricRow>(r);
    if (result.levels[r] && above(gain(row), 0)) rows.push_back(row);
  }
  std::stable_sort(rows.begin(), rows.end(), [&](RubricRow a, RubricRow b) { return above(gain(a), gain(b)); });
  rows.resize(std::min(rows.size(), kGrowthRows));
  return rows;
}

}  // namespace

double rating_weight(RubricRow row, RatingSource source) {
  const bool customers_view = row == RubricRow::R6 || row >= RubricRow::R11;  // what only the customer can say
  switch (source) {
    case RatingSource::self: return customers_view ? 0 : 0.2;
    case RatingSource::manager: return customers_view ? 0.4 : 0.5;
    case RatingSource::customer: return customers_view ? 0.6 : 0.3;
  }
  return 0;
}

Result<CompetencyResult> evaluate_competency(std::span<const RubricRating> ratings, const std::array<double, kRubricRows>& weights) {
  Checks checks;
  for (std::size_t r = 0; r < kRubricRows; ++r)
    checks.range("/weights/" + std::string(to_string(static_cast<RubricRow>(r))), weights[r], 0, kNoLimit);
  std::array<RowRatings, kRubricRows> rows{};
  for (std::size_t i = 0; i < ratings.size(); ++i) {
    const RubricRating& rating = ratings[i];
    checks.range(Checks::at("ratings", i, "level"), rating.level, 0, kTopLevel);
    checks.range(Checks::at("ratings", i, "evidence_count"), rating.evidence_count, 0, kNoLimit);
    if (rating.level && rating.evidence_count >= 1) rows[at(rating.row)][at(rating.source)] = rating.level;
  }
  if (checks.failed()) return fail(checks.error());

  CompetencyResult result;
  double sum = 0, total = 0, gaps = 0;
  int rated = 0, with_gap = 0;
  for (std::size_t r = 0; r < kRubricRows; ++r) {
    const auto row = static_cast<RubricRow>(r);
    result.levels[r] = level_of(row, rows[r]);
    if (result.levels[r]) {
      ++rated;
      sum += weights[r] * *result.levels[r];
      total += weights[r];
    }
    const auto self = rows[r][at(RatingSource::self)];
    const auto others = mean_level(row, rows[r], [](RatingSource source) { return source != RatingSource::self; });
    if (self && others) {
      ++with_gap;
      gaps += *self - *others;
    }
  }
  if (total > 0) result.score = 100 * sum / (kTopLevel * total);
  if (result.score && rated >= kRowsForBand) result.band = band_of(*result.score, result.levels);
  if (with_gap > 0) result.self_gap = gaps / with_gap;
  result.growth = growth_of(result, weights);
  return result;
}

}  // namespace wheelhouse::method
