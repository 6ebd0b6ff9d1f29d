// METHOD M37, M42: when a customer who has ordered is to be reminded of why, and how punctually that was done. Pure.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <vector>

#include "base/time.h"
#include "reflect/enum_names.h"

namespace wheelhouse::method {

constexpr std::array<int, 4> kReminderDays{3, 14, 30, 90};  // after the order
constexpr int kReminderGraceDays = 2;                       // as late as this is still punctual [ours]

// missed: the next one has come due, so this one is no longer to be made up for.
enum class ReminderState : std::uint8_t { coming, due, missed, done };

struct DoneReminder {
  int day = 0;
  Date done_on;
};
struct Reminder {
  int day = 0;
  Date due_on;
  ReminderState state = ReminderState::coming;
  std::optional<std::size_t> done;  // index into what was given
};
struct ReminderPlan {
  std::vector<Reminder> reminders;    // one for each of kReminderDays
  std::optional<double> punctuality;  // share of those whose time has passed that were done in time; null while none has
};
// Of what was done, only what lies on or after the order counts; of several for one day the first.
ReminderPlan reminder_plan(Date ordered_on, std::span<const DoneReminder> done, Date today);

}  // namespace wheelhouse::method

namespace wheelhouse {
WH_ENUM_NAMES(method::ReminderState, "coming", "due", "missed", "done");
}
