// What Today adds to the work of METHOD C23: reminders that have come due after an order (M42), deadlines of the rules of the game (M3) and
// of our own issues (M2). Reads only.
#pragma once
#include <optional>
#include <vector>

#include "domain/game_rule.h"
#include "domain/seller_issue.h"
#include "service/work_scope.h"

namespace wheelhouse::service {

constexpr int kDeadlineWithinDays = 14;  // a tender's date is worth knowing earlier than a promise's

struct DueReminder {
  Uuid opportunity_id;
  std::optional<Uuid> account_id;
  int day = 0;
  Date due_on;
};
// The latest orders first, at most `limit`; orders older than the last reminder by half a year are left alone.
std::vector<DueReminder> due_reminders(storage::Session& session, const ScopeView& view, std::int64_t workspace_id, int offset_minutes,
                                       Instant now, std::size_t limit);
// Not known whether we keep them; soonest first.
std::vector<GameRule> due_rules(storage::Session& session, const WorkScope& scope, Date today, std::size_t limit);
std::vector<SellerIssue> due_issues(storage::Session& session, const WorkScope& scope, Date last, std::size_t limit);

}  // namespace wheelhouse::service
