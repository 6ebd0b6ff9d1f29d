#include "storage/wheel_store.h"

#include <algorithm>
#include <map>

namespace wheelhouse::storage {
namespace {

// Builds "SQL text + bound values" step by step.
class Query {
 public:
  std::string text;
  std::vector<SqlValue> values;
  std::string bind(SqlValue value) {
    values.push_back(std::move(value));
    return "?" + std::to_string(values.size());
  }
  std::string list(const std::vector<Uuid>& ids) {
    std::string out = " IN (";
    for (std::size_t i = 0; i < ids.size(); ++i) out += (i ? ", " : "") + bind(ids[i]);
    return out + (ids.empty() ? "NULL)" : ")");
  }
  std::string unvalued(const WheelFilter& filter) { return " IN (" + take_in(*filter.unvalued, values) + ")"; }
  // The value of spans (alias `s`), as far as who asks may know.
  std::string amount(const WheelFilter& filter) {
    return filter.unvalued ? "CASE WHEN s.subject_id" + unvalued(filter) + " THEN NULL ELSE s.amount_minor END" : "s.amount_minor";
  }
  // Of positions and spans (alias `s`), where nobody's is null.
  std::string owned(const WheelFilter& filter, const std::string& s) {
    return (filter.include_unowned ? s + ".owner_id IS NULL OR " : "") + s + ".owner_id" + list(*filter.owners);
  }
  std::string shared(const WheelFilter& filter, const std::string& s) {
    std::string out = "(";
    if (filter.unit == Unit::account) {
      out += s + ".subject_id" + list(filter.shared_accounts);
    } else {
      out += s + ".subject_id" + list(filter.shared_opportunities);
      if (!filter.shared_accounts.empty())
        out += " OR " + s + ".subject_id IN (SELECT h.id FROM opportunities h WHERE h.workspace_id = ?1 AND h.account_id" +
               list(filter.shared_accounts) + ")";
    }
    out += ")";
    if (filter.shared_of) out += " AND " + s + ".owner_id" + list(*filter.shared_of);
    return "(" + out + ")";
  }
  void owners(const WheelFilter& filter, const std::string& s) {
    if (!filter.owners) return;
    text += " AND (" + owned(filter, s);
    if (filter.has_shared()) text += " OR " + shared(filter, s);
    text += ")";
  }
  // What the sums of the owners do not hold.
  void shared_alone(const WheelFilter& filter, const std::string& s) {
    text += " AND " + shared(filter, s) + " AND NOT coalesce(" + owned(filter, s) + ", 1 = 0)";
  }
  // Of daily sums.
  void summed_owners(const WheelFilter& filter) {
    std::vector<Uuid> ids = filter.owners.value_or(std::vector<Uuid>{kEveryone});
    if (filter.owners && filter.include_unowned) ids.push_back(Uuid{});
    text += " AND owner_id IN (";
    for (std::size_t i = 0; i < ids.size(); ++i) text += (i ? ", " : "") + bind(ids[i]);
    text += ids.empty() ? "NULL)" : ")";
    if (!filter.currency.empty()) text += " AND currency = " + bind(std::string_view(filter.currency));
  }
  // The filters that live on the account's row; `subject` is the alias of a position or span. They are asked of the accounts'
  // indexes first: an industry is a part of the book, its spans are found one by one.
  void odd_filters(const WheelFilter& filter, std::string_view subject) {
    const std::string s(subject);
    if (filter.amount_minor_min) {
      text += " AND " + s + ".amount_minor >= " + bind(*filter.amount_minor_min);
      if (filter.unvalued) text += " AND " + s + ".subject_id NOT" + unvalued(filter);
    }
    if (!filter.currency.empty()) text += " AND " + s + ".currency = " + bind(std::string_view(filter.currency));
    if (filter.industry.empty() && filter.region.empty() && filter.tier.empty()) return;
    text += " AND " + s + ".subject_id IN (SELECT ";
    text += filter.unit == Unit::account
                ? "a.id FROM accounts a WHERE a.workspace_id = ?1"
                : "o.id FROM accounts a JOIN opportunities o ON o.workspace_id = a.workspace_id AND o.account_id = a.id "
                  "WHERE a.workspace_id = ?1";
    if (!filter.industry.empty()) text += " AND a.industry = " + bind(std::string_view(filter.industry));
    if (!filter.region.empty()) text += " AND a.region = " + bind(std::string_view(filter.region));
    if (!filter.tier.empty()) text += " AND a.tier = " + bind(std::string_view(filter.tier));
    text += ")";
  }
};

Query begin(std::int64_t workspace_id, Unit unit, std::string_view text) {
  Query q;
  q.text = text;
  q.values = {workspace_id, static_cast<std::int64_t>(unit)};
  return q;
}

Stage stage_of(const RowReader& row, int column) { return static_cast<Stage>(row.integer(column) - 1); }

// Daily sums hold what turns stuck or stale later on the day of `at` as if it had: take that back. Only today has a later; at
// the end of a past day nothing is left to come.
void take_back_later_today(Session& session, std::int64_t workspace_id, const WheelFilter& filter, Instant at,
                           std::vector<WheelCell>& cells) {
  const Instant end{date_of(at).start().ms + kMsPerDay};
  const auto visit = [&](const std::string& column, const std::string& amount, auto&& subtract) {
    Query q = begin(workspace_id, filter.unit,
                    "SELECT p.stage, p.basis, p.currency, " + amount + " FROM position p WHERE p.workspace_id = ?1 AND p.unit = ?2 AND p.");
    q.text += column + " > " + q.bind(at.ms) + " AND p." + column + " < " + q.bind(end.ms);
    if (filter.owners) q.text += " AND (" + q.owned(filter, "p") + ")";
    session.query(q.text, q.values, [&](const RowReader& row) {
      const Stage stage = stage_of(row, 0);
      const bool proven = counts_as_proven(static_cast<Basis>(row.integer(1)));
      for (WheelCell& cell : cells)
        if (cell.stage == stage && cell.proven == proven && cell.currency == row.text(2))
          subtract(cell, row.is_null(3) ? 0 : row.integer(3));
    });
  };
  visit("stuck_at", "p.amount_minor", [](WheelCell& c, std::int64_t amount) {
    --c.n_stuck;
    c.stuck_amount_minor -= amount;
  });
  visit("stale_at", "0", [](WheelCell& c, std::int64_t) { --c.n_stale; });
}

}  // namespace

std::unordered_set<Uuid> select_unvalued(Session& session, std::int64_t workspace_id, const WheelFilter& filter) {
  std::unordered_set<Uuid> ids;
  if (!filter.unvalued) return ids;
  Query q = begin(workspace_id, filter.unit, "");
  q.text = take_in(*filter.unvalued, q.values);
  session.query(q.text, q.values, [&](const RowReader& row) { ids.insert(row.id(0)); });
  return ids;
}

std::vector<WheelCell> count_wheel(Session& session, std::int64_t workspace_id, const WheelFilter& filter, Instant at) {
  std::vector<WheelCell> cells;
  const auto collect = [&](const RowReader& row) {
    const Stage stage = stage_of(row, 0);
    const bool proven = row.integer(1) != 0;
    const std::string_view currency = row.text(2);
    auto cell = std::find_if(cells.begin(), cells.end(), [&](const WheelCell& c) {
      return c.stage == stage && c.proven == proven && c.currency == currency;
    });
    if (cell == cells.end()) cell = cells.insert(cells.end(), WheelCell{stage, proven, std::string(currency)});
    cell->n += row.integer(3);
    cell->n_stuck += row.integer(4);
    cell->n_stale += row.integer(5);
    cell->amount_minor += row.integer(6);
    cell->stuck_amount_minor += row.integer(7);
  };
  if (filter.from_daily_sums()) {
    // The rows of all days are summed here where the engine is in the same process: SQLite would sort some ten thousand of them
    // into its groups, which takes five times as long as reading them.
    const bool by_engine = session.engine() != Engine::sqlite;
    Query q = begin(workspace_id, filter.unit, "SELECT stage, proven, currency, ");
    q.text += by_engine ? "sum(n), sum(n_stuck), sum(n_stale), sum(amount_minor), sum(stuck_amount_minor)"
                        : "n, n_stuck, n_stale, amount_minor, stuck_amount_minor";
    q.text += " FROM wheel_delta WHERE workspace_id = ?1 AND unit = ?2 AND on_date <= " + q.bind(std::int64_t{date_of(at).days});
    q.summed_owners(filter);
    if (by_engine) q.text += " GROUP BY stage, proven, currency";
    session.query(q.text, q.values, collect);
    std::erase_if(cells, [](const WheelCell& cell) { return cell.n == 0; });
    take_back_later_today(session, workspace_id, filter, at, cells);
    if (!filter.has_shared()) return cells;
  }
  Query q = begin(workspace_id, filter.unit, "SELECT s.stage, CASE WHEN s.basis IN (0, 3) THEN 1 ELSE 0 END, s.currency, count(*), ");
  const std::string now = q.bind(at.ms);
  q.text += "sum(CASE WHEN s.stuck_at <= " + now + " THEN 1 ELSE 0 END), sum(CASE WHEN s.stale_at <= " + now +
            " THEN 1 ELSE 0 END), coalesce(sum(s.amount_minor), 0), coalesce(sum(CASE WHEN s.stuck_at <= " + now +
            " THEN s.amount_minor END), 0) FROM position_span s WHERE s.workspace_id = ?1 AND s.unit = ?2 AND s.from_at <= " + now +
            " AND (s.to_at IS NULL OR s.to_at > " + now + ")";
  if (filter.from_daily_sums()) q.shared_alone(filter, "s");
  else q.owners(filter, "s");
  q.odd_filters(filter, "s");
  q.text += " GROUP BY 1, 2, 3";
  session.query(q.text, q.values, collect);
  return cells;
}

std::vector<std::array<std::int64_t, 8>> count_history(Session& session, std::int64_t workspace_id, const WheelFilter& filter,
                                                       const std::vector<Date>& dates) {
  std::vector<std::array<std::int64_t, 8>> counts(dates.size(), std::array<std::int64_t, 8>{});
  if (dates.empty()) return counts;
  // Adds `n` to every date in [from, to).
  const auto add = [&](Stage stage, std::int64_t n, Instant from, std::optional<Instant> to) {
    for (std::size_t i = 0; i < dates.size(); ++i) {
      const Instant at{dates[i].start().ms + kMsPerDay - 1};
      if (from <= at && (!to || *to > at)) counts[i][static_cast<std::size_t>(stage)] += n;
    }
  };
  if (filter.from_daily_sums()) {
    Query q = begin(workspace_id, filter.unit,
                    "SELECT on_date, stage, sum(n) FROM wheel_delta WHERE workspace_id = ?1 AND unit = ?2 AND on_date <= ");
    q.text += q.bind(std::int64_t{dates.back().days});
    q.summed_owners(filter);
    q.text += " GROUP BY on_date, stage";
    session.query(q.text, q.values, [&](const RowReader& row) {
      add(stage_of(row, 1), row.integer(2), Date{static_cast<std::int32_t>(row.integer(0))}.start(), std::nullopt);
    });
    if (!filter.has_shared()) return counts;
  }
  Query q =
      begin(workspace_id, filter.unit, "SELECT s.from_at, s.to_at, s.stage FROM position_span s WHERE s.workspace_id = ?1 AND s.unit = ?2");
  if (filter.from_daily_sums()) q.shared_alone(filter, "s");
  else q.owners(filter, "s");
  q.odd_filters(filter, "s");
  session.query(q.text, q.values, [&](const RowReader& row) {
    add(stage_of(row, 2), 1, Instant{row.integer(0)}, row.is_null(1) ? std::nullopt : std::optional(Instant{row.integer(1)}));
  });
  return counts;
}

std::vector<WheelMove> count_moves(Session& session, std::int64_t workspace_id, const WheelFilter& filter, Instant after, Instant until) {
  Query q =
      begin(workspace_id, filter.unit,
            "SELECT s.previous_stage, s.stage, count(*) FROM position_span s WHERE s.workspace_id = ?1 AND s.unit = ?2 AND s.from_at > ");
  q.text +=
      q.bind(after.ms) + " AND s.from_at <= " + q.bind(until.ms) + " AND s.previous_stage IS NOT NULL AND s.previous_stage <> s.stage";
  q.owners(filter, "s");
  q.odd_filters(filter, "s");
  q.text += " GROUP BY 1, 2 ORDER BY 1, 2";
  std::vector<WheelMove> moves;
  session.query(q.text, q.values, [&](const RowReader& row) { moves.push_back({stage_of(row, 0), stage_of(row, 1), row.integer(2)}); });
  return moves;
}

std::vector<MoveRow> list_moves(Session& session, std::int64_t workspace_id, const WheelFilter& filter, std::optional<Stage> from,
                                std::optional<Stage> to, Instant after, Instant until, int limit) {
  Query q = begin(workspace_id, filter.unit,
                  "SELECT s.subject_id, s.previous_stage, s.stage, s.from_at, s.currency, ");
  q.text += q.amount(filter) + " FROM position_span s WHERE s.workspace_id = ?1 AND s.unit = ?2 AND s.from_at > ";
  q.text +=
      q.bind(after.ms) + " AND s.from_at <= " + q.bind(until.ms) + " AND s.previous_stage IS NOT NULL AND s.previous_stage <> s.stage";
  if (from) q.text += " AND s.previous_stage = " + q.bind(std::int64_t{stage_number(*from)});
  if (to) q.text += " AND s.stage = " + q.bind(std::int64_t{stage_number(*to)});
  q.owners(filter, "s");
  q.odd_filters(filter, "s");
  q.text += " ORDER BY s.from_at DESC LIMIT " + q.bind(std::int64_t{limit});
  std::vector<MoveRow> moves;
  session.query(q.text, q.values, [&](const RowReader& row) {
    moves.push_back({row.id(0), stage_of(row, 1), stage_of(row, 2), Instant{row.integer(3)},
                     row.is_null(5) ? std::nullopt : std::optional(row.integer(5)), row.is_null(5) ? "" : std::string(row.text(4))});
  });
  return moves;
}

namespace {
// " AND p has a value" or the other way round, as far as who asks may know.
void valued(Query& q, const WheelFilter& filter, bool has_value) {
  if (!filter.unvalued) {
    q.text += has_value ? " AND p.amount_minor IS NOT NULL" : " AND p.amount_minor IS NULL";
    return;
  }
  const std::string hidden = q.unvalued(filter);
  q.text += has_value ? " AND p.amount_minor IS NOT NULL AND p.subject_id NOT" + hidden
                      : " AND (p.amount_minor IS NULL OR p.subject_id" + hidden + ")";
}
std::vector<PositionRow> select_positions(Session& session, const Query& q) {
  std::vector<PositionRow> rows;
  session.query(q.text, q.values, [&](const RowReader& row) { rows.push_back(read_position(row, 0)); });
  return rows;
}
Query begin_positions(std::int64_t workspace_id, const WheelFilter& filter, std::optional<Stage> stage) {
  Query q = begin(workspace_id, filter.unit, "SELECT ");
  q.text += std::string(position_columns()) + " FROM position p WHERE p.workspace_id = ?1 AND p.unit = ?2 AND p.on_wheel = 1";
  if (stage) q.text += " AND p.stage = " + q.bind(std::int64_t{stage_number(*stage)});
  q.owners(filter, "p");
  q.odd_filters(filter, "p");
  return q;
}
}  // namespace

std::vector<PositionRow> largest_positions(Session& session, std::int64_t workspace_id, const WheelFilter& filter,
                                           std::optional<Stage> stage, int limit) {
  Query with_value = begin_positions(workspace_id, filter, stage);
  valued(with_value, filter, true);
  with_value.text += " ORDER BY p.amount_minor DESC, p.subject_id DESC LIMIT " + with_value.bind(std::int64_t{limit});
  std::vector<PositionRow> rows = select_positions(session, with_value);
  if (const int missing = limit - static_cast<int>(rows.size()); missing > 0) {
    Query without = begin_positions(workspace_id, filter, stage);
    valued(without, filter, false);
    without.text += " ORDER BY p.subject_id DESC LIMIT " + without.bind(std::int64_t{missing});
    for (PositionRow& row : select_positions(session, without)) rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<PositionRow> stuck_positions(Session& session, std::int64_t workspace_id, const WheelFilter& filter, std::optional<Stage> stage,
                                         Instant now, int limit) {
  Query q = begin_positions(workspace_id, filter, stage);
  q.text += " AND p.stuck_at <= " + q.bind(now.ms) + " ORDER BY p.stuck_at, p.subject_id LIMIT " + q.bind(std::int64_t{limit});
  return select_positions(session, q);
}

namespace {
// " AND s spans `at`", in `stage` when given.
void at_moment(Query& q, std::optional<Stage> stage, Instant at) {
  const std::string moment = q.bind(at.ms);
  q.text += " AND s.from_at <= " + moment + " AND (s.to_at IS NULL OR s.to_at > " + moment + ")";
  if (stage) q.text += " AND s.stage = " + q.bind(std::int64_t{stage_number(*stage)});
}
std::vector<Uuid> select_ids(Session& session, const Query& q) {
  std::vector<Uuid> ids;
  session.query(q.text, q.values, [&](const RowReader& row) { ids.push_back(row.id(0)); });
  return ids;
}
}  // namespace

std::vector<Uuid> largest_at(Session& session, std::int64_t workspace_id, const WheelFilter& filter, std::optional<Stage> stage, Instant at,
                             int limit) {
  // Along the index of values, each asked whether it was there: most were, so a page of them is found after little more than a page.
  const auto select = [&](bool has_value, int most) {
    Query q = begin(workspace_id, filter.unit, "SELECT p.subject_id FROM position p WHERE p.workspace_id = ?1 AND p.unit = ?2");
    q.owners(filter, "p");
    q.odd_filters(filter, "p");
    q.text += " AND EXISTS (SELECT 1 FROM position_span s WHERE s.workspace_id = ?1 AND s.unit = ?2 AND s.subject_id = p.subject_id";
    at_moment(q, stage, at);
    q.text += ")";
    valued(q, filter, has_value);
    q.text += has_value ? " ORDER BY p.amount_minor DESC, p.subject_id DESC" : " ORDER BY p.subject_id DESC";
    q.text += " LIMIT " + q.bind(std::int64_t{most});
    return select_ids(session, q);
  };
  std::vector<Uuid> ids = select(true, limit);
  if (const int missing = limit - static_cast<int>(ids.size()); missing > 0)
    for (const Uuid& id : select(false, missing)) ids.push_back(id);
  return ids;
}

std::vector<Uuid> stuck_at(Session& session, std::int64_t workspace_id, const WheelFilter& filter, std::optional<Stage> stage, Instant at,
                           int limit) {
  Query q = begin(workspace_id, filter.unit, "SELECT s.subject_id FROM position_span s WHERE s.workspace_id = ?1 AND s.unit = ?2");
  q.owners(filter, "s");
  q.odd_filters(filter, "s");
  at_moment(q, stage, at);
  q.text += " AND s.stuck_at <= " + q.bind(at.ms) + " ORDER BY s.stuck_at, s.subject_id LIMIT " + q.bind(std::int64_t{limit});
  return select_ids(session, q);
}

std::array<std::optional<Instant>, 8> median_entries(Session& session, std::int64_t workspace_id, const WheelFilter& filter,
                                                     const std::array<std::int64_t, 8>& counts) {
  const auto middle = [](std::int64_t count) { return (count - 1) / 2; };
  std::array<std::optional<Instant>, 8> medians;
  if (!filter.from_daily_sums()) {
    Query q = begin(workspace_id, filter.unit,
                    "SELECT p.stage, p.entered_at FROM position p WHERE p.workspace_id = ?1 AND p.unit = ?2 AND p.on_wheel = 1");
    q.owners(filter, "p");
    q.odd_filters(filter, "p");
    std::array<std::vector<Instant>, 8> entries;
    session.query(q.text, q.values, [&](const RowReader& row) {
      entries[static_cast<std::size_t>(stage_of(row, 0))].push_back(Instant{row.integer(1)});
    });
    for (std::size_t i = 0; i < 8; ++i) {
      if (entries[i].empty()) continue;
      const auto nth = entries[i].begin() + middle(static_cast<std::int64_t>(entries[i].size()));
      std::nth_element(entries[i].begin(), nth, entries[i].end(), [](Instant a, Instant b) { return a > b; });
      medians[i] = *nth;
    }
    return medians;
  }
  for (std::size_t i = 0; i < 8; ++i) {
    if (counts[i] <= 0) continue;
    Query q = begin(workspace_id, filter.unit,
                    "SELECT p.entered_at FROM position p WHERE p.workspace_id = ?1 AND p.unit = ?2 AND p.on_wheel = 1 AND p.stage = ");
    q.text += q.bind(static_cast<std::int64_t>(i) + 1);
    q.owners(filter, "p");
    q.odd_filters(filter, "p");
    q.text += " ORDER BY p.entered_at DESC LIMIT 1 OFFSET " + q.bind(middle(counts[i]));
    session.query(q.text, q.values, [&](const RowReader& row) { medians[i] = Instant{row.integer(0)}; });
  }
  return medians;
}

std::vector<SubjectSpans> select_spans(Session& session, std::int64_t workspace_id, const WheelFilter& filter) {
  Query q = begin(workspace_id, filter.unit,
                  "SELECT s.subject_id, s.currency, s.from_at, s.to_at, s.previous_stage, s.stage, s.basis, s.stale_at, s.stuck_at, ");
  q.text += q.amount(filter) + " FROM position_span s WHERE s.workspace_id = ?1 AND s.unit = ?2";
  q.owners(filter, "s");
  q.odd_filters(filter, "s");
  q.text += " ORDER BY s.subject_id, s.from_at";
  std::vector<SubjectSpans> subjects;
  const auto instant = [](const RowReader& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(Instant{row.integer(column)});
  };
  session.query(q.text, q.values, [&](const RowReader& row) {
    if (const Uuid id = row.id(0); subjects.empty() || subjects.back().subject_id != id) {
      SubjectSpans& subject = subjects.emplace_back();
      subject.subject_id = id;
      if (!row.is_null(9)) subject.amount_minor = row.integer(9);
      subject.currency = row.text(1);
    }
    SpanRow& span = subjects.back().spans.emplace_back();
    span.from_at = {row.integer(2)};
    span.to_at = instant(row, 3);
    if (!row.is_null(4)) span.previous_stage = stage_of(row, 4);
    span.stage = stage_of(row, 5);
    span.basis = static_cast<Basis>(row.integer(6));
    span.stale_at = instant(row, 7);
    span.stuck_at = instant(row, 8);
  });
  return subjects;
}

}  // namespace wheelhouse::storage
