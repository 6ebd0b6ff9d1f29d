#include "method/style.h"

#include <algorithm>
#include <cmath>

#include "method/check.h"
#include "method/compare.h"

namespace wheelhouse::method {
namespace {

constexpr int kLeastAnswers = 8;
constexpr double kBorder = 0.15;
constexpr double kDisagreement = 0.4;
constexpr int kGridSize = 6;

std::optional<double> axis_of(const StyleAnswers& answers) {
  int n = 0, sum = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (!answers[i]) continue;
    ++n;
    sum += (i < kStyleItems / 2 ? 1 : -1) * (*answers[i] - 3);
  }
  if (n < kLeastAnswers) return std::nullopt;
  return sum / (2.0 * n);
}

bool all_equal(const StyleAnswers& power, const StyleAnswers& emotion) {
  std::optional<int> first;
  for (const StyleAnswers* answers : {&power, &emotion}) {
    for (const auto& answer : *answers) {
      if (!answer) continue;
      if (first && *first != *answer) return false;
      first = answer;
    }
  }
  return true;
}

Style quadrant_of(bool confident, bool warm) {
  if (confident) return warm ? Style::advocating : Style::controlling;
  return warm ? Style::facilitating : Style::analyzing;
}

int grid_cell(double axis) {
  return std::clamp(static_cast<int>(std::ceil(kGridSize * std::fabs(axis) - kTolerance)), 1, kGridSize);
}

void check_answers(Checks& checks, std::string_view list, const StyleAnswers& answers) {
  for (std::size_t i = 0; i < answers.size(); ++i) checks.range(Checks::at(list, i), answers[i], 1, 5);
}

double mean_deviation(std::span<const StyleRating> raters, std::optional<double> StyleRating::*axis) {
  double mean = 0, squares = 0;
  for (const StyleRating& rater : raters) mean += *(rater.*axis);
  mean /= static_cast<double>(raters.size());
  for (const StyleRating& rater : raters) squares += (*(rater.*axis) - mean) * (*(rater.*axis) - mean);
  return std::sqrt(squares / static_cast<double>(raters.size()));
}

}  // namespace

StyleZone style_zone(double power, double emotion) {
  StyleZone zone;
  const bool confident = at_least(power, 0), warm = at_least(emotion, 0);
  const bool power_close = below(std::fabs(power), kBorder), emotion_close = below(std::fabs(emotion), kBorder);
  zone.quadrant = quadrant_of(confident, warm);
  zone.borderline = power_close || emotion_close;
  zone.candidates.push_back(zone.quadrant);
  for (std::size_t i = 0; i < enum_size<Style>(); ++i) {
    const auto style = static_cast<Style>(i);
    const bool across_power = style == quadrant_of(!confident, warm), across_emotion = style == quadrant_of(confident, !warm);
    const bool across_both = style == quadrant_of(!confident, !warm);
    if ((across_power && power_close) || (across_emotion && emotion_close) || (across_both && power_close && emotion_close))
      zone.candidates.push_back(style);
  }
  zone.grid_row = grid_cell(power);
  zone.grid_column = grid_cell(emotion);
  zone.strength = std::sqrt((power * power + emotion * emotion) / 2);
  return zone;
}

Result<StylePlacement> evaluate_style(const StyleAnswers& power, const StyleAnswers& emotion) {
  Checks checks;
  check_answers(checks, "power_answers", power);
  check_answers(checks, "emotion_answers", emotion);
  if (checks.failed()) return fail(checks.error());

  StylePlacement placement{axis_of(power), axis_of(emotion), PlacementStatus::ok, std::nullopt};
  if (!placement.power || !placement.emotion) {
    placement.status = PlacementStatus::insufficient;
  } else if (all_equal(power, emotion)) {
    placement = {std::nullopt, std::nullopt, PlacementStatus::straight_lined, std::nullopt};
  } else {
    placement.zone = style_zone(*placement.power, *placement.emotion);
  }
  return placement;
}

Result<std::optional<RatersResult>> evaluate_raters(std::span<const StyleRating> raters) {
  Checks checks;
  std::vector<StyleRating> complete;
  for (std::size_t i = 0; i < raters.size(); ++i) {
    checks.range(Checks::at("raters", i, "power"), raters[i].power, -1, 1);
    checks.range(Checks::at("raters", i, "emotion"), raters[i].emotion, -1, 1);
    checks.range(Checks::at("raters", i, "familiarity"), raters[i].familiarity, 1, 3);
    if (raters[i].power && raters[i].emotion) complete.push_back(raters[i]);
  }
  if (checks.failed()) return fail(checks.error());
  if (complete.empty()) return std::optional<RatersResult>();

  RatersResult result;
  double total = 0;
  for (const StyleRating& rater : complete) {
    result.power += rater.familiarity * *rater.power;
    result.emotion += rater.familiarity * *rater.emotion;
    total += rater.familiarity;
  }
  result.power /= total;
  result.emotion /= total;
  result.power_deviation = mean_deviation(complete, &StyleRating::power);
  result.emotion_deviation = mean_deviation(complete, &StyleRating::emotion);
  result.raters_disagree = above(result.power_deviation, kDisagreement) || above(result.emotion_deviation, kDisagreement);
  result.zone = style_zone(result.power, result.emotion);
  return std::optional(result);
}

Result<StyleFlex> evaluate_flex(StylePoint seller, StylePoint contact) {
  Checks checks;
  checks.range("/seller/power", seller.power, -1, 1);
  checks.range("/seller/emotion", seller.emotion, -1, 1);
  checks.range("/contact/power", contact.power, -1, 1);
  checks.range("/contact/emotion", contact.emotion, -1, 1);
  if (checks.failed()) return fail(checks.error());

  const double power = contact.power - seller.power, emotion = contact.emotion - seller.emotion;
  StyleFlex flex;
  flex.distance = std::sqrt(power * power + emotion * emotion) / (2 * std::sqrt(2.0));
  if (near(power, 0) && near(emotion, 0)) return flex;
  flex.axis = above(std::fabs(emotion), std::fabs(power)) ? StyleAxis::emotion : StyleAxis::power;
  flex.direction = (flex.axis == StyleAxis::power ? power : emotion) > 0 ? 1 : -1;
  return flex;
}

}  // namespace wheelhouse::method
