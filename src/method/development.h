// METHOD M45 and M28: whether an account is treated as what it is. Pure.
#pragma once
#include <optional>
#include <span>

#include "base/result.h"
#include "domain/vocabulary.h"
#include "reflect/enum_names.h"

namespace wheelhouse::method {

enum class WorkMismatch : std::uint8_t { short_form, team_time };

}  // namespace wheelhouse::method

namespace wheelhouse {
WH_ENUM_NAMES(method::WorkMismatch, "short_form", "team_time");
}  // namespace wheelhouse

namespace wheelhouse::method {

struct GoalFacts {
  bool has_owner = false;    // somebody at the customer
  bool contributed = false;  // we have done our part
};
struct GoalCheck {
  bool lacks_goal = false;  // a key account without a goal that somebody at the customer owns
  int owned = 0;
  int contributed = 0;
};
GoalCheck check_goals(AccountTier tier, std::span<const GoalFacts> goals);

// How an account is worked, against what K says it is (M28): a key one in the short form (no question and no need written down), or
// an individual one that takes a team's time.
struct AccountWork {
  std::optional<double> keyness;  // K, 0..100; null when not rated
  bool worked = false;            // an open deal, or a call that was held
  bool has_questions = false, has_needs = false;
  int team = 0;  // people of ours who called on it, or are on its team; >= 0
};
Result<std::optional<WorkMismatch>> check_account_work(const AccountWork& work);

}  // namespace wheelhouse::method
