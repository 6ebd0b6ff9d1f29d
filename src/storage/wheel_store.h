// Reading the portfolio: how many stand where, at a moment, and who moved. Daily sums answer whatever filters by owner and
// currency alone (milliseconds at a million); other filters look at the spans of those they leave.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "storage/piece.h"
#include "storage/position_store.h"

namespace wheelhouse::storage {

struct WheelFilter {
  Unit unit = Unit::account;
  std::optional<std::vector<Uuid>> owners;  // null: everyone's
  bool include_unowned = true;              // with `owners`: those without an owner too
  // With `owners`: these accounts with their deals, and these deals, whoever owns them (or only where one of `shared_of` does).
  std::vector<Uuid> shared_accounts, shared_opportunities;
  std::optional<std::vector<Uuid>> shared_of;
  bool has_shared() const { return owners && !(shared_accounts.empty() && shared_opportunities.empty()); }
  std::string industry, region, tier;       // "" = any
  std::optional<std::int64_t> amount_minor_min;
  std::string currency;                     // "" = any
  // Accounts whose leading deal is hidden from who asks: they are counted, what they are worth is not told. The daily sums hold it.
  // The query of their ids, null when there are none.
  std::optional<Piece> unvalued;
  bool from_daily_sums() const {
    return industry.empty() && region.empty() && tier.empty() && !amount_minor_min && !unvalued;
  }
};

// The ids of `filter.unvalued`.
std::unordered_set<Uuid> select_unvalued(Session& session, std::int64_t workspace_id, const WheelFilter& filter);

struct WheelCell {
  Stage stage;
  bool proven;
  std::string currency;
  std::int64_t n = 0, n_stuck = 0, n_stale = 0, amount_minor = 0, stuck_amount_minor = 0;
};
std::vector<WheelCell> count_wheel(Session& session, std::int64_t workspace_id, const WheelFilter& filter, Instant at);

// Number of subjects per stage at each of `dates` (the end of the day).
std::vector<std::array<std::int64_t, 8>> count_history(Session& session, std::int64_t workspace_id, const WheelFilter& filter,
                                                       const std::vector<Date>& dates);

struct WheelMove {
  Stage from, to;
  std::int64_t n = 0;
};
std::vector<WheelMove> count_moves(Session& session, std::int64_t workspace_id, const WheelFilter& filter, Instant after, Instant until);

struct MoveRow {
  Uuid subject_id;
  Stage from, to;
  Instant at;
  std::optional<std::int64_t> amount_minor;
  std::string currency;
};
std::vector<MoveRow> list_moves(Session& session, std::int64_t workspace_id, const WheelFilter& filter, std::optional<Stage> from,
                                std::optional<Stage> to, Instant after, Instant until, int limit);

// Positions now that meet the filter, largest value first, then those without one.
std::vector<PositionRow> largest_positions(Session& session, std::int64_t workspace_id, const WheelFilter& filter,
                                           std::optional<Stage> stage, int limit);
// Stuck ones, longest first.
std::vector<PositionRow> stuck_positions(Session& session, std::int64_t workspace_id, const WheelFilter& filter, std::optional<Stage> stage,
                                         Instant now, int limit);
// The subjects of the two lists above at a past moment, by their spans.
std::vector<Uuid> largest_at(Session& session, std::int64_t workspace_id, const WheelFilter& filter, std::optional<Stage> stage, Instant at,
                             int limit);
std::vector<Uuid> stuck_at(Session& session, std::int64_t workspace_id, const WheelFilter& filter, std::optional<Stage> stage, Instant at,
                           int limit);
// The entry instant of the middle subject of each stage: its age is the median dwell. Null where nobody stands. `counts` as of now.
std::array<std::optional<Instant>, 8> median_entries(Session& session, std::int64_t workspace_id, const WheelFilter& filter,
                                                     const std::array<std::int64_t, 8>& counts);

// All spans of those that meet the filter: where daily sums cannot answer, one reading serves every question of a page.
struct SubjectSpans {
  Uuid subject_id;
  std::optional<std::int64_t> amount_minor;
  std::string currency;
  std::vector<SpanRow> spans;  // in the order of time
};
std::vector<SubjectSpans> select_spans(Session& session, std::int64_t workspace_id, const WheelFilter& filter);

}  // namespace wheelhouse::storage
