#include "service/print_words.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "lang/language.h"
#include "service/local_time.h"
#include "text/amount.h"

namespace wheelhouse::service {
namespace {

constexpr std::string_view kMinus = "−";

std::string grouped(std::string digits) {
  const std::size_t point = std::min(digits.find('.'), digits.size());
  for (std::size_t at = point; at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string decimals_of(double size, int decimals) {
  std::array<char, 64> buffer;
  const int length = std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, size);
  return {buffer.data(), static_cast<std::size_t>(length)};
}

std::string trimmed(std::string digits) {
  if (digits.find('.') == std::string::npos) return digits;
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return digits;
}

std::string symbol(std::string_view currency, bool english) {
  struct Symbol {
    std::string_view code, zh, en;
  };
  static constexpr Symbol kSymbols[] = {{"CNY", "¥", "CN¥"},   {"USD", "US$", "$"}, {"EUR", "€", "€"},
                                        {"GBP", "£", "£"},     {"JPY", "JP¥", "¥"}, {"HKD", "HK$", "HK$"},
                                        {"TWD", "NT$", "NT$"}, {"KRW", "₩", "₩"},   {"INR", "₹", "₹"}};
  for (const Symbol& one : kSymbols)
    if (one.code == currency) return std::string(english ? one.en : one.zh);
  return std::string(currency) + " ";
}

}  // namespace

std::string PrintWords::operator()(std::string_view key, const Params& params) const { return lang::text(language_, key, params); }

std::string PrintWords::date(Date date) const {
  const YearMonthDay day = civil(date);
  if (civil(today()).year != day.year) return full_date(date);
  return (*this)("print.day", {{"month", (*this)("print.month." + std::to_string(day.month))}, {"day", std::to_string(day.day)}});
}

std::string PrintWords::full_date(Date date) const {
  const YearMonthDay day = civil(date);
  return (*this)("print.date", {{"year", std::to_string(day.year)},
                                {"month", (*this)("print.month." + std::to_string(day.month))},
                                {"day", std::to_string(day.day)}});
}

Date PrintWords::today() const { return local_date(now_, offset_minutes_); }
std::string PrintWords::date(Instant at) const { return date(local_date(at, offset_minutes_)); }
std::string PrintWords::full_date(Instant at) const { return full_date(local_date(at, offset_minutes_)); }

std::string PrintWords::moment(Instant at) const {
  const std::int64_t minutes = (at.ms + offset_minutes_ * 60'000LL - local_date(at, offset_minutes_).start().ms) / 60'000;
  std::array<char, 32> time;
  std::snprintf(time.data(), time.size(), "%02d:%02d", static_cast<int>(minutes / 60), static_cast<int>(minutes % 60));
  return full_date(at) + " " + time.data();
}

std::string PrintWords::money(double minor, std::string_view currency, bool exact) const {
  const bool english = language_ == "en";
  const int exponent = text::currency_exponent(currency);
  const double value = std::abs(minor) / std::pow(10, exponent);
  std::string figure, unit;
  // The border moves down by what rounding would lift over it.
  if (exact || value < 1e5) {
    figure = grouped(decimals_of(value, value >= 1000 || value == std::floor(value) ? 0 : exponent));
  } else if (english) {
    const bool millions = value >= 1e6 - 50;
    figure = grouped(decimals_of(value / (millions ? 1e6 : 1e3), 1));
    unit = millions ? "M" : "K";
  } else {
    const bool large = value >= 1e8 - 50;
    figure = grouped(trimmed(decimals_of(value / (large ? 1e8 : 1e4), 2)));
    unit = large ? " 亿" : " 万";
  }
  return std::string(minor < 0 && value != 0 ? kMinus : "") + symbol(currency, english) + figure + unit;
}

std::string PrintWords::number(double value, int decimals) const {
  const std::string digits = grouped(trimmed(decimals_of(std::abs(value), decimals)));
  return (value < 0 && digits != "0" ? std::string(kMinus) : "") + digits;
}

std::string PrintWords::fixed(double value, int decimals) const {
  return (value < 0 ? std::string(kMinus) : "") + grouped(decimals_of(std::abs(value), decimals));
}

std::string PrintWords::percent(double share) const { return number(share * 100, 0) + "%"; }

std::string PrintWords::quoted(std::string_view text) const { return "“" + std::string(text) + "”"; }

std::string PrintWords::joined(std::initializer_list<std::string> parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

print::Document PrintWords::document(std::string title, std::string house) const {
  print::Document document;
  document.language = language_;
  document.title = std::move(title);
  document.house = std::move(house);
  document.date = full_date(now_);
  document.made_at = now_;
  document.more = (*this)("print.more");
  document.cut = (*this)("print.cut");
  return document;
}

}  // namespace wheelhouse::service
