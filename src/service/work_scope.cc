#include "service/work_scope.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "service/access.h"
#include "service/record_service.h"

namespace wheelhouse::service {
namespace {

void sort_oldest_first(std::vector<storage::PositionRow>& rows) {
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return std::tie(a.entered_at, a.subject_id) < std::tie(b.entered_at, b.subject_id);
  });
}

std::vector<storage::PositionRow> select_positions(storage::Session& session, const std::string& condition,
                                                   const std::vector<SqlValue>& values) {
  const std::string sql = "SELECT " + std::string(storage::position_columns()) +
                          " FROM position p WHERE p.workspace_id = ?1 AND p.unit = 1 AND p.on_wheel = 1" + condition;
  std::vector<storage::PositionRow> rows;
  session.query(sql, values, [&](const RowReader& row) { rows.push_back(storage::read_position(row, 0)); });
  return rows;
}

}  // namespace

storage::WheelFilter WorkScope::wheel_filter() const {
  storage::WheelFilter filter;
  filter.unit = Unit::opportunity;
  filter.owners = owners;
  filter.include_unowned = include_unowned;
  return filter;
}

std::string WorkScope::owner_condition(std::string_view column, std::vector<SqlValue>& values) const {
  if (!owners) return "";
  std::string sql = " AND (";
  if (include_unowned) sql.append(column) += " IS NULL OR ";
  sql.append(column) += " IN (";
  for (std::size_t i = 0; i < owners->size(); ++i) {
    values.emplace_back((*owners)[i]);
    if (i) sql += ", ";
    sql += "?" + std::to_string(values.size());
  }
  return sql += "))";
}

Result<WorkScope> work_scope(storage::Session& session, const Actor& actor, std::optional<Whose> whose, const std::optional<Uuid>& owner_id,
                             const std::optional<Uuid>& opportunity_id) {
  WorkScope scope;
  scope.workspace_id = actor.workspace_id;
  if (opportunity_id) {
    if (auto visible = find_visible(session, actor, Id<Opportunity>{*opportunity_id}); !visible) return fail(visible.error());
    scope.opportunity_id = opportunity_id;
    return scope;
  }
  if (owner_id) {
    if (!sees_owner(actor, owner_id) || !storage::record_exists(session, actor.workspace_id, Id<User>{*owner_id}))
      return fail(Error::not_found("user"));
    scope.owners = std::vector<Uuid>{*owner_id};
    return scope;
  }
  if (!actor.user_id) whose = Whose::team;
  switch (whose.value_or(actor.role == UserRole::seller ? Whose::mine : Whose::team)) {
    case Whose::mine: scope.owners = std::vector<Uuid>{*actor.user_id}; break;
    case Whose::team:
      scope.owners = actor.visible_owners;
      scope.include_unowned = true;
      break;
  }
  return scope;
}

ScopeSums scope_sums(storage::Session& session, const WorkScope& scope, Instant now) {
  ScopeSums sums;
  std::map<std::string, std::int64_t> value;
  if (scope.opportunity_id) {
    if (const auto row = storage::find_position(session, scope.workspace_id, Unit::opportunity, *scope.opportunity_id);
        row && row->on_wheel) {
      sums.opportunities = 1;
      sums.stuck = row->stuck_at && *row->stuck_at <= now;
      if (sums.stuck && row->amount_minor) value[row->currency] = *row->amount_minor;
    }
  } else {
    for (const auto& cell : storage::count_wheel(session, scope.workspace_id, scope.wheel_filter(), now)) {
      sums.opportunities += cell.n;
      sums.stuck += cell.n_stuck;
      if (cell.stuck_amount_minor != 0) value[cell.currency] += cell.stuck_amount_minor;
    }
    storage::WheelFilter accounts = scope.wheel_filter();
    accounts.unit = Unit::account;
    for (const auto& cell : storage::count_wheel(session, scope.workspace_id, accounts, now)) sums.accounts += cell.n;
  }
  sums.stuck_value.assign(value.begin(), value.end());
  std::stable_sort(sums.stuck_value.begin(), sums.stuck_value.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  return sums;
}

std::vector<storage::PositionRow> standing_opportunities(storage::Session& session, const WorkScope& scope, bool small) {
  std::vector<SqlValue> values{scope.workspace_id};
  if (scope.opportunity_id) {
    values.emplace_back(*scope.opportunity_id);
    return select_positions(session, " AND p.subject_id = ?2", values);
  }
  const std::string owners = scope.owner_condition("p.owner_id", values);
  std::vector<storage::PositionRow> rows;
  if (small) {
    rows = select_positions(session, owners, values);
  } else {
    values.emplace_back(std::int64_t{});
    const std::string stage = " AND p.stage = ?" + std::to_string(values.size());
    for (int i = 1; i <= kStageCount; ++i) {
      values.back() = std::int64_t{i};
      for (auto& row : select_positions(
               session, stage + owners + " ORDER BY p.entered_at, p.subject_id LIMIT " + std::to_string(kOldestPerStage), values))
        rows.push_back(std::move(row));
    }
  }
  sort_oldest_first(rows);
  return rows;
}

}  // namespace wheelhouse::service
