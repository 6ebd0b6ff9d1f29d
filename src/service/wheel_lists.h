// Who is behind the figures of the wheel: the largest, the stuck, those who moved, and the counts week by week; now, as of a date
// and as known on one. Same filters, same errors as read_wheel().
#pragma once
#include "service/wheel.h"

namespace wheelhouse::service {

struct WheelDots {
  Instant at;                              // the moment they are of
  std::vector<storage::PositionRow> rows;  // largest value first, then some of stages that would else look empty
  std::array<std::int64_t, 8> not_shown{};  // per stage, beyond `limit`
};
Result<WheelDots> wheel_dots(storage::Session& session, const Actor& actor, const WheelQuery& query, std::optional<Stage> stage, int limit,
                             Instant now);

struct WheelStuck {
  Instant at;
  std::vector<storage::PositionRow> rows;  // longest first
};
Result<WheelStuck> wheel_stuck(storage::Session& session, const Actor& actor, const WheelQuery& query, std::optional<Stage> stage,
                               int limit, Instant now);

// Latest first, within the window of the query.
Result<std::vector<storage::MoveRow>> wheel_moves(storage::Session& session, const Actor& actor, const WheelQuery& query,
                                                  std::optional<Stage> from, std::optional<Stage> to, int limit, Instant now);

struct WheelWeek {
  Date date;
  std::array<std::int64_t, 8> counts;
};
// `weeks` + 1 dates, the last one that of the query.
Result<std::vector<WheelWeek>> wheel_history(storage::Session& session, const Actor& actor, const WheelQuery& query, std::int64_t weeks,
                                             Instant now);

}  // namespace wheelhouse::service
