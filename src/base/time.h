// Instants (UTC, whole milliseconds) and civil dates. Pure: nothing here reads a clock; see base/clock.h.
// Range of both: years 0001 to 9999. JSON spelling: RFC 3339 ("2026-06-30T12:00:00Z") and "2026-06-30".
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wheelhouse {

constexpr std::int64_t kMsPerDay = 86'400'000;

struct Instant {
  std::int64_t ms = 0;  // since 1970-01-01T00:00:00Z
  auto operator<=>(const Instant&) const = default;
  Instant plus_days(std::int64_t days) const { return {ms + days * kMsPerDay}; }
};
// Whole days from `then` to `now`, rounded down (negative when `then` is later).
constexpr std::int64_t age_days(Instant now, Instant then) {
  const std::int64_t d = now.ms - then.ms;
  return d >= 0 ? d / kMsPerDay : -((-d + kMsPerDay - 1) / kMsPerDay);
}

struct Date {
  std::int32_t days = 0;  // since 1970-01-01
  auto operator<=>(const Date&) const = default;
  Instant start() const { return {days * kMsPerDay}; }
};
Date date_of(Instant instant);  // the UTC date
std::optional<Date> make_date(int year, int month, int day);  // nullopt when there is no such day
struct YearMonthDay { int year, month, day; };
YearMonthDay civil(Date date);

std::string to_string(Date date);
std::string to_string(Instant instant);  // milliseconds only where they are not zero
void append_instant(std::string& out, Instant instant);
std::optional<Date> parse_date(std::string_view text);        // "YYYY-MM-DD"
std::optional<Instant> parse_instant(std::string_view text);  // RFC 3339 with Z or ±hh:mm; fraction to milliseconds, rest cut

}  // namespace wheelhouse
