#include "service/suggest_dates.h"

#include <algorithm>
#include <array>
#include <optional>

namespace wheelhouse::service {
namespace {

constexpr int kLooksBackDays = 31;

int weekday(Date date) { return ((date.days + 3) % 7 + 7) % 7; }  // 0 = Monday; 1970-01-01 was a Thursday
Date monday(Date date) { return {date.days - weekday(date)}; }

Date month_end(int year, int month) {
  if (month > 12) { year += (month - 1) / 12; month = (month - 1) % 12 + 1; }
  const Date next = *make_date(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1);
  return {next.days - 1};
}

// That day of the month; its last one where it has no such day.
Date same_day(int year, int month, int day) {
  const Date last = month_end(year, month);
  const YearMonthDay end = civil(last);
  return make_date(end.year, end.month, day).value_or(last);
}

// A day and month without a year.
std::optional<Date> nearest(int month, int day, Date today) {
  const int year = civil(today).year;
  const auto this_year = make_date(year, month, day);
  if (this_year && this_year->days >= today.days - kLooksBackDays) return this_year;
  const auto next_year = make_date(year + 1, month, day);
  return next_year ? next_year : this_year;
}

// Reads the folded text at one place; every reader moves `at` past what it took.
class Scanner {
 public:
  Scanner(const SuggestText& text, std::size_t at) : text_(text), at_(at) {}
  std::size_t at() const { return at_; }
  void back_to(std::size_t at) { at_ = at; }

  bool take(std::u32string_view word) {
    if (text_.folded().compare(at_, word.size(), word) != 0) return false;
    const auto latin = [](char32_t c) { return c >= U'a' && c <= U'z'; };
    if (latin(word.back()) && latin(text_.at(at_ + word.size()))) return false;
    at_ += word.size();
    return true;
  }
  void blanks() {
    while (text_.at(at_) == U' ') ++at_;
  }
  std::optional<int> digits(int most) {
    int value = 0, count = 0;
    while (count < most && text_.at(at_) >= U'0' && text_.at(at_) <= U'9') {
      value = value * 10 + static_cast<int>(text_.at(at_++) - U'0');
      ++count;
    }
    if (count == 0 || (text_.at(at_) >= U'0' && text_.at(at_) <= U'9')) return std::nullopt;
    return value;
  }
  // 12, 十二, 两, three
  std::optional<int> number() {
    const std::size_t start = at_;
    if (const auto value = digits(3)) return value;
    at_ = start;
    static constexpr std::u32string_view kChinese = U"零一二三四五六七八九";
    const auto one = [&]() -> std::optional<int> {
      if (text_.at(at_) == U'两') { ++at_; return 2; }
      const std::size_t found = at_ < text_.size() ? kChinese.find(text_.at(at_)) : std::u32string_view::npos;
      if (found == std::u32string_view::npos) return std::nullopt;
      ++at_;
      return static_cast<int>(found);
    };
    const auto tens = one();
    if (text_.at(at_) == U'十') {
      ++at_;
      return tens.value_or(1) * 10 + one().value_or(0);
    }
    if (tens) return tens;
    static constexpr std::u32string_view kEnglish[] = {U"one", U"two",   U"three", U"four", U"five",
                                                       U"six", U"seven", U"eight", U"nine", U"ten"};
    for (std::size_t i = 0; i < std::size(kEnglish); ++i)
      if (take(kEnglish[i])) return static_cast<int>(i) + 1;
    return std::nullopt;
  }

