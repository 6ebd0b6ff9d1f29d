#include "method/habit.h"

#include <algorithm>

namespace wheelhouse::method {
namespace {

constexpr int kRateDays = 28;

Date day_before(Date date) { return {date.days - 1}; }

// `date` itself or the nearest day before it that is to be worked.
Date last_working(Date date, const std::set<Date>& leave) {
  while (!is_workday(date) || leave.contains(date)) date = day_before(date);
  return date;
}

std::optional<bool> entry_of(const HabitInput& input, Date date) {
  const auto found = input.log.find(date);
  return found == input.log.end() ? std::nullopt : std::optional(found->second);
}

int streak_of(const HabitInput& input) {
  Date date = last_working(input.today, input.leave);
  // The day is not over: nothing logged yet today breaks nothing.
  if (date == input.today && !entry_of(input, date)) date = last_working(day_before(date), input.leave);
  int streak = 0;
  while (entry_of(input, date) == true) {
    ++streak;
    date = last_working(day_before(date), input.leave);
  }
  return streak;
}

}  // namespace

bool is_workday(Date date) {
  constexpr int kEpochWeekday = 3;  // 1970-01-01 was a Thursday, counted from Monday
  const int weekday = ((date.days + kEpochWeekday) % 7 + 7) % 7;
  return weekday < 5;
}

HabitResult evaluate_habit(const HabitInput& input) {
  HabitResult result;
  int entries = 0, done = 0;
  Date date = input.today;
  for (int day = 0; day < kRateDays; ++day) {
    date = last_working(date, input.leave);
    if (const auto entry = entry_of(input, date)) {
      ++entries;
      done += *entry;
    }
    date = day_before(date);
  }
  if (entries > 0) result.rate = static_cast<double>(done) / entries;
  result.streak = streak_of(input);
  if (!input.arrivals.empty()) {
    const auto on_time = std::count_if(input.arrivals.begin(), input.arrivals.end(), [](const Arrival& a) { return a.arrived <= a.start; });
    result.on_time = static_cast<double>(on_time) / static_cast<double>(input.arrivals.size());
  }
  return result;
}

}  // namespace wheelhouse::method
