// The portfolio question (METHOD M38): what share of the customers stands in each stage, on what basis, since when, and who
// moved. As of any date (what was true then, by all we know now) and as known on any date (what the book said then).
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/actor.h"
#include "storage/session.h"
#include "storage/wheel_store.h"

namespace wheelhouse::service {

struct Money {
  std::string currency;
  std::int64_t amount_minor = 0;
};

struct WheelQuery {
  Unit unit = Unit::account;
  std::optional<Date> as_of;     // end of that day (UTC); null = now
  std::optional<Date> known_on;  // end of that day; null = by all we know now
  std::optional<Uuid> owner_id;
  std::optional<Uuid> team_id;   // the team and the teams below it
  std::string industry, region, tier, currency;
  std::optional<std::int64_t> amount_minor_min;
  int window_days = 30;          // 1..366, for moves
};

struct WheelStage {
  Stage stage{};
  std::int64_t count = 0, proven = 0, unproven = 0, stuck = 0, stale = 0;
  std::vector<Money> value;
  std::optional<double> share, value_share, previous_share;  // 0..1; null when the portfolio is empty
  std::optional<std::array<double, 2>> interval;             // Wilson 95 %
  std::optional<double> benchmark;
  std::optional<bool> benchmark_outside;
  std::optional<std::int64_t> median_dwell_days;             // null for a past date
  std::int64_t moved_in = 0, moved_out = 0;
};
struct WheelReport {
  Unit unit{};
  Instant at;
  std::optional<Date> known_on;
  std::int64_t total = 0;
  std::vector<Money> total_value;
  std::optional<double> unproven_share, evenness, unready;
  std::array<WheelStage, 8> stages;
  std::vector<storage::WheelMove> moves;
  std::int64_t forward = 0, forward_previous = 0, backward = 0, stuck = 0, stale = 0;
  std::vector<Money> stuck_value;
};

// The filter of a query as the store wants it, cut to what the actor may see. Errors: not_found for an unknown owner or team.
Result<storage::WheelFilter> wheel_filter(storage::Session& session, const Actor& actor, const WheelQuery& query);

// Errors: invalid (a date in the future, a window out of range, a currency or tier that is none, an amount without its currency).
Result<void> check_wheel_query(const WheelQuery& query, Instant now);
Result<WheelReport> read_wheel(storage::Session& session, const Actor& actor, const WheelQuery& query, Instant now);

// {"as_of","total","stages":[…]} and the rest, one spelling for the API and the command line.
void write_wheel_json(std::string& out, const WheelReport& report);

// Days are counted in UTC. A day that has begun somewhere on Earth (UTC+14 first) is not to come: whoever is there may ask for it.
constexpr std::int64_t kFirstDateLineMs = 14 * 3'600'000LL;
bool is_to_come(Date date, Instant now);

// The moment a query speaks of: the end of that day, at most now.
Instant moment_of(const std::optional<Date>& as_of, Instant now);

}  // namespace wheelhouse::service
