#include "method/next_action.h"

#include <algorithm>
#include <tuple>

#include "method/check.h"

namespace wheelhouse::method {

Result<std::vector<std::size_t>> rank_actions(const std::vector<ActionCandidate>& candidates, Instant now, std::size_t limit) {
  Checks checks;
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const ActionCandidate& candidate = candidates[i];
    checks.range(Checks::at("candidates", i, "rule"), candidate.rule, 1, kActionRules);
    if (candidate.dismissed_at && *candidate.dismissed_at > now)
      checks.refuse(Checks::at("candidates", i, "dismissed_at"), "negative_age");
    const bool hidden = candidate.dismissed_at && age_days(now, *candidate.dismissed_at) < kDismissalDays;
    if (!hidden) shown.push_back(i);
  }
  if (checks.failed()) return fail(checks.error());

  const auto key = [&](std::size_t i) {
    const ActionCandidate& candidate = candidates[i];
    const bool theirs = candidate.rule == 2 && candidate.ours == false;
    return std::tuple(candidate.rule, theirs, candidate.since, std::string_view(candidate.id));
  };
  std::stable_sort(shown.begin(), shown.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  if (shown.size() > limit) shown.resize(limit);
  return shown;
}

}  // namespace wheelhouse::method
