#include "service/today_ground.h"

#include <algorithm>
#include <unordered_map>

#include "method/aftersales.h"
#include "reflect/sql.h"
#include "service/id_list.h"
#include "service/local_time.h"

namespace wheelhouse::service {
namespace {

constexpr int kReminderAgeMax = 270;  // days in the stage; beyond, a reminder of the order is no longer what helps

struct Order {
  Instant at;
  std::vector<method::DoneReminder> done;
};

// As ordered_at() of service/aftersales.h says, for many deals in three statements.
std::unordered_map<Uuid, Order> orders_of(storage::Session& session, std::int64_t workspace_id, const std::vector<Uuid>& ids,
                                          int offset_minutes, Instant now) {
  std::unordered_map<Uuid, Order> orders;
  for_each_id_slice(ids, [&](const std::vector<Uuid>& slice) {
    std::vector<SqlValue> values{workspace_id, now.ms};
    const std::string list = bind_id_list(slice, values);
    session.query("SELECT opportunity_id, max(observed_at) FROM evidence WHERE workspace_id = ?1 AND observed_at <= ?2 AND code = 'RE1' "
                  "AND opportunity_id IN " + list + " GROUP BY opportunity_id",
                  values, [&](const RowReader& row) { orders[row.id(0)].at = Instant{row.integer(1)}; });
    session.query("SELECT id, closed_at FROM opportunities WHERE workspace_id = ?1 AND closed_at <= ?2 AND result = 'won' "
                  "AND id IN " + list,
                  values, [&](const RowReader& row) {
                    Order order;
                    order.at = Instant{row.integer(1)};
                    orders.try_emplace(row.id(0), std::move(order));
                  });
    session.query("SELECT opportunity_id, day, done_at FROM service_reminders WHERE workspace_id = ?1 AND done_at <= ?2 "
                  "AND opportunity_id IN " + list,
                  values, [&](const RowReader& row) {
                    const auto found = orders.find(row.id(0));
                    if (found != orders.end())
                      found->second.done.push_back(
                          {static_cast<int>(row.integer(1)), local_date(Instant{row.integer(2)}, offset_minutes)});
                  });
  });
  return orders;
}

}  // namespace

std::vector<DueReminder> due_reminders(storage::Session& session, const ScopeView& view, std::int64_t workspace_id, int offset_minutes,
                                       Instant now, std::size_t limit) {
  std::vector<const storage::PositionRow*> rows;
  std::vector<Uuid> ids;
  for (const auto& row : view.opportunities) {
    if (row.stage != Stage::reassessment || age_days(now, row.entered_at) > kReminderAgeMax) continue;
    rows.push_back(&row);
    ids.push_back(row.subject_id);
  }
  std::vector<DueReminder> due;
  if (rows.empty()) return due;
  const auto orders = orders_of(session, workspace_id, ids, offset_minutes, now);
  for (const auto* row : rows) {
    const auto found = orders.find(row->subject_id);
    if (found == orders.end()) continue;
    const auto plan =
        method::reminder_plan(local_date(found->second.at, offset_minutes), found->second.done, local_date(now, offset_minutes));
    for (const method::Reminder& reminder : plan.reminders)
      if (reminder.state == method::ReminderState::due) due.push_back({row->subject_id, row->account_id, reminder.day, reminder.due_on});
  }
  std::stable_sort(due.begin(), due.end(), [](const DueReminder& a, const DueReminder& b) { return a.due_on > b.due_on; });
  if (due.size() > limit) due.resize(limit);
  return due;
}

std::vector<GameRule> due_rules(storage::Session& session, const WorkScope& scope, Date today, std::size_t limit) {
  std::vector<SqlValue> values{scope.workspace_id, std::int64_t{today.days} + kDeadlineWithinDays};
  std::string sql = "SELECT " + column_list<GameRule>("g.") +
                    " FROM game_rules g JOIN position p ON p.workspace_id = g.workspace_id AND p.unit = 0 AND p.subject_id = g.account_id "
                    "WHERE g.workspace_id = ?1 AND g.compliance = 'unknown' AND g.due_on <= ?2";
  sql += scope.position_condition(values);
  sql += " ORDER BY g.due_on, g.id LIMIT " + std::to_string(limit);
  std::vector<GameRule> rules;
  session.query(sql, values, [&](const RowReader& row) { read_row(rules.emplace_back(), row); });
  return rules;
}

std::vector<SellerIssue> due_issues(storage::Session& session, const WorkScope& scope, Date last, std::size_t limit) {
  std::vector<SqlValue> values{scope.workspace_id, std::int64_t{last.days}};
  std::string sql = "SELECT " + column_list<SellerIssue>("i.") +
                    " FROM seller_issues i JOIN opportunities o ON o.workspace_id = i.workspace_id AND o.id = i.opportunity_id "
                    "JOIN position p ON p.workspace_id = o.workspace_id AND p.unit = 1 AND p.subject_id = o.id "
                    "WHERE i.workspace_id = ?1 AND i.resolved_at IS NULL AND i.due_on <= ?2 AND o.result = 'open'";
  sql += scope.position_condition(values);
  sql += " ORDER BY i.due_on, i.id LIMIT " + std::to_string(limit);
  std::vector<SellerIssue> issues;
  session.query(sql, values, [&](const RowReader& row) { read_row(issues.emplace_back(), row); });
  return issues;
}

}  // namespace wheelhouse::service
