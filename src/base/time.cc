#include "base/time.h"

#include <chrono>
#include <cstdio>

namespace wheelhouse {
namespace {
// Reads exactly `n` digits at `at`; −1 when they are not there.
int digits(std::string_view text, std::size_t at, std::size_t n) {
  if (at + n > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + n; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}
}  // namespace

Date date_of(Instant instant) {
  std::int64_t d = instant.ms / kMsPerDay;
  if (instant.ms % kMsPerDay < 0) --d;
  return {static_cast<std::int32_t>(d)};
}

std::optional<Date> make_date(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                        std::chrono::day{static_cast<unsigned>(day)}};
  if (!ymd.ok()) return std::nullopt;
  return Date{static_cast<std::int32_t>(std::chrono::sys_days{ymd}.time_since_epoch().count())};
}

YearMonthDay civil(Date date) {
  const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{date.days}}};
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

std::string to_string(Date date) {
  const auto [y, m, d] = civil(date);
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", y, m, d);
  return buffer;
}

void append_instant(std::string& out, Instant instant) {
  const Date date = date_of(instant);
  const auto [y, m, d] = civil(date);
  const std::int64_t of_day = instant.ms - date.days * kMsPerDay;
  const int seconds = static_cast<int>(of_day / 1000), millis = static_cast<int>(of_day % 1000);
  char buffer[32];
  int n = std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02dT%02d:%02d:%02d", y, m, d, seconds / 3600, seconds / 60 % 60, seconds % 60);
  out.append(buffer, static_cast<std::size_t>(n));
  if (millis != 0) {
    n = std::snprintf(buffer, sizeof buffer, ".%03d", millis);
    out.append(buffer, static_cast<std::size_t>(n));
  }
  out.push_back('Z');
}

std::string to_string(Instant instant) {
  std::string out;
  append_instant(out, instant);
  return out;
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  return make_date(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  const int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (!date || text[13] != ':' || text[16] != ':' || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return std::nullopt;
  std::size_t at = 19;
  std::int64_t millis = 0;
  if (text[at] == '.') {
    const std::size_t begin = ++at;
    int scale = 100;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10) millis += (text[at] - '0') * scale;
    if (at == begin) return std::nullopt;
  }
  if (at >= text.size()) return std::nullopt;
  std::int64_t offset_minutes = 0;
  if (text[at] == 'Z' || text[at] == 'z') {
    ++at;
  } else if (text[at] == '+' || text[at] == '-') {
    const int h = digits(text, at + 1, 2), m = digits(text, at + 4, 2);
    if (h < 0 || h > 23 || m < 0 || m > 59 || at + 3 >= text.size() || text[at + 3] != ':') return std::nullopt;
    offset_minutes = (text[at] == '-' ? -1 : 1) * (h * 60 + m);
    at += 6;
  } else {
    return std::nullopt;
  }
  if (at != text.size()) return std::nullopt;
  return Instant{date->start().ms + ((hour * 60 + minute - offset_minutes) * 60LL + second) * 1000 + millis};
}
}  // namespace wheelhouse
