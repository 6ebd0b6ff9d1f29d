#include "method/development.h"

#include <algorithm>

#include "method/check.h"

namespace wheelhouse::method {
namespace {
constexpr double kKeyFrom = 60, kIndividualBelow = 40;  // METHOD M28
}

GoalCheck check_goals(AccountTier tier, std::span<const GoalFacts> goals) {
  GoalCheck check;
  for (const GoalFacts& goal : goals) {
    check.owned += goal.has_owner;
    check.contributed += goal.contributed;
  }
  check.lacks_goal = tier == AccountTier::key && check.owned == 0;
  return check;
}

Result<std::optional<WorkMismatch>> check_account_work(const AccountWork& work) {
  Checks checks;
  checks.range("/keyness", work.keyness, 0, 100);
  checks.range("/team", work.team, 0, kNoLimit);
  if (checks.failed()) return fail(checks.error());
  if (!work.keyness || !work.worked) return std::optional<WorkMismatch>{};
  if (*work.keyness >= kKeyFrom && !work.has_questions && !work.has_needs) return std::optional(WorkMismatch::short_form);
  if (*work.keyness < kIndividualBelow && work.team > 1) return std::optional(WorkMismatch::team_time);
  return std::optional<WorkMismatch>{};
}

}  // namespace wheelhouse::method
