#include "service/work_scope.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "service/access.h"
#include "service/id_list.h"
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

// From the index of owners alone. Asked for together with the rows, SQLite would rather walk through all of them.
std::vector<Uuid> ids_of_scope(storage::Session& session, const WorkScope& scope, Unit unit, std::size_t most) {
  if (scope.opportunity_id) return unit == Unit::opportunity ? std::vector<Uuid>{*scope.opportunity_id} : std::vector<Uuid>{};
  std::vector<Uuid> ids;
  const auto select = [&](const std::string& condition, std::vector<SqlValue> values) {
    values.insert(values.begin(), {scope.workspace_id, static_cast<std::int64_t>(unit)});
    session.query("SELECT subject_id FROM position WHERE workspace_id = ?1 AND unit = ?2" + condition + " LIMIT " +
                      std::to_string(most - ids.size()),
                  values, [&](const RowReader& row) { ids.push_back(row.id(0)); });
  };
  if (!scope.owners) select("", {});
  else if (scope.include_unowned) select(" AND owner_id IS NULL", {});
  if (scope.owners)
    for (const Uuid& owner : *scope.owners) select(" AND owner_id = ?3", {owner});
  if (scope.owners && !scope.grants.empty()) {
    const auto add = [&](const Uuid& id) { if (ids.size() < most) ids.push_back(id); };
    if (unit == Unit::account) std::for_each(scope.grants.accounts.begin(), scope.grants.accounts.end(), add);
    else {
      std::for_each(scope.grants.opportunities.begin(), scope.grants.opportunities.end(), add);
      for (const Uuid& account : scope.grants.accounts)
        session.query("SELECT id FROM opportunities WHERE workspace_id = ?1 AND account_id = ?2", {scope.workspace_id, account},
                      [&](const RowReader& row) { add(row.id(0)); });
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  }
  return ids;
}

std::vector<storage::PositionRow> positions_on_wheel(storage::Session& session, std::int64_t workspace_id, const std::vector<Uuid>& ids) {
  std::vector<storage::PositionRow> rows;
  for_each_id_slice(ids, [&](const std::vector<Uuid>& slice) {
    std::vector<SqlValue> values{workspace_id};
    const std::string condition = " AND p.subject_id IN " + bind_id_list(slice, values);
    for (auto& row : select_positions(session, condition, values)) rows.push_back(std::move(row));
  });
  return rows;
}

// The ids from the index of stages alone, which holds the owner too; only then the rows.
std::vector<storage::PositionRow> oldest_of_each_stage(storage::Session& session, const WorkScope& scope) {
  std::vector<SqlValue> values{scope.workspace_id, std::int64_t{}};
  const std::string owners = scope.position_condition(values);
  const std::string sql = "SELECT p.subject_id FROM position p WHERE p.workspace_id = ?1 AND p.unit = 1 AND p.stage = ?2 "
                          "AND p.on_wheel = 1" + owners + " ORDER BY p.entered_at, p.subject_id LIMIT " + std::to_string(kOldestPerStage);
  std::vector<Uuid> ids;
  for (int stage = 1; stage <= kStageCount; ++stage) {
    values[1] = std::int64_t{stage};
    session.query(sql, values, [&](const RowReader& row) { ids.push_back(row.id(0)); });
  }
  return positions_on_wheel(session, scope.workspace_id, ids);
}

}  // namespace

storage::WheelFilter WorkScope::wheel_filter() const {
  storage::WheelFilter filter;
  filter.unit = Unit::opportunity;
  filter.owners = owners;
  filter.include_unowned = include_unowned;
  filter.shared_accounts = grants.accounts;
  filter.shared_opportunities = grants.opportunities;
  return filter;
}

std::string WorkScope::position_condition(std::vector<SqlValue>& values) const {
  if (!owners) return "";
  const auto list = [&](const std::vector<Uuid>& ids) {
    std::string sql = " IN (";
    for (std::size_t i = 0; i < ids.size(); ++i) {
      values.emplace_back(ids[i]);
      sql += (i ? ", ?" : "?") + std::to_string(values.size());
    }
    return sql + (ids.empty() ? "NULL)" : ")");
  };
  std::string sql = std::string(" AND (") + (include_unowned ? "p.owner_id IS NULL OR " : "") + "p.owner_id" + list(*owners);
  if (!grants.accounts.empty())
    sql += " OR CASE WHEN p.unit = 0 THEN p.subject_id ELSE p.account_id END" + list(grants.accounts);
  if (!grants.opportunities.empty()) sql += " OR p.subject_id" + list(grants.opportunities);
  return sql += ")";
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
      scope.grants = actor.grants;
      scope.include_unowned = true;
      break;
  }
  return scope;
}

ScopeView view_scope(storage::Session& session, const WorkScope& scope, Instant now, std::size_t small_most) {
  ScopeView view;
  std::map<std::string, std::int64_t> value;
  const auto opportunity_ids = ids_of_scope(session, scope, Unit::opportunity, small_most + 1);
  view.account_ids = ids_of_scope(session, scope, Unit::account, small_most + 1);
  view.small = opportunity_ids.size() <= small_most && view.account_ids.size() <= small_most;
  if (view.small) {
    view.opportunities = positions_on_wheel(session, scope.workspace_id, opportunity_ids);
    for (const auto& row : view.opportunities) {
      if (!row.stuck_at || *row.stuck_at > now) continue;
      ++view.stuck;
      if (row.amount_minor) value[row.currency] += *row.amount_minor;
    }
  } else {
    view.account_ids.clear();
    view.opportunities = oldest_of_each_stage(session, scope);
    for (const auto& cell : storage::count_wheel(session, scope.workspace_id, scope.wheel_filter(), now)) {
      view.stuck += cell.n_stuck;
      if (cell.stuck_amount_minor != 0) value[cell.currency] += cell.stuck_amount_minor;
    }
  }
  sort_oldest_first(view.opportunities);
  view.stuck_value.assign(value.begin(), value.end());
  std::stable_sort(view.stuck_value.begin(), view.stuck_value.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  return view;
}

}  // namespace wheelhouse::service