 private:
  const SuggestText& text_;
  std::size_t at_;
};

using Reading = std::optional<Date>;

Reading read_chinese_word(Scanner& s, Date today) {
  static constexpr std::pair<std::u32string_view, int> kDays[] = {{U"大后天", 3}, {U"后天", 2}, {U"明天", 1}, {U"明日", 1}, {U"明早", 1}, {U"明晚", 1},
                                                                 {U"今天", 0}, {U"今日", 0}, {U"今晚", 0}, {U"前天", -2}, {U"昨天", -1}};
  for (const auto& [word, days] : kDays)
    if (s.take(word)) return Date{today.days + days};
  const auto [year, month, day] = civil(today);
  if (s.take(U"下个月底") || s.take(U"下月底")) return month_end(year, month + 1);
  if (s.take(U"下个月") || s.take(U"下月")) return same_day(year, month + 1, day);
  if (s.take(U"本月底") || s.take(U"这个月底") || s.take(U"月底") || s.take(U"月末")) return month_end(year, month);
  if (s.take(U"明年底")) return make_date(year + 1, 12, 31);
  if (s.take(U"今年年底") || s.take(U"今年底") || s.take(U"年底") || s.take(U"年内") || s.take(U"年末")) return make_date(year, 12, 31);
  if (s.take(U"本季度末") || s.take(U"季度末") || s.take(U"季末")) return month_end(year, (month + 2) / 3 * 3);
  return std::nullopt;
}

Reading read_chinese_week(Scanner& s, Date today) {
  int weeks = 0;
  bool named = true;
  if (s.take(U"下下")) weeks = 2;
  else if (s.take(U"下个") || s.take(U"下")) weeks = 1;
  else if (s.take(U"上")) weeks = -1;
  else if (!s.take(U"本") && !s.take(U"这个") && !s.take(U"这")) named = false;
  if (!s.take(U"周") && !s.take(U"星期") && !s.take(U"礼拜")) return std::nullopt;
  static constexpr std::u32string_view kNames = U"一二三四五六";
  const std::size_t before = s.at();
  int day = -1;
  for (int i = 0; i < 6 && day < 0; ++i)
    if (s.take(kNames.substr(static_cast<std::size_t>(i), 1))) day = i;
  if (day < 0 && (s.take(U"日") || s.take(U"天"))) day = 6;
  if (day < 0) {
    if (named && s.take(U"末")) return Date{monday(today).days + 7 * weeks + 5};
    s.back_to(before);
    if (!named) return std::nullopt;
    return Date{monday(today).days + 7 * weeks + (weeks > 0 ? 4 : weeks < 0 ? 0 : 4)};  // 下周: by its Friday
  }
  if (named) return Date{monday(today).days + 7 * weeks + day};
  const int ahead = (day - weekday(today) + 7) % 7;
  return Date{today.days + ahead};
}

// 2026年6月30日, 6月30号, 30号, 2026-06-30
Reading read_calendar_day(Scanner& s, Date today) {
  const auto first = s.digits(4);
  if (!first) return std::nullopt;
  if (*first >= 1900 && (s.take(U"年") || s.take(U"-") || s.take(U"/") || s.take(U"."))) {
    const auto month = s.digits(2);
    if (!month || !(s.take(U"月") || s.take(U"-") || s.take(U"/") || s.take(U"."))) return std::nullopt;
    const auto day = s.digits(2);
    if (!day) return std::nullopt;
    if (!s.take(U"日")) s.take(U"号");
    return make_date(*first, *month, *day);
  }
  if (*first >= 1 && *first <= 12 && s.take(U"月")) {
    const std::size_t before = s.at();
    const auto day = s.digits(2);
    if (day && (s.take(U"日") || s.take(U"号"))) return nearest(*first, *day, today);
    s.back_to(before);
    const int year = civil(today).year + (*first < civil(today).month ? 1 : 0);
    if (s.take(U"底") || s.take(U"末")) return month_end(year, *first);
    if (s.take(U"初")) return make_date(year, *first, 5);
    if (s.take(U"中旬")) return make_date(year, *first, 15);
    return std::nullopt;
  }
  if (*first >= 1 && *first <= 31 && (s.take(U"号") || s.take(U"日"))) {
    const auto [year, month, day] = civil(today);
    if (*first >= day)
      if (const auto date = make_date(year, month, *first)) return date;
    return month == 12 ? make_date(year + 1, 1, *first) : make_date(year, month + 1, *first);
  }
  return std::nullopt;
}

// 三天内, 两周后, 1个月内; in two weeks, within 10 days
Reading read_distance(Scanner& s, Date today) {
  const bool english = s.take(U"within") || s.take(U"in");
  s.blanks();
  if (english && (s.take(U"a") || s.take(U"the next"))) s.blanks();
  const auto count = s.number().value_or(english ? 1 : -1);
  if (count < 0) return std::nullopt;
  s.blanks();
  int unit = 0;
  bool months = false;
  if (english) {
    if (s.take(U"days") || s.take(U"day")) unit = 1;
    else if (s.take(U"weeks") || s.take(U"week")) unit = 7;
    else if (s.take(U"months") || s.take(U"month")) months = true;
    else return std::nullopt;
  } else {
    if (s.take(U"天")) unit = 1;
    else if (s.take(U"个星期") || s.take(U"周") || s.take(U"星期") || s.take(U"个礼拜")) unit = 7;
    else if (s.take(U"个月")) months = true;
    else return std::nullopt;
    s.take(U"之");
    if (!s.take(U"内") && !s.take(U"后") && !s.take(U"以内") && !s.take(U"以后")) return std::nullopt;
  }
  if (!months) return Date{today.days + count * unit};
  const auto [year, month, day] = civil(today);
  return same_day(year, month + count, day);
}

constexpr std::u32string_view kMonths[] = {U"january", U"february", U"march", U"april", U"may", U"june", U"july", U"august", U"september",
                                          U"october", U"november", U"december"};
std::optional<int> read_month(Scanner& s) {
  for (std::size_t i = 0; i < std::size(kMonths); ++i)
    if (s.take(kMonths[i])) return static_cast<int>(i) + 1;
  for (std::size_t i = 0; i < std::size(kMonths); ++i)
    if (s.take(kMonths[i].substr(0, 3))) { s.take(U"."); return static_cast<int>(i) + 1; }
  if (s.take(U"sept")) return 9;
  return std::nullopt;
}
std::optional<int> read_day_number(Scanner& s) {
  const auto day = s.digits(2);
  if (!day) return std::nullopt;
  s.take(U"st") || s.take(U"nd") || s.take(U"rd") || s.take(U"th");
  return day;
}
// ", 2026" or " 2026" after a day and month.
std::optional<int> read_year(Scanner& s) {
  const std::size_t before = s.at();
  s.take(U",");
  s.blanks();
  const auto year = s.digits(4);
  if (year && *year >= 1900 && *year <= 2200) return year;
  s.back_to(before);
  return std::nullopt;
}

Reading read_english_day(Scanner& s, Date today) {
  s.take(U"the");
  s.blanks();
  std::optional<int> month, day;
  if ((day = read_day_number(s))) {
    s.blanks();
    if (s.take(U"of")) s.blanks();
    if (!(month = read_month(s))) return std::nullopt;
  } else if ((month = read_month(s))) {
    s.blanks();
    if (!(day = read_day_number(s))) return std::nullopt;
  } else {
    return std::nullopt;
  }
  if (const auto year = read_year(s)) return make_date(*year, *month, *day);
  return nearest(*month, *day, today);
}

Reading read_english_word(Scanner& s, Date today) {
  const auto [year, month, day] = civil(today);
  if (s.take(U"the day after tomorrow") || s.take(U"day after tomorrow")) return Date{today.days + 2};
  if (s.take(U"tomorrow")) return Date{today.days + 1};
  if (s.take(U"today") || s.take(U"tonight")) return today;
  if (s.take(U"yesterday")) return Date{today.days - 1};
  if (s.take(U"end of next month")) return month_end(year, month + 1);
  if (s.take(U"next month")) return same_day(year, month + 1, day);
  if (s.take(U"end of the month") || s.take(U"end of this month") || s.take(U"month end") || s.take(U"month-end"))
    return month_end(year, month);
  if (s.take(U"end of the year") || s.take(U"end of this year") || s.take(U"year end") || s.take(U"year-end") || s.take(U"end of year"))
    return make_date(year, 12, 31);
  if (s.take(U"end of the quarter") || s.take(U"end of quarter") || s.take(U"quarter end")) return month_end(year, (month + 2) / 3 * 3);
  if (s.take(U"end of the week") || s.take(U"end of this week") || s.take(U"this week")) return Date{monday(today).days + 4};
  if (s.take(U"end of next week") || s.take(U"next week")) return Date{monday(today).days + 11};
  return std::nullopt;
}

Reading read_english_weekday(Scanner& s, Date today) {
  int weeks = 0;
  bool named = true;
  if (s.take(U"next")) weeks = 1;
  else if (s.take(U"last")) weeks = -1;
  else if (!s.take(U"this")) named = false;
  s.blanks();
  static constexpr std::pair<std::u32string_view, int> kNames[] = {
      {U"monday", 0}, {U"tuesday", 1}, {U"wednesday", 2}, {U"thursday", 3}, {U"friday", 4}, {U"saturday", 5}, {U"sunday", 6}, {U"mon", 0},
      {U"tue", 1},    {U"tues", 1},    {U"wed", 2},       {U"thu", 3},      {U"thurs", 3},  {U"fri", 4},      {U"sat", 5},    {U"sun", 6}};
  for (const auto& [name, day] : kNames)
    if (s.take(name)) {
      if (named) return Date{monday(today).days + 7 * weeks + day};
      return Date{today.days + (day - weekday(today) + 7) % 7};
    }
  return std::nullopt;
}

// The words around a date that belong to it: before, 之前, by.
void widen(const SuggestText& text, TextRange& range) {
  for (const std::u32string_view word : {U"之前", U"以前", U"前", U"之内"})
    if (text.folded().compare(range.to, word.size(), word) == 0) { range.to += word.size(); break; }
  for (const std::u32string_view word : {U"by the ", U"before ", U"until ", U"by ", U"on the ", U"on ", U"在", U"于"})
    if (range.from >= word.size() && text.folded().compare(range.from - word.size(), word.size(), word) == 0) {
      range.from -= word.size();
      break;
    }
}

}  // namespace

std::vector<FoundDate> find_dates(const SuggestText& text, Date today) {
  static constexpr std::array kReaders = {read_chinese_word, read_chinese_week, read_calendar_day, read_distance,
                                          read_english_day, read_english_word, read_english_weekday};
  const auto latin_or_digit = [&](std::size_t i) {
    const char32_t c = text.at(i);
    return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9');
  };
  std::vector<FoundDate> found;
  for (std::size_t at = 0; at < text.size();) {
    std::optional<FoundDate> longest;
    // Not in the middle of a word or number, nor at the day of a month that was no date (2月30日).
    if (at == 0 || ((!latin_or_digit(at) || !latin_or_digit(at - 1)) && text.at(at - 1) != U'月')) {
      for (const auto reader : kReaders) {
        Scanner scanner(text, at);
        const Reading date = reader(scanner, today);
        if (date && (!longest || scanner.at() > longest->range.to)) longest = FoundDate{{at, scanner.at()}, *date};
      }
    }
    if (!longest) { ++at; continue; }
    at = longest->range.to;
    widen(text, longest->range);
    at = std::max(at, longest->range.to);
    found.push_back(*longest);
  }
  return found;
}

}  // namespace wheelhouse::service
