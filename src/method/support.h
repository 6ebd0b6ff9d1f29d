// METHOD C12, M97, M98, M100: contact coverage, support inside the customer, what would change it, and where it is going. Pure.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "domain/vocabulary.h"
#include "method/words.h"

namespace wheelhouse::method {

struct SupportContact {
  std::optional<double> influence;  // v, 0..5; unknown counts as 0
  std::optional<int> attitude;      // a, -2..+2; null unknown
  bool decision_maker = false;
  std::optional<ContactLevel> level;
  int meetings_90d = 0;             // calls held with this person in the last 90 days
  bool veto = false;
  std::optional<double> success_probability;  // of changing the attitude, 0..1; 0.5 when unknown
  std::optional<double> effort;     // 1..5; 3 when unknown
};
struct SupportMove {
  std::size_t contact = 0;  // index
  double gain = 0;          // of SBI: neutralising an opponent or winning a neutral
  double priority = 0;      // gain · p / effort
};
struct SupportResult {
  std::optional<double> coverage;  // 0..1; null when influence sums to 0
  int levels_reached = 0;          // 0..3: levels with a contact at q >= 0.5
  bool single_thread = true;       // at most one contact at q >= 0.5
  std::optional<double> sbi;       // support balance, -1..1; null when influence sums to 0
  std::optional<double> known;     // share of influence whose attitude is known
  bool greyed = true;              // known is null or below 0.5
  bool at_risk = false;            // somebody against us has a veto
  std::vector<SupportMove> moves;  // best first; ties keep input order; none when influence sums to 0
  bool alliance_formed = false;    // M97
};
Result<SupportResult> evaluate_support(std::span<const SupportContact> contacts);

struct SupportPoint {
  Instant at;
  std::optional<double> sbi;
};
struct Momentum {
  std::optional<double> slope;  // SBI per 30 days; null below 3 points in the last 90 days, or all at one instant
  std::optional<MomentumDirection> direction;
};
// Refuses points after `now` ("negative_age").
Result<Momentum> evaluate_momentum(std::span<const SupportPoint> points, Instant now);

}  // namespace wheelhouse::method
