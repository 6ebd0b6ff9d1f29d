#include "storage/position_store.h"

#include "storage/left.h"

namespace wheelhouse::storage {
namespace {
SqlValue number(std::optional<Instant> v) { return v ? SqlValue(v->ms) : SqlValue(); }
SqlValue number(std::optional<Stage> v) { return v ? SqlValue(std::int64_t{stage_number(*v)}) : SqlValue(); }
SqlValue number(std::optional<std::int64_t> v) { return v ? SqlValue(*v) : SqlValue(); }
SqlValue id(const std::optional<Uuid>& v) { return v ? SqlValue(*v) : SqlValue(); }
std::optional<Stage> stage_at(const RowReader& row, int i) {
  if (row.is_null(i)) return std::nullopt;
  return static_cast<Stage>(row.integer(i) - 1);
}
std::optional<Instant> instant_at(const RowReader& row, int i) {
  if (row.is_null(i)) return std::nullopt;
  return Instant{row.integer(i)};
}
std::optional<Uuid> id_at(const RowReader& row, int i) {
  if (row.is_null(i)) return std::nullopt;
  return row.id(i);
}
// What is left for the next (storage/left.h), by unit.
constexpr std::string_view kPositionOf[] = {"position of account", "position of opportunity"};
constexpr std::string_view kSpansOf[] = {"spans of account", "spans of opportunity"};
}  // namespace

std::string_view position_columns() {
  return "p.unit, p.subject_id, p.account_id, p.owner_id, p.sort_key, p.on_wheel, p.stage, p.basis, p.proven_stage, p.claimed_stage, "
         "p.confidence, "
         "p.inferred, p.lap, p.lap_opened_at, p.entered_at, p.last_evidence_at, p.stale_at, p.stuck_at, p.amount_minor, p.currency, "
         "p.lead_opportunity_id";
}

PositionRow read_position(const RowReader& row, int f) {
  PositionRow p;
  p.unit = static_cast<Unit>(row.integer(f));
  p.subject_id = row.id(f + 1);
  p.account_id = id_at(row, f + 2);
  p.owner_id = id_at(row, f + 3);
  p.sort_key = row.text(f + 4);
  p.on_wheel = row.integer(f + 5) != 0;
  p.stage = static_cast<Stage>(row.integer(f + 6) - 1);
  p.basis = static_cast<Basis>(row.integer(f + 7));
  p.proven_stage = stage_at(row, f + 8);
  p.claimed_stage = stage_at(row, f + 9);
  p.confidence = row.real(f + 10);
  p.inferred = static_cast<unsigned>(row.integer(f + 11));
  p.lap = static_cast<int>(row.integer(f + 12));
  p.lap_opened_at.ms = row.integer(f + 13);
  p.entered_at.ms = row.integer(f + 14);
  p.last_evidence_at.ms = row.integer(f + 15);
  p.stale_at = instant_at(row, f + 16);
  p.stuck_at = instant_at(row, f + 17);
  if (!row.is_null(f + 18)) p.amount_minor = row.integer(f + 18);
  p.currency = row.text(f + 19);
  p.lead_opportunity_id = id_at(row, f + 20);
  return p;
}

std::optional<PositionRow> find_position(Session& session, std::int64_t workspace_id, Unit unit, const Uuid& subject_id) {
  static const std::string sql =
      "SELECT " + std::string(position_columns()) + " FROM position p WHERE p.workspace_id = ?1 AND p.unit = ?2 AND p.subject_id = ?3";
  if (const auto* left =
          find_left<std::optional<PositionRow>>(session, kPositionOf[static_cast<std::size_t>(unit)], workspace_id, subject_id))
    return *left;
  std::optional<PositionRow> found;
  session.query_first(sql, {workspace_id, static_cast<std::int64_t>(unit), subject_id},
                      [&](const RowReader& row) { found = read_position(row, 0); });
  return found;
}

PositionRow as_stored(PositionRow row) {
  if (!row.on_wheel) row.stale_at = row.stuck_at = std::nullopt;
  return row;
}

void put_position(Session& session, std::int64_t workspace_id, const PositionRow& given) {
  const PositionRow p = as_stored(given);
  session.send(
      "INSERT INTO position (workspace_id, unit, subject_id, account_id, owner_id, sort_key, on_wheel, stage, basis, proven_stage, "
      "claimed_stage, confidence, inferred, lap, lap_opened_at, entered_at, last_evidence_at, stale_at, stuck_at, amount_minor, currency, "
      "lead_opportunity_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22) "
      "ON CONFLICT (workspace_id, unit, subject_id) DO UPDATE SET account_id = excluded.account_id, owner_id = excluded.owner_id, "
      "sort_key = excluded.sort_key, on_wheel = excluded.on_wheel, stage = excluded.stage, basis = excluded.basis, "
      "proven_stage = excluded.proven_stage, claimed_stage = excluded.claimed_stage, confidence = excluded.confidence, inferred = "
      "excluded.inferred, "
      "lap = excluded.lap, lap_opened_at = excluded.lap_opened_at, entered_at = excluded.entered_at, "
      "last_evidence_at = excluded.last_evidence_at, stale_at = excluded.stale_at, stuck_at = excluded.stuck_at, "
      "amount_minor = excluded.amount_minor, currency = excluded.currency, lead_opportunity_id = excluded.lead_opportunity_id",
      {workspace_id,
       static_cast<std::int64_t>(p.unit),
       p.subject_id,
       id(p.account_id),
       id(p.owner_id),
       std::string_view(p.sort_key),
       std::int64_t{p.on_wheel},
       std::int64_t{stage_number(p.stage)},
       static_cast<std::int64_t>(p.basis),
       number(p.proven_stage),
       number(p.claimed_stage),
       p.confidence,
       static_cast<std::int64_t>(p.inferred),
       std::int64_t{p.lap},
       p.lap_opened_at.ms,
       p.entered_at.ms,
       p.last_evidence_at.ms,
       number(p.stale_at),
       number(p.stuck_at),
       number(p.amount_minor),
       std::string_view(p.currency),
       id(p.lead_opportunity_id)});
  leave(session, kPositionOf[static_cast<std::size_t>(p.unit)], workspace_id, p.subject_id, std::optional(p));
}

void delete_position(Session& session, std::int64_t workspace_id, Unit unit, const Uuid& subject_id) {
  session.send("DELETE FROM position WHERE workspace_id = ?1 AND unit = ?2 AND subject_id = ?3",
                  {workspace_id, static_cast<std::int64_t>(unit), subject_id});
  leave(session, kPositionOf[static_cast<std::size_t>(unit)], workspace_id, subject_id, std::optional<PositionRow>());
}

void WheelDeltas::add(Unit unit, const std::optional<Uuid>& owner_id, const std::string& currency, std::optional<std::int64_t> amount_minor,
                      const std::vector<SpanRow>& spans, int sign) {
  for (const SpanRow& span : spans) {
    const auto add_at = [&](Instant when, std::int64_t Sums::*member, std::int64_t by) {
      const int day = date_of(when).days, stage = stage_number(span.stage), proven = counts_as_proven(span.basis) ? 1 : 0;
      for (const Uuid& owner : {owner_id.value_or(Uuid{}), kEveryone})
        sums_[{static_cast<int>(unit), owner, day, stage, proven, currency}].*member += by;
    };
    const auto add_from = [&](Instant from, std::int64_t Sums::*member, std::int64_t by) {
      add_at(from, member, by);
      if (span.to_at) add_at(*span.to_at, member, -by);
    };
    add_from(span.from_at, &Sums::n, sign);
    if (amount_minor) add_from(span.from_at, &Sums::amount_minor, sign * *amount_minor);
    if (span.stuck_at && (!span.to_at || *span.stuck_at < *span.to_at)) {
      const Instant from = std::max(*span.stuck_at, span.from_at);
      add_from(from, &Sums::n_stuck, sign);
      if (amount_minor) add_from(from, &Sums::stuck_amount_minor, sign * *amount_minor);
    }
    if (span.stale_at && (!span.to_at || *span.stale_at < *span.to_at))
      add_from(std::max(*span.stale_at, span.from_at), &Sums::n_stale, sign);
  }
}

void WheelDeltas::flush(Session& session, std::int64_t workspace_id) {
  for (const auto& [key, sums] : sums_) {
    if (sums == Sums{}) continue;
    const auto& [unit, owner, day, stage, proven, currency] = key;
    session.send(
        "INSERT INTO wheel_delta (workspace_id, unit, owner_id, on_date, stage, proven, currency, n, n_stuck, n_stale, amount_minor, "
        "stuck_amount_minor) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT (workspace_id, unit, owner_id, "
        "on_date, stage, proven, currency) "
        "DO UPDATE SET n = wheel_delta.n + excluded.n, n_stuck = wheel_delta.n_stuck + excluded.n_stuck, "
        "n_stale = wheel_delta.n_stale + excluded.n_stale, amount_minor = wheel_delta.amount_minor + excluded.amount_minor, "
        "stuck_amount_minor = wheel_delta.stuck_amount_minor + excluded.stuck_amount_minor",
        {workspace_id, std::int64_t{unit}, owner, std::int64_t{day}, std::int64_t{stage}, std::int64_t{proven}, std::string_view(currency),
         sums.n, sums.n_stuck, sums.n_stale, sums.amount_minor, sums.stuck_amount_minor});
  }
  sums_.clear();
}

std::vector<SpanRow> spans_of(Session& session, std::int64_t workspace_id, Unit unit, const Uuid& subject_id) {
  if (const auto* left = find_left<std::vector<SpanRow>>(session, kSpansOf[static_cast<std::size_t>(unit)], workspace_id, subject_id))
    return *left;
  std::vector<SpanRow> spans;
  session.query(
      "SELECT from_at, to_at, previous_stage, stage, basis, stale_at, stuck_at FROM position_span WHERE workspace_id = ?1 AND unit = ?2 "
      "AND subject_id = ?3 ORDER BY from_at",
      {workspace_id, static_cast<std::int64_t>(unit), subject_id}, [&](const RowReader& row) {
        SpanRow& span = spans.emplace_back();
        span.from_at.ms = row.integer(0);
        span.to_at = instant_at(row, 1);
        span.previous_stage = stage_at(row, 2);
        span.stage = static_cast<Stage>(row.integer(3) - 1);
        span.basis = static_cast<Basis>(row.integer(4));
        span.stale_at = instant_at(row, 5);
        span.stuck_at = instant_at(row, 6);
      });
  return spans;
}

void replace_spans(Session& session, std::int64_t workspace_id, const PositionRow* old, const PositionRow* now,
                   const std::vector<SpanRow>& spans, WheelDeltas& deltas) {
  if (old) {
    deltas.add(old->unit, old->owner_id, old->currency, old->amount_minor, spans_of(session, workspace_id, old->unit, old->subject_id), -1);
    session.send("DELETE FROM position_span WHERE workspace_id = ?1 AND unit = ?2 AND subject_id = ?3",
                    {workspace_id, static_cast<std::int64_t>(old->unit), old->subject_id});
    leave(session, kSpansOf[static_cast<std::size_t>(old->unit)], workspace_id, old->subject_id, std::vector<SpanRow>());
  }
  if (!now) return;
  leave(session, kSpansOf[static_cast<std::size_t>(now->unit)], workspace_id, now->subject_id, spans);
  deltas.add(now->unit, now->owner_id, now->currency, now->amount_minor, spans, +1);
  for (const SpanRow& span : spans)
    session.send(
        "INSERT INTO position_span (workspace_id, unit, subject_id, from_at, to_at, previous_stage, stage, basis, owner_id, stale_at, "
        "stuck_at, "
        "amount_minor, currency) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        {workspace_id, static_cast<std::int64_t>(now->unit), now->subject_id, span.from_at.ms, number(span.to_at),
         number(span.previous_stage), std::int64_t{stage_number(span.stage)}, static_cast<std::int64_t>(span.basis), id(now->owner_id),
         number(span.stale_at), number(span.stuck_at), number(now->amount_minor), std::string_view(now->currency)});
}
}  // namespace wheelhouse::storage
