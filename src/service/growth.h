// Both columns of METHOD M45: what a customer needs today, and what he wants to become; how long we have gone along, and how much of it
// was a second order. Reads only.
#pragma once
#include <string>
#include <vector>

#include "domain/account.h"
#include "domain/development_goal.h"
#include "method/development.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

// In the order they were set.
std::vector<DevelopmentGoal> goals_of(storage::Session& session, std::int64_t workspace_id, const Uuid& account_id);
method::GoalCheck check_of(const Account& account, const std::vector<DevelopmentGoal>& goals);

struct Relationship {
  std::optional<Instant> since;        // the first call that was held or the first order, whichever came first
  std::int64_t orders = 0;             // deals won, of those the actor sees
  std::optional<double> repeat_share;  // of the orders, those that were not the first; null without an order
};
Relationship relationship_of(storage::Session& session, const Actor& actor, const Uuid& account_id);

// {"needs":[{"id","text","state","opportunity_id"}],"goals":[{…,"contact"}],"check","relationship","input"}
void write_growth(std::string& out, storage::Session& session, const Actor& actor, const Account& account, Instant now);

}  // namespace wheelhouse::service
