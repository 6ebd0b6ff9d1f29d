#include "text/loose_date.h"

#include <array>
#include <string>

#include "text/fold.h"
#include "text/utf8.h"

namespace wheelhouse::text {
namespace {
constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::string_view kMonthTails[] = {"uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember"};
constexpr std::string_view kWeekdays[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue",
                                          "tues",   "wed",     "thu",       "thur",     "thurs",  "fri",      "sat",    "sun"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// What a folded date text is made of, read from left to right.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  bool at_end() const { return text_.empty(); }
  void skip_blanks() {
    while (!text_.empty() && text_.front() == ' ') text_.remove_prefix(1);
  }
  bool eat(std::string_view word) {
    if (!text_.starts_with(word)) return false;
    text_.remove_prefix(word.size());
    return true;
  }
  // A run of digits, at most nine; `length` 0 when there is none.
  struct Digits {
    int value = 0;
    std::size_t length = 0;
  };
  Digits digits() {
    Digits run;
    while (run.length < text_.size() && is_digit(text_[run.length])) {
      if (run.length < 9) run.value = run.value * 10 + (text_[run.length] - '0');
      ++run.length;
    }
    text_.remove_prefix(run.length);
    return run;
  }
  std::string_view letters() {
    std::size_t length = 0;
    while (length < text_.size() && is_letter(text_[length])) ++length;
    const auto word = text_.substr(0, length);
    text_.remove_prefix(length);
    return word;
  }
  bool starts_with_digit() const { return !text_.empty() && is_digit(text_.front()); }
  bool starts_with_letter() const { return !text_.empty() && is_letter(text_.front()); }
  std::string_view rest() const { return text_; }

 private:
  std::string_view text_;
};

int month_of(std::string_view word) {
  for (std::size_t i = 0; i < 12; ++i)
    if (word.starts_with(kMonths[i]) && (word.size() == 3 || word.substr(3) == kMonthTails[i] || (i == 8 && word == "sept")))
      return static_cast<int>(i) + 1;
  return 0;
}

bool is_weekday(std::string_view word) {
  for (const auto name : kWeekdays)
    if (word == name) return true;
  return false;
}

int full_year(int value, std::size_t length) { return length > 2 ? value : value < 70 ? 2000 + value : 1900 + value; }

struct Civil {
  int year = 0, month = 0, day = 0;
};
using Parsed = tl::expected<Civil, DateProblem>;
Parsed problem(DateProblem p) { return tl::unexpected(p); }

// 1 May 2026, 1-May-26, May 1, 2026: the month in letters; `first` is the day when it stood before the month.
Parsed with_month_name(Reader& reader, std::optional<Reader::Digits> first) {
  const int month = month_of(reader.letters());
  if (month == 0) return problem(DateProblem::not_a_date);
  const auto separator = [&] {
    while (reader.eat(" ") || reader.eat("-") || reader.eat(".") || reader.eat(",") || reader.eat("/") || reader.eat("'")) {}
  };
  separator();
  auto second = reader.digits();
  if (second.length == 0) return problem(DateProblem::not_a_date);
  if (first) {
    if (second.length != 4 && second.length != 2) return problem(DateProblem::not_a_date);
    return Civil{full_year(second.value, second.length), month, first->value};
  }
  if (second.length == 4) return problem(DateProblem::without_day);
  if (reader.starts_with_letter()) reader.letters();  // 1st, 2nd
  separator();
  const auto year = reader.digits();
  if (year.length != 4 && year.length != 2) return problem(DateProblem::not_a_date);
  return Civil{full_year(year.value, year.length), month, second.value};
}

// a/b/yyyy: which of a and b is the day?
Parsed in_unknown_order(int a, int b, int year, DateOrder order) {
  if (a > 12 && b > 12) return problem(DateProblem::no_such_day);
  if (a > 12) order = DateOrder::day_first;
  else if (b > 12) order = DateOrder::month_first;
  else if (a == b) order = DateOrder::day_first;
  switch (order) {
    case DateOrder::unknown: return problem(DateProblem::ambiguous_order);
    case DateOrder::day_first: return Civil{year, b, a};
    case DateOrder::month_first: return Civil{year, a, b};
  }
  return problem(DateProblem::ambiguous_order);
}

Parsed compact(const Reader::Digits& run, std::string_view digits, std::optional<std::int32_t>& ms_of_day) {
  const auto number = [&](std::size_t at, std::size_t n) {
    int value = 0;
    for (std::size_t i = at; i < at + n; ++i) value = value * 10 + (digits[i] - '0');
    return value;
  };
  if (run.length == 6) {  // 202605 is a month; 260501 would be guessing
    const int month = number(4, 2), year = number(0, 4);
    return problem(year >= 1900 && year < 2200 && month >= 1 && month <= 12 ? DateProblem::without_day : DateProblem::not_a_date);
  }
  if (run.length != 8 && run.length != 12 && run.length != 14) return problem(DateProblem::not_a_date);
  if (run.length > 8) {
    const int hour = number(8, 2), minute = number(10, 2), second = run.length == 14 ? number(12, 2) : 0;
    if (hour > 23 || minute > 59 || second > 59) return problem(DateProblem::not_a_date);
    ms_of_day = ((hour * 60 + minute) * 60 + second) * 1000;
  }
  return Civil{number(0, 4), number(4, 2), number(6, 2)};
}

Parsed read_civil(Reader& reader, DateOrder order, std::optional<std::int32_t>& ms_of_day) {
  if (reader.starts_with_letter()) {
    Reader ahead = reader;
    if (is_weekday(ahead.letters())) {
      while (ahead.eat(",") || ahead.eat(".") || ahead.eat(" ")) {}
      reader = ahead;
    }
  }
  if (reader.starts_with_letter()) return with_month_name(reader, std::nullopt);
  const std::string_view before = reader.rest();
  const auto first = reader.digits();
  if (first.length == 0) return problem(DateProblem::not_a_date);
  if (first.length >= 6) return compact(first, before, ms_of_day);

  reader.skip_blanks();
  if (reader.eat("年")) {
    reader.skip_blanks();
    const auto month = reader.digits();
    reader.skip_blanks();
    if (month.length == 0 || !reader.eat("月")) return problem(DateProblem::not_a_date);
    reader.skip_blanks();
    const auto day = reader.digits();
    if (day.length == 0) return problem(DateProblem::without_day);
    reader.skip_blanks();
    if (!reader.eat("日")) reader.eat("号");
    return Civil{full_year(first.value, first.length), month.value, day.value};
  }
  if (first.length <= 2) {
    Reader ahead = reader;
    if (ahead.starts_with_letter()) ahead.letters();  // maybe 1st; a month name otherwise
    const bool ordinal = first.length <= 2 && (reader.rest().starts_with("st ") || reader.rest().starts_with("nd ") ||
                                               reader.rest().starts_with("rd ") || reader.rest().starts_with("th "));
    if (ordinal) reader = ahead;
    Reader after = reader;
    while (after.eat(" ") || after.eat("-") || after.eat(".") || after.eat("/")) {}
    if (after.starts_with_letter()) {
      reader = after;
      return with_month_name(reader, first);
    }
  }
  std::string_view mark;
  for (const std::string_view candidate : {"-", "/", "."})
    if (reader.eat(candidate)) {
      mark = candidate;
      break;
    }
  if (mark.empty()) return problem(DateProblem::not_a_date);
  reader.skip_blanks();
  if (first.length == 4 && reader.starts_with_letter()) {  // 2026-May-01
    const int month = month_of(reader.letters());
    if (month == 0 || !reader.eat(mark)) return problem(DateProblem::not_a_date);
    return Civil{first.value, month, reader.digits().value};
  }
  const auto second = reader.digits();
  if (second.length == 0 || second.length > 2) return problem(DateProblem::not_a_date);
  reader.skip_blanks();
  if (!reader.eat(mark)) return problem(first.length == 4 ? DateProblem::without_day : DateProblem::not_a_date);
  reader.skip_blanks();
  const auto third = reader.digits();
  if (first.length == 4 && third.length >= 1 && third.length <= 2) return Civil{first.value, second.value, third.value};
  if (first.length > 2 || (third.length != 4 && third.length != 2)) return problem(DateProblem::not_a_date);
  const int year = full_year(third.value, third.length);
  if (mark == ".") order = DateOrder::day_first;  // with points the day always comes first
  return in_unknown_order(first.value, second.value, year, order);
}

// "+08:00", "+0800", "+8", "z", "utc", "gmt+8".
bool read_offset(Reader& reader, std::optional<std::int16_t>& offset) {
  const bool named = reader.eat("z") || reader.eat("utc") || reader.eat("gmt");
  if (named) offset = 0;
  const bool plus = reader.eat("+");
  if (!plus && !reader.eat("-")) return true;
  const auto hours = reader.digits();
  int minutes = 0;
  int hour = hours.value;
  if (hours.length == 4) {
    hour = hours.value / 100;
    minutes = hours.value % 100;
  } else if (hours.length == 0 || hours.length > 2) {
    return false;
  } else if (reader.eat(":")) {
    minutes = reader.digits().value;
  }
  if (hour > 15 || minutes > 59) return false;
  offset = static_cast<std::int16_t>((plus ? 1 : -1) * (hour * 60 + minutes));
  return true;
}

bool read_half_day(Reader& reader, int& hour) {
  const bool before = reader.eat("am") || reader.eat("a.m.") || reader.eat("上午") || reader.eat("凌晨") || reader.eat("早上");
  const bool after = !before && (reader.eat("pm") || reader.eat("p.m.") || reader.eat("下午") || reader.eat("晚上") || reader.eat("中午"));
  if ((before || after) && hour > 12 && before) return false;
  if (after && hour < 12) hour += 12;
  if (before && hour == 12) hour = 0;
  return true;
}

bool read_time(Reader& reader, std::optional<std::int32_t>& ms_of_day, std::optional<std::int16_t>& offset) {
  Reader half = reader;  // 下午3:26 puts the half of the day first
  int probe = 12;
  read_half_day(reader, probe);
  const bool half_first = reader.rest().size() != half.rest().size();
  reader.skip_blanks();
  const auto hour_digits = reader.digits();
  if (hour_digits.length == 0 || hour_digits.length > 2) return false;
  int hour = hour_digits.value, minute = 0, second = 0, millis = 0;
  if (reader.eat(":") || reader.eat("时") || reader.eat("点")) {
    const auto minutes = reader.digits();
    minute = minutes.value;
    reader.eat("分");
    if (reader.eat(":") || reader.starts_with_digit()) {
      second = reader.digits().value;
      reader.eat("秒");
      if (reader.eat(".")) {
        const std::string_view fraction = reader.rest();
        const auto run = reader.digits();
        for (std::size_t i = 0, weight = 100; i < run.length && i < 3; ++i, weight /= 10)
          millis += (fraction[i] - '0') * static_cast<int>(weight);
      }
    }
  } else {
    return false;
  }
  reader.skip_blanks();
  if (half_first) read_half_day(half, hour);
  else if (!read_half_day(reader, hour)) return false;
  reader.skip_blanks();
  if (hour > 23 || minute > 59 || second > 59) return false;
  ms_of_day = ((hour * 60 + minute) * 60 + second) * 1000 + millis;
  return read_offset(reader, offset);
}

// "(周五)", "星期五", "Friday" behind the date say nothing new.
void skip_weekday(Reader& reader) {
  reader.skip_blanks();
  const bool bracket = reader.eat("(");
  if (reader.eat("星期") || reader.eat("周") || reader.eat("礼拜"))
    for (const std::string_view day : {"一", "二", "三", "四", "五", "六", "日", "天"})
      if (reader.eat(day)) break;
  if (bracket) reader.eat(")");
  reader.skip_blanks();
}
}  // namespace

std::string_view problem_code(DateProblem problem) {
  switch (problem) {
    case DateProblem::empty: return "date_empty";
    case DateProblem::not_a_date: return "date_not_a_date";
    case DateProblem::ambiguous_order: return "date_ambiguous_order";
    case DateProblem::no_such_day: return "date_no_such_day";
    case DateProblem::without_day: return "date_without_day";
  }
  return "";
}

Instant instant_of(const LooseDate& date, int default_offset_minutes) {
  const int offset = date.utc_offset_minutes.value_or(static_cast<std::int16_t>(default_offset_minutes));
  return {date.date.start().ms + date.ms_of_day.value_or(0) - offset * 60'000LL};
}

tl::expected<LooseDate, DateProblem> parse_loose_date(std::string_view text, DateOrder order) {
  if (text.size() > 100) return tl::unexpected(DateProblem::not_a_date);
  const std::string folded = fold_for_search(text);
  if (folded.empty()) return tl::unexpected(DateProblem::empty);
  Reader reader(folded);
  LooseDate result;
  const auto civil = read_civil(reader, order, result.ms_of_day);
  if (!civil) return tl::unexpected(civil.error());
  skip_weekday(reader);
  if (reader.eat("t") || reader.eat(",")) reader.skip_blanks();
  if (!reader.at_end() && !read_time(reader, result.ms_of_day, result.utc_offset_minutes)) return tl::unexpected(DateProblem::not_a_date);
  reader.skip_blanks();
  if (!reader.at_end()) return tl::unexpected(DateProblem::not_a_date);
  const auto date = make_date(civil->year, civil->month, civil->day);
  if (!date) return tl::unexpected(DateProblem::no_such_day);
  result.date = *date;
  return result;
}

DateOrder infer_date_order(std::span<const std::string_view> values) {
  bool day_first = false, month_first = false;
  for (const std::string_view value : values) {
    if (!parse_loose_date(value)) continue;  // ambiguous, or no date
    const std::string folded = fold_for_search(value);
    Reader reader(folded);
    const auto first = reader.digits();
    if (first.length == 0 || first.length > 2 || (!reader.eat("/") && !reader.eat("-"))) continue;
    const auto second = reader.digits();
    if (second.length == 0) continue;
    day_first |= first.value > 12 && second.value <= 12;
    month_first |= second.value > 12 && first.value <= 12;
  }
  return day_first == month_first ? DateOrder::unknown : day_first ? DateOrder::day_first : DateOrder::month_first;
}
}  // namespace wheelhouse::text
