#include "service/open_work.h"

#include <algorithm>
#include <limits>
#include <tuple>

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

// From the records to their work: CROSS JOIN keeps that order, each step is a look into an index.
template <Reflected E>
void load_by_record(storage::Session& session, const WorkScope& scope, std::vector<E>& out) {
  constexpr WorkTable table = table_of(static_cast<const E*>(nullptr));
  const auto load = [&](std::string_view unit, std::string_view join) {
    std::vector<SqlValue> values{scope.workspace_id};
    std::string sql = " FROM position p CROSS JOIN " + std::string(Entity<E>::collection) + " w WHERE p.workspace_id = ?1 AND p.unit = " +
                      std::string(unit) + " AND p.on_wheel = 1";
    if (scope.opportunity_id) {
      values.emplace_back(*scope.opportunity_id);
      sql += " AND p.subject_id = ?2";
    } else {
      sql += scope.owner_condition("p.owner_id", values);
    }
    sql += " AND w.workspace_id = ?1 AND ";
    sql.append(join) += " AND ";
    sql += table.open;
    select_work(session, sql, values, out);
  };
  load("1", "w.opportunity_id = p.subject_id");
  if (!scope.opportunity_id) load("0", "w.account_id = p.subject_id AND w.opportunity_id IS NULL");
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
  sql += scope.owner_condition("p.owner_id", values);
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

OpenWork open_work(storage::Session& session, const WorkScope& scope, bool small, Instant now, Date today) {
  constexpr std::int64_t kEver = std::numeric_limits<std::int64_t>::max(), kNever = std::numeric_limits<std::int64_t>::min();
  OpenWork work;
  if (scope.opportunity_id || (small && scope.owners)) {
    load_by_record(session, scope, work.commitments);
    load_by_record(session, scope, work.next_steps);
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
