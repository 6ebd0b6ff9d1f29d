// One person's day (or a team's): the next actions of METHOD C23, today's calls, what others owe us, what we owe within two
// days, and how much stands still. Reads only.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/call.h"
#include "service/next_actions.h"
#include "service/today_ground.h"

namespace wheelhouse::service {

struct TodayQuery {
  std::optional<Whose> whose;
  std::optional<Uuid> owner_id;        // one person's day
  std::optional<Uuid> opportunity_id;  // the actions of one opportunity alone
  std::size_t limit = 3;
  std::optional<int> offset_minutes;   // of the reader's clock, east of UTC; null: the workspace's zone
};

struct TodayCall {
  Call call;
  std::optional<storage::PositionRow> standing;
};
struct StuckSummary {
  std::int64_t count = 0;
  std::vector<std::pair<std::string, std::int64_t>> value;  // currency, minor units
  std::optional<storage::PositionRow> worst;                // the opportunity longest in its stage
};
struct Today {
  Instant now;
  Date date;  // the reader's
  std::vector<NextAction> actions;
  std::vector<TodayCall> calls;          // of the local day, by time; cancelled ones left out
  std::vector<Commitment> waiting;       // the customers' open promises, soonest due first
  std::vector<Commitment> due_commitments;  // ours, due up to the day after tomorrow, overdue ones too
  std::vector<NextStep> due_next_steps;
  std::vector<GameRule> due_rules;          // deadlines of rules of which nobody knows whether we keep them
  std::vector<SellerIssue> due_issues;
  std::vector<DueReminder> reminders;       // why the choice was right, to be said after an order
  StuckSummary stuck;
  // Open opportunities without a dated next step (DESIGN decision 5); null in a scope too large to look at whole.
  std::optional<std::int64_t> without_next_step;
};

constexpr std::size_t kTodayListMax = 20;
constexpr std::size_t kActionsMax = 50;
constexpr int kDueWithinDays = 2;

// Errors: not_found for an owner or an opportunity the actor cannot see.
Result<Today> read_today(storage::Session& session, const Actor& actor, const TodayQuery& query, Instant now);
// The list of its actions alone.
void write_actions(std::string& out, storage::Session& session, const Actor& actor, const Today& today);
void write_today(std::string& out, storage::Session& session, const Actor& actor, const Today& today);

}  // namespace wheelhouse::service
