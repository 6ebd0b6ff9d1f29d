// METHOD C18, M101: one habit over the working days of one person. Dates are that person's local ones. Pure.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <span>

#include "base/time.h"

namespace wheelhouse::method {

struct Arrival {
  Instant start;
  Instant arrived;
};
struct HabitInput {
  Date today;
  std::map<Date, bool> log;  // done or not; a day without entry is no data
  std::set<Date> leave;
  std::span<const Arrival> arrivals;
};
struct HabitResult {
  std::optional<double> rate;     // mean of the entries on the last 28 workdays up to today, leave not among them
  int streak = 0;                 // workdays in a row, ending today, or at the workday before while today has no entry
  std::optional<double> on_time;  // share of arrivals not after the start
};
bool is_workday(Date date);  // Monday to Friday
HabitResult evaluate_habit(const HabitInput& input);

}  // namespace wheelhouse::method
