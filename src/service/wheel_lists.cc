#include "service/wheel_lists.h"

#include <algorithm>
#include <array>

#include "service/access.h"
#include "service/known_on.h"
#include "service/standing.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

// What every list of the wheel begins with.
struct View {
  storage::WheelFilter filter;
  Instant known, at;
  bool known_on = false;  // the book as it was known, else what is known now
  bool as_of(Instant now) const { return at < now; }
};
Result<View> view_of(storage::Session& session, const Actor& actor, const WheelQuery& query, Instant now) {
  if (auto checked = check_wheel_query(query, now); !checked) return fail(checked.error());
  auto filter = wheel_filter(session, actor, query);
  if (!filter) return fail(filter.error());
  View view;
  view.filter = std::move(*filter);
  view.known_on = query.known_on.has_value();
  view.known = moment_of(query.known_on, now);
  view.at = std::min(moment_of(query.as_of, now), view.known);
  return view;
}

// A customer's row is worth what its leading deal is, then or now: as far as that deal is seen.
void withhold_leads(std::vector<storage::PositionRow>& rows, storage::Session& session, const Actor& actor) {
  if (!actor.visible_owners) return;
  for (auto& row : rows)
    if (row.unit == Unit::account && row.lead_opportunity_id &&
        !sees_belonging(session, actor, {row.subject_id, row.lead_opportunity_id})) {
      row.amount_minor.reset();
      row.currency.clear();
      row.lead_opportunity_id.reset();
    }
}

// Positions of subjects as of a past moment, derived one by one: a picture shows a few hundred at most.
template <Reflected E, class Facts>
void append_standing(std::vector<storage::PositionRow>& rows, storage::Session& session, std::int64_t workspace_id,
                     const std::vector<Uuid>& ids, Instant now, Instant at, Facts&& facts_of) {
  for (const Uuid& id : ids)
    if (const auto record = storage::find_record(session, workspace_id, Id<E>{id}))
      if (const auto facts = facts_of(*record))
        if (auto standing = standing_at(*facts, now, at)) rows.push_back(std::move(standing->row));
}
std::vector<storage::PositionRow> rows_at(storage::Session& session, std::int64_t workspace_id, Unit unit, const std::vector<Uuid>& ids,
                                          Instant now, Instant at) {
  std::vector<storage::PositionRow> rows;
  if (unit == Unit::account)
    append_standing<Account>(rows, session, workspace_id, ids, now, at,
                             [&](const Account& account) { return account_facts(session, workspace_id, account, std::nullopt); });
  else
    append_standing<Opportunity>(rows, session, workspace_id, ids, now, at,
                                 [&](const Opportunity& deal) { return deal_facts(session, workspace_id, deal, std::nullopt); });
  return rows;
}

constexpr int kDotsOfEachStage = 8;

// Where only the largest fit, a stage whose customers are small, or worth nobody knows what, would look empty.
template <class Largest>
void show_some_of_each_stage(WheelDots& dots, int limit, Largest&& largest) {
  std::array<int, 8> shown{};
  for (const auto& row : dots.rows) ++shown[static_cast<std::size_t>(row.stage)];
  const int wanted = std::min(kDotsOfEachStage, limit / 8);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (shown[i] >= wanted || dots.not_shown[i] <= 0) continue;
    for (auto& row : largest(static_cast<Stage>(i), wanted)) {
      const bool is_there = std::any_of(dots.rows.begin(), dots.rows.end(), [&](const auto& r) { return r.subject_id == row.subject_id; });
      if (is_there) continue;
      dots.rows.push_back(std::move(row));
      ++shown[i];
      --dots.not_shown[i];
    }
  }
  // Room is made by the smallest of stages that have more than that.
  for (std::size_t i = dots.rows.size(); i-- > 0 && static_cast<int>(dots.rows.size()) > limit;) {
    const auto of = static_cast<std::size_t>(dots.rows[i].stage);
    if (shown[of] <= wanted) continue;
    dots.rows.erase(dots.rows.begin() + static_cast<std::ptrdiff_t>(i));
    --shown[of];
    ++dots.not_shown[of];
  }
}

}  // namespace

