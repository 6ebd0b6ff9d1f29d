#include "method/aftersales.h"

#include <gtest/gtest.h>

namespace wheelhouse::method {
namespace {

using enum ReminderState;

std::vector<ReminderState> states(const ReminderPlan& plan) {
  std::vector<ReminderState> list;
  for (const Reminder& reminder : plan.reminders) list.push_back(reminder.state);
  return list;
}

TEST(ReminderPlan, EachComesDueOnItsDay) {
  const Date order{1000};
  EXPECT_EQ(states(reminder_plan(order, {}, Date{1002})), (std::vector{coming, coming, coming, coming}));
  EXPECT_EQ(states(reminder_plan(order, {}, Date{1003})), (std::vector{due, coming, coming, coming}));
  EXPECT_EQ(states(reminder_plan(order, {}, Date{1013})), (std::vector{due, coming, coming, coming}));
  EXPECT_EQ(states(reminder_plan(order, {}, Date{1014})), (std::vector{missed, due, coming, coming}));
  EXPECT_EQ(states(reminder_plan(order, {}, Date{1400})), (std::vector{missed, missed, missed, due})) << "the last one stays due";
  EXPECT_EQ(reminder_plan(order, {}, Date{1003}).reminders[2].due_on, Date{1030});
}

TEST(ReminderPlan, WhatWasDoneStaysDone) {
  const std::vector<DoneReminder> list{{14, Date{1020}}, {3, Date{1003}}, {3, Date{1001}}, {7, Date{1007}}};
  const auto plan = reminder_plan(Date{1000}, list, Date{1021});
  EXPECT_EQ(states(plan), (std::vector{done, done, coming, coming}));
  EXPECT_EQ(plan.reminders[0].done, 2u) << "the first of two";
  EXPECT_DOUBLE_EQ(*plan.punctuality, 0.5) << "day 14 was done four days late";
}

TEST(ReminderPlan, WhatBelongsToAnEarlierOrderDoesNotCount) {
  const std::vector<DoneReminder> list{{3, Date{999}}};
  EXPECT_EQ(reminder_plan(Date{1000}, list, Date{1004}).reminders[0].state, due);
}

TEST(ReminderPlan, PunctualityWaitsForTheGrace) {
  EXPECT_EQ(reminder_plan(Date{1000}, {}, Date{1005}).punctuality, std::nullopt);
  EXPECT_DOUBLE_EQ(*reminder_plan(Date{1000}, {}, Date{1006}).punctuality, 0);
}

}  // namespace
}  // namespace wheelhouse::method
