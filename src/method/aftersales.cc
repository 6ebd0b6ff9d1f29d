#include "method/aftersales.h"

namespace wheelhouse::method {

ReminderPlan reminder_plan(Date ordered_on, std::span<const DoneReminder> done, Date today) {
  ReminderPlan plan;
  int passed = 0, punctual = 0;
  for (std::size_t i = 0; i < kReminderDays.size(); ++i) {
    Reminder& reminder = plan.reminders.emplace_back();
    reminder.day = kReminderDays[i];
    reminder.due_on = Date{ordered_on.days + reminder.day};
    for (std::size_t k = 0; k < done.size(); ++k) {
      if (done[k].day != reminder.day || done[k].done_on < ordered_on) continue;
      if (!reminder.done || done[k].done_on < done[*reminder.done].done_on) reminder.done = k;
    }
    const Date last{reminder.due_on.days + kReminderGraceDays};
    const bool is_last = i + 1 == kReminderDays.size();
    if (reminder.done) reminder.state = ReminderState::done;
    else if (today < reminder.due_on) reminder.state = ReminderState::coming;
    else if (!is_last && today.days >= ordered_on.days + kReminderDays[i + 1]) reminder.state = ReminderState::missed;
    else reminder.state = ReminderState::due;
    if (!reminder.done && today <= last) continue;
    ++passed;
    punctual += reminder.done && done[*reminder.done].done_on <= last;
  }
  if (passed > 0) plan.punctuality = static_cast<double>(punctual) / passed;
  return plan;
}

}  // namespace wheelhouse::method
