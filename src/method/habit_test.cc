#include "method/habit.h"

#include <gtest/gtest.h>

namespace wheelhouse::method {
namespace {

Date day(int month, int d) { return *make_date(2026, month, d); }  // 2026-06-29 is a Monday

TEST(Habit, WeekendsAndLeaveArePassedOver) {
  HabitInput input;
  input.today = day(6, 29);
  input.log = {{day(6, 29), true}, {day(6, 26), true}, {day(6, 24), true}};
  input.leave = {day(6, 25)};
  EXPECT_EQ(evaluate_habit(input).streak, 3);
  input.leave.clear();
  EXPECT_EQ(evaluate_habit(input).streak, 2);
}

TEST(Habit, TodayIsNotOverYet) {
  HabitInput input;
  input.today = day(6, 29);
  input.log = {{day(6, 26), true}};
  EXPECT_EQ(evaluate_habit(input).streak, 1);
  input.log[day(6, 29)] = false;
  EXPECT_EQ(evaluate_habit(input).streak, 0);
  EXPECT_EQ(evaluate_habit(input).rate, 0.5);
}

TEST(Habit, ADayWithoutEntryIsNoData) {
  HabitInput input;
  input.today = day(6, 30);
  EXPECT_EQ(evaluate_habit(input).rate, std::nullopt);
  input.log[day(6, 30)] = true;
  EXPECT_EQ(evaluate_habit(input).rate, 1.0);
  input.log[Date{day(6, 30).days - 40}] = false;  // beyond 28 workdays
  EXPECT_EQ(evaluate_habit(input).rate, 1.0);
}

TEST(Habit, KnowsTheDaysOfTheWeek) {
  EXPECT_TRUE(is_workday(day(6, 29)));
  EXPECT_FALSE(is_workday(day(6, 28)));
  EXPECT_TRUE(is_workday(*make_date(1969, 12, 31)));  // a Wednesday
  EXPECT_FALSE(is_workday(*make_date(1969, 12, 28)));
}

}  // namespace
}  // namespace wheelhouse::method
