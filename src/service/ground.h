// The ground a deal stands on: the market triangle (METHOD M1), the rules of the game (M3) and our own issues (M2). Reads only.
#pragma once
#include <string>
#include <vector>

#include "domain/game_rule.h"
#include "domain/opportunity.h"
#include "domain/seller_issue.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

// Of the deal's customer: mandatory ones first, then by deadline.
std::vector<GameRule> rules_of_game(storage::Session& session, std::int64_t workspace_id, const Opportunity& opportunity);
// Those that must be kept and of which nobody knows whether we do: not to be left so before the customer chooses.
std::int64_t unknown_rules(const std::vector<GameRule>& rules);
// Unresolved, soonest due first.
std::vector<SellerIssue> open_issues(storage::Session& session, std::int64_t workspace_id, const Uuid& opportunity_id);

// {"triangle","us_customer","rivals","rules","checks"}
void write_triangle(std::string& out, storage::Session& session, const Actor& actor, const Opportunity& opportunity, Instant now);

}  // namespace wheelhouse::service
