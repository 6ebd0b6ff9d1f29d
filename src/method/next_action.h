// METHOD C23: which three of the open matters of an opportunity come first. Finding the matters is the caller's work
// (each rule 1..8 has its own source); this ranks them. Pure.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace wheelhouse::method {

struct ActionCandidate {
  std::string id;
  int rule = 1;   // 1..8, in the order of C23
  Instant since;  // the date that the rule names in brackets
  std::optional<bool> ours;             // rule 2 only: our own promise comes before theirs
  std::optional<Instant> dismissed_at;  // hidden until 14 whole days have passed
};

constexpr int kActionRules = 8;
constexpr std::size_t kActionsShown = 3;
constexpr int kDismissalDays = 14;

// Indexes into `candidates`, best first, at most `limit`. Refuses a rule outside 1..8 and a dismissal after `now`.
Result<std::vector<std::size_t>> rank_actions(const std::vector<ActionCandidate>& candidates, Instant now,
                                              std::size_t limit = kActionsShown);

}  // namespace wheelhouse::method
