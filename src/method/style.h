// METHOD C7, M73-M80: where a person's way of dealing sits between force and warmth, and how far apart two people are. Pure.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "method/words.h"

namespace wheelhouse::method {

constexpr std::size_t kStyleItems = 12;  // per axis; the first six count up, the last six down
using StyleAnswers = std::array<std::optional<int>, kStyleItems>;  // 1 strongly disagree .. 5 strongly agree; null skipped

// The zone of one point of the grid.
struct StyleZone {
  Style quadrant{};
  bool borderline = false;        // closer than 0.15 to an axis
  std::vector<Style> candidates;  // own quadrant first, then those across the close axis or axes
  int grid_row = 1;               // 1..6 by force, within the quadrant
  int grid_column = 1;            // 1..6 by warmth
  double strength = 0;            // 0..1, distance from the middle
};
StyleZone style_zone(double power, double emotion);

struct StylePlacement {
  std::optional<double> power;    // -1 receptive .. +1 confident; null below 8 answers
  std::optional<double> emotion;  // -1 cool .. +1 warm
  PlacementStatus status = PlacementStatus::insufficient;
  std::optional<StyleZone> zone;  // when the status is ok
};
// Refuses answers outside 1..5. Equal answers throughout are "straight_lined" and place nobody.
Result<StylePlacement> evaluate_style(const StyleAnswers& power, const StyleAnswers& emotion);

struct StyleRating {
  std::optional<double> power;    // -1..1
  std::optional<double> emotion;
  int familiarity = 1;            // 1..3, the weight
};
struct RatersResult {
  double power = 0;
  double emotion = 0;
  double power_deviation = 0;     // population SD, unweighted
  double emotion_deviation = 0;
  bool raters_disagree = false;   // either deviation above 0.4
  StyleZone zone;
};
// Ratings without both axes stay out; null when none is left.
Result<std::optional<RatersResult>> evaluate_raters(std::span<const StyleRating> raters);

struct StylePoint {
  double power = 0;
  double emotion = 0;
};
struct StyleFlex {
  double distance = 0;            // 0..1
  std::optional<StyleAxis> axis;  // the larger gap; power on a tie; none without a gap
  int direction = 0;              // sign of contact - seller on that axis
};
Result<StyleFlex> evaluate_flex(StylePoint seller, StylePoint contact);

}  // namespace wheelhouse::method
