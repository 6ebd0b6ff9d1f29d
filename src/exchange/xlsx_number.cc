#include "exchange/xlsx_number.h"

#include <charconv>
#include <cmath>
#include <cstdio>

#include "base/time.h"

namespace wheelhouse::exchange {
namespace {
std::string print_plain(double value, std::uint8_t padded_to) {
  char buffer[400];
  if (std::nearbyint(value) == value && std::fabs(value) < 1e21) {
    const int width = value < 0 ? padded_to + 1 : padded_to;
    std::snprintf(buffer, sizeof buffer, "%0*.0f", width, value == 0 ? 0.0 : value);  // never "-0"
    return buffer;
  }
  std::snprintf(buffer, sizeof buffer, "%.15g", value);
  return buffer;
}

std::string print_time(std::int64_t seconds) {
  char buffer[48];
  const auto h = static_cast<long long>(seconds / 3600), m = static_cast<long long>(seconds / 60 % 60),
             s = static_cast<long long>(seconds % 60);
  if (s == 0) std::snprintf(buffer, sizeof buffer, "%02lld:%02lld", h, m);
  else std::snprintf(buffer, sizeof buffer, "%02lld:%02lld:%02lld", h, m, s);
  return buffer;
}

constexpr double kLastSerial = 2958466;  // the day after 9999-12-31
}  // namespace

NumberFormat builtin_format(int id) {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58)) return {NumberKind::date, 0};
  if (id == 22) return {NumberKind::date_time, 0};
  if ((id >= 18 && id <= 21) || id == 45 || id == 47 || (id >= 32 && id <= 35)) return {NumberKind::time, 0};
  if (id == 46) return {NumberKind::duration, 0};
  return {};
}

NumberFormat parse_format(std::string_view code) {
  code = code.substr(0, code.find(';'));  // the section for positive numbers
  bool date = false, time = false, duration = false, only_zeros = !code.empty();
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '"') {  // literal text
      i = code.find('"', i + 1);
      if (i == std::string_view::npos) break;
      only_zeros = false;
      continue;
    }
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
      only_zeros = false;
      continue;
    }
    if (c == '[') {  // a colour, a locale or an elapsed time
      const std::size_t end = code.find(']', i);
      if (end == std::string_view::npos) break;
      const std::string_view inside = code.substr(i + 1, end - i - 1);
      if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos) duration = true;
      i = end;
      only_zeros = false;
      continue;
    }
    only_zeros = only_zeros && c == '0';
    switch (c) {
      case 'y': case 'Y': case 'd': case 'D': case 'e': case 'E': date = date || (c != 'E' && c != 'e'); break;
      case 'h': case 'H': case 's': case 'S': time = true; break;
      case 'm': case 'M': date = date || !time; break;  // minutes only ever follow hours; a lone m is a month
    }
  }
  if (code == "General" || code == "@") return {};
  if (duration) return {NumberKind::duration, 0};
  // "mm:ss" has no hours: its m are minutes.
  if (date && time && code.find_first_of("yYdD") == std::string_view::npos) date = false;
  if (date) return {time ? NumberKind::date_time : NumberKind::date, 0};
  if (time) return {NumberKind::time, 0};
  if (only_zeros && code.size() >= 2 && code.size() <= 20) return {NumberKind::plain, static_cast<std::uint8_t>(code.size())};
  return {};
}

std::string print_number(std::string_view raw, NumberFormat format, bool from_1904) {
  if (raw.size() > 64) return std::string(raw);
  double value = 0;
  const auto [end, problem] = std::from_chars(raw.data(), raw.data() + raw.size(), value);
  if (problem != std::errc() || end != raw.data() + raw.size() || !std::isfinite(value)) return std::string(raw);
  if (format.kind == NumberKind::plain || value < 0 || value >= kLastSerial) return print_plain(value, format.padded_to);

  std::int64_t seconds = std::llround(value * 86400);
  if (format.kind == NumberKind::duration) return print_time(seconds);
  if (format.kind == NumberKind::time && value < 1) return print_time(seconds % 86400);
  std::int64_t days = seconds / 86400;
  seconds %= 86400;
  if (from_1904) days += 1462;
  // Lotus 1-2-3 took 1900 for a leap year and every spreadsheet since keeps serial 60 as its 29 February.
  const std::int64_t epoch = days < 60 ? -25568 : -25569;  // 1899-12-31 and 1899-12-30 from 1970-01-01
  if (epoch + days < -719162 || epoch + days > 2932896) return print_plain(value, 0);
  std::string out = to_string(Date{static_cast<std::int32_t>(epoch + days)});
  if (format.kind != NumberKind::date && seconds != 0) out += " " + print_time(seconds);
  return out;
}
}  // namespace wheelhouse::exchange