Result<WheelDots> wheel_dots(storage::Session& session, const Actor& actor, const WheelQuery& query, std::optional<Stage> stage, int limit,
                             Instant now) {
  const auto view = view_of(session, actor, query, now);
  if (!view) return fail(view.error());
  const std::int64_t ws = actor.workspace_id;
  WheelDots dots;
  dots.at = view->at;
  std::optional<KnownBook> book;
  if (view->known_on) book = rebuild_book(session, ws, view->filter, view->known, view->at);
  const auto largest = [&](std::optional<Stage> of, int most) {
    if (book) return book->largest(of, view->at, most);
    if (!view->as_of(now)) return storage::largest_positions(session, ws, view->filter, of, most);
    return rows_at(session, ws, query.unit, storage::largest_at(session, ws, view->filter, of, view->at, most), now, view->at);
  };
  dots.rows = largest(stage, limit);
  if (static_cast<int>(dots.rows.size()) >= limit) {  // else all are shown
    for (const auto& cell : book ? book->count(view->at) : storage::count_wheel(session, ws, view->filter, view->at))
      if (!stage || cell.stage == *stage) dots.not_shown[static_cast<std::size_t>(cell.stage)] += cell.n;
    for (const auto& row : dots.rows) --dots.not_shown[static_cast<std::size_t>(row.stage)];
    if (!stage) show_some_of_each_stage(dots, limit, largest);
  }
  withhold_leads(dots.rows, session, actor);
  return dots;
}

Result<WheelStuck> wheel_stuck(storage::Session& session, const Actor& actor, const WheelQuery& query, std::optional<Stage> stage,
                               int limit, Instant now) {
  const auto view = view_of(session, actor, query, now);
  if (!view) return fail(view.error());
  const std::int64_t ws = actor.workspace_id;
  WheelStuck stuck{view->at, {}};
  if (view->known_on)
    stuck.rows = rebuild_book(session, ws, view->filter, view->known, view->at).stuck(stage, view->at, limit);
  else if (view->as_of(now))
    stuck.rows = rows_at(session, ws, query.unit, storage::stuck_at(session, ws, view->filter, stage, view->at, limit), now, view->at);
  else
    stuck.rows = storage::stuck_positions(session, ws, view->filter, stage, view->at, limit);
  withhold_leads(stuck.rows, session, actor);
  return stuck;
}

Result<std::vector<storage::MoveRow>> wheel_moves(storage::Session& session, const Actor& actor, const WheelQuery& query,
                                                  std::optional<Stage> from, std::optional<Stage> to, int limit, Instant now) {
  const auto view = view_of(session, actor, query, now);
  if (!view) return fail(view.error());
  const Instant after = view->at.plus_days(-query.window_days);
  if (view->known_on)
    return rebuild_book(session, actor.workspace_id, view->filter, view->known, view->at).list_moves(from, to, after, view->at, limit);
  return storage::list_moves(session, actor.workspace_id, view->filter, from, to, after, view->at, limit);
}

Result<std::vector<WheelWeek>> wheel_history(storage::Session& session, const Actor& actor, const WheelQuery& query, std::int64_t weeks,
                                             Instant now) {
  const auto view = view_of(session, actor, query, now);
  if (!view) return fail(view.error());
  std::vector<Date> dates;
  for (std::int64_t week = weeks; week >= 0; --week) dates.push_back({date_of(view->at).days - static_cast<std::int32_t>(7 * week)});
  const auto counts = view->known_on ? rebuild_book(session, actor.workspace_id, view->filter, view->known, view->at).history(dates)
                                     : storage::count_history(session, actor.workspace_id, view->filter, dates);
  std::vector<WheelWeek> history;
  for (std::size_t i = 0; i < dates.size(); ++i) history.push_back({dates[i], counts[i]});
  return history;
}

}  // namespace wheelhouse::service
