#include "text/loose_date.h"

#include <gtest/gtest.h>

#include <array>

namespace wheelhouse::text {
namespace {
TEST(LooseDate, OneDayManySpellings) {
  for (const auto* text : {"2026-05-01",
                           "2026/5/1",
                           "2026.5.1",
                           "2026年5月1日",
                           "2026 年 5 月 1 日",
                           "20260501",
                           "２０２６年５月１日",
                           "26年5月1号",
                           "01 May 2026",
                           "1-May-26",
                           "May 1, 2026",
                           "1st May 2026",
                           "Fri, 01 May 2026",
                           "2026-05-01 15:26",
                           "2026-05-01T15:26:07.123Z",
                           "2026-05-01 3:15:52",
                           "2026年5月1日(周五)",
                           "2026/5/1 下午3:26",
                           "2026-05-01 15:26:07 UTC",
                           "20260501152607",
                           "2026-May-01",
                           "01.05.2026",
                           "2026/05/01 星期五",
                           "5/1/2026 3:26 PM"}) {
    const auto date = parse_loose_date(text, DateOrder::month_first);
    ASSERT_TRUE(date.has_value()) << text << " " << problem_code(date.error());
    EXPECT_EQ(to_string(date->date), "2026-05-01") << text;
  }
}

TEST(LooseDate, TimesAndOffsets) {
  EXPECT_EQ(parse_loose_date("2026-05-01 15:26")->ms_of_day, (15 * 60 + 26) * 60'000);
  EXPECT_EQ(parse_loose_date("2026年5月1日 下午3点26分")->ms_of_day, (15 * 60 + 26) * 60'000);
  EXPECT_EQ(parse_loose_date("2026-05-01 12:05 am")->ms_of_day, 5 * 60'000);
  EXPECT_EQ(parse_loose_date("2026-05-01 08:51:08.199000 UTC")->utc_offset_minutes, 0);
  const auto stated = parse_loose_date("2026-05-01T15:26:00+08:00");
  EXPECT_EQ(to_string(instant_of(*stated, 0)), "2026-05-01T07:26:00Z");
  EXPECT_EQ(to_string(instant_of(*parse_loose_date("2026-05-01"), 480)), "2026-04-30T16:00:00Z");
  EXPECT_FALSE(parse_loose_date("2026-05-01").value().ms_of_day.has_value());
}

TEST(LooseDate, NeverGuessesTheOrder) {
  EXPECT_EQ(parse_loose_date("5/1/2026").error(), DateProblem::ambiguous_order);
  EXPECT_EQ(to_string(parse_loose_date("5/1/2026", DateOrder::day_first)->date), "2026-01-05");
  EXPECT_EQ(to_string(parse_loose_date("13/5/2026")->date), "2026-05-13");
  EXPECT_EQ(to_string(parse_loose_date("5/13/26")->date), "2026-05-13");
  const std::array<std::string_view, 3> day_first = {"5/1/2026", "13/5/2026", ""};
  EXPECT_EQ(infer_date_order(day_first), DateOrder::day_first);
  const std::array<std::string_view, 3> month_first = {"5/1/2026", "5/13/2026", "2026-05-30"};
  EXPECT_EQ(infer_date_order(month_first), DateOrder::month_first);
  const std::array<std::string_view, 2> both = {"13/5/2026", "5/13/2026"};
  EXPECT_EQ(infer_date_order(both), DateOrder::unknown);
}

TEST(LooseDate, SaysWhyNot) {
  EXPECT_EQ(parse_loose_date("").error(), DateProblem::empty);
  EXPECT_EQ(parse_loose_date("2026-02-30").error(), DateProblem::no_such_day);
  EXPECT_EQ(parse_loose_date("2026年13月1日").error(), DateProblem::no_such_day);
  EXPECT_EQ(parse_loose_date("0000-00-00").error(), DateProblem::no_such_day);
  EXPECT_EQ(parse_loose_date("31/31/2026").error(), DateProblem::no_such_day);
  EXPECT_EQ(parse_loose_date("2026年5月").error(), DateProblem::without_day);
  EXPECT_EQ(parse_loose_date("2026-05").error(), DateProblem::without_day);
  EXPECT_EQ(parse_loose_date("May 2026").error(), DateProblem::without_day);
  for (const auto* text : {"soon", "2026", "12345", "90:47:23", "DateTime.now() - relativedelta(days=8)", "2026-05-01 25:00",
                           "2026-05-01 foo", "1234567890123", "5/1"})
    EXPECT_EQ(parse_loose_date(text).error(), DateProblem::not_a_date) << text;
}
}  // namespace
}  // namespace wheelhouse::text
