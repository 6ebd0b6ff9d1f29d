// METHOD C14: our offer against one rival on the customer's criteria. Pure.
#pragma once
#include <optional>
#include <span>

#include "base/result.h"
#include "method/words.h"

namespace wheelhouse::method {

struct ScoredCriterion {
  double weight = 0;           // >= 0, normalised here
  std::optional<double> ours;  // 1..5, as the customer sees it
  std::optional<double> rival;
  bool must_have = false;
  bool shaped_by_us = false;   // we helped the customer set it
};
struct CriteriaComparison {
  std::optional<double> advantage;        // Adv, -1..1, over criteria where both are known; null without any weight there
  std::optional<double> known_share;      // weight of those / all weight; null when nothing weighs
  bool red = false;                       // a must-have where we are known to be below 3
  std::optional<double> influence_index;  // weight of the criteria we shaped / all weight
};
Result<CriteriaComparison> compare_criteria(std::span<const ScoredCriterion> criteria);

// Known to be below 3 as the customer sees us.
bool criterion_fails(std::optional<double> ours);
// `share` of the criterion in all weight, `mean_share` of one criterion on average, `best` the best rival's score. Ahead: hold what
// weighs, raise the weight of what does not. Behind: fix a must-have and what is failing (below 3), else reframe.
std::optional<CriterionPlay> criterion_play(std::optional<double> ours, std::optional<double> best, bool must_have, double share,
                                            double mean_share);

}  // namespace wheelhouse::method
