// Dates as people write them: 2026年5月1日, 20260501, 2026-05-01 15:26, 2026/5/1, 01 May 2026, 5/1/2026.
// Which of day and month comes first is never guessed: the column decides, or a person. Pure, any thread.
// Serial numbers of spreadsheets are turned into text where cells are read (exchange/).
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <tl/expected.hpp>

#include "base/time.h"

namespace wheelhouse::text {

enum class DateProblem : std::uint8_t {
  empty,
  not_a_date,
  ambiguous_order,  // 5/1/2026: both readings are dates
  no_such_day,      // 2026-02-30
  without_day,      // 2026年5月
};
std::string_view problem_code(DateProblem problem);  // key in the language packs: "field.<code>"

enum class DateOrder : std::uint8_t { unknown, day_first, month_first };

struct LooseDate {
  Date date;
  std::optional<std::int32_t> ms_of_day;          // when a time was written
  std::optional<std::int16_t> utc_offset_minutes;  // when the text states it
};
// The instant meant, at `default_offset_minutes` from UTC where the text names no offset; midnight without a time.
Instant instant_of(const LooseDate& date, int default_offset_minutes);

tl::expected<LooseDate, DateProblem> parse_loose_date(std::string_view text, DateOrder order = DateOrder::unknown);

// From some values of one column: the order that at least one of them proves and none contradicts.
DateOrder infer_date_order(std::span<const std::string_view> values);

}  // namespace wheelhouse::text
