#include "service/open_work.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "reflect/sql.h"
#include "service/id_list.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

// How one of the two tables spells "open" and "due".
struct WorkTable {
  std::string_view open;
  std::string_view due;
};
constexpr WorkTable table_of(const Commitment*) { return {"w.status = 'open'", "w.due_at"}; }
constexpr WorkTable table_of(const NextStep*) { return {"w.done_at IS NULL", "w.due_on"}; }

template <Reflected E>
void select_work(storage::Session& session, const std::string& from_where, const std::vector<SqlValue>& values, std::vector<E>& out) {
  session.query("SELECT " + column_list<E>("w.") + from_where, values, [&](const RowReader& row) { read_row(out.emplace_back(), row); });
}

// From the records to their work. `more` narrows further.
template <Reflected E>
void load_by_record(storage::Session& session, std::int64_t workspace_id, const std::string& column, const std::vector<Uuid>& ids,
                    std::string_view more, std::vector<E>& out) {
  constexpr WorkTable table = table_of(static_cast<const E*>(nullptr));
  for_each_id_slice(ids, [&](const std::vector<Uuid>& slice) {
    std::vector<SqlValue> values{workspace_id};
    std::string sql = " FROM " + std::string(Entity<E>::collection) + " w WHERE w.workspace_id = ?1 AND w." + column + " IN " +
                      bind_id_list(slice, values) + std::string(more) + " AND ";
    sql += table.open;
    select_work(session, sql, values, out);
  });
}
template <Reflected E>
void load_of_scope(storage::Session& session, const WorkScope& scope, const ScopeView& view, const std::vector<Uuid>& opportunity_ids,
                   std::vector<E>& out) {
  load_by_record(session, scope.workspace_id, "opportunity_id", opportunity_ids, "", out);
  load_by_record(session, scope.workspace_id, "account_id", view.account_ids, " AND w.opportunity_id IS NULL", out);
}

// From the open ends of the due dates to the records. `extra` narrows further; [from, to) in the column's own unit.
template <Reflected E>
void load_by_due(storage::Session& session, const WorkScope& scope, std::string_view extra, std::int64_t from, std::int64_t to,
                 std::vector<E>& out) {
  constexpr WorkTable table = table_of(static_cast<const E*>(nullptr));
  std::vector<SqlValue> values{scope.workspace_id, from, to};
  std::string sql = " FROM " + std::string(Entity<E>::collection) + " w CROSS JOIN position p WHERE w.workspace_id = ?1 AND " +
                    std::string(table.open) + " AND " + std::string(table.due) + " >= ?2 AND " + std::string(table.due) + " < ?3" +
                    std::string(extra) +
                    " AND p.workspace_id = ?1 AND p.unit = CASE WHEN w.opportunity_id IS NULL THEN 0 ELSE 1 END "
                    "AND p.subject_id = coalesce(w.opportunity_id, w.account_id) AND p.on_wheel = 1";
  sql += scope.position_condition(values);
  sql += " ORDER BY " + std::string(table.due) + " LIMIT " + std::to_string(kOpenWorkSlice);
  select_work(session, sql, values, out);
}

template <class E, class Due>
void sort_by_due(std::vector<E>& work, Due&& due) {
  std::sort(work.begin(), work.end(), [&](const E& a, const E& b) {
    return std::tuple(!due(a).has_value(), due(a), a.id) < std::tuple(!due(b).has_value(), due(b), b.id);
  });
}

}  // namespace

OpenWork open_work(storage::Session& session, const WorkScope& scope, const ScopeView& view, Instant now, Date today) {
  constexpr std::int64_t kEver = std::numeric_limits<std::int64_t>::max(), kNever = std::numeric_limits<std::int64_t>::min();
  OpenWork work;
  if (view.small) {
    std::vector<Uuid> opportunity_ids;
    for (const auto& row : view.opportunities) opportunity_ids.push_back(row.subject_id);
    load_of_scope(session, scope, view, opportunity_ids, work.commitments);
    load_of_scope(session, scope, view, opportunity_ids, work.next_steps);
  } else {
    for (const std::string_view side : {" AND w.who = 'us'", " AND w.who = 'customer'"}) {
      load_by_due(session, scope, side, kNever, now.ms, work.commitments);
      load_by_due(session, scope, side, now.ms, kEver, work.commitments);
    }
    load_by_due(session, scope, "", kNever, today.days, work.next_steps);
    load_by_due(session, scope, "", today.days, kEver, work.next_steps);
  }
  sort_by_due(work.commitments, [](const Commitment& c) { return c.due_at; });
  sort_by_due(work.next_steps, [](const NextStep& s) { return s.due_on; });
  return work;
}

}  // namespace wheelhouse::service
