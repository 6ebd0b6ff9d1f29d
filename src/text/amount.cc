#include "text/amount.h"

#include <algorithm>
#include <optional>

#include "text/fold.h"
#include "text/utf8.h"

namespace wheelhouse::text {
namespace {
// Spellings after folding. The first currency is meant unless the default currency is among the others.
struct CurrencySpelling {
  std::string_view spelling;
  std::string_view currencies;  // blank separated
};
constexpr CurrencySpelling kSpellings[] = {
    {"cn¥", "CNY"},  {"rmb¥", "CNY"}, {"rmb", "CNY"},   {"人民币", "CNY"}, {"us$", "USD"},   {"美元", "USD"},   {"美金", "USD"},
    {"hk$", "HKD"},  {"港币", "HKD"}, {"港元", "HKD"},  {"nt$", "TWD"},    {"新台币", "TWD"}, {"台币", "TWD"},   {"a$", "AUD"},
    {"au$", "AUD"},  {"c$", "CAD"},   {"ca$", "CAD"},   {"s$", "SGD"},     {"sg$", "SGD"},   {"欧元", "EUR"},   {"€", "EUR"},
    {"英镑", "GBP"}, {"£", "GBP"},    {"日元", "JPY"},  {"日圆", "JPY"},   {"円", "JPY"},    {"jp¥", "JPY"},    {"韩元", "KRW"},
    {"₩", "KRW"},    {"卢布", "RUB"}, {"₽", "RUB"},     {"卢比", "INR"},   {"₹", "INR"},     {"泰铢", "THB"},   {"฿", "THB"},
    {"₫", "VND"},    {"₺", "TRY"},    {"r$", "BRL"},    {"zł", "PLN"},     {"瑞郎", "CHF"},  {"新加坡元", "SGD"}, {"新币", "SGD"},
    {"澳元", "AUD"}, {"加元", "CAD"}, {"¥", "CNY JPY"}, {"$", "USD HKD TWD SGD AUD CAD NZD MXN MOP"},
    {"元", "CNY TWD HKD MOP"}, {"圆", "CNY TWD HKD MOP"}, {"kr", "SEK NOK DKK"}, {"块", "CNY TWD"}};

// Currencies in use, ISO 4217; those without a minor unit of 1/100 carry their exponent.
constexpr std::string_view kCodes =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC "
    "CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD "
    "JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD "
    "NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP "
    "SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL";
constexpr std::string_view kNoMinorUnit = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
constexpr std::string_view kThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";

struct Unit {
  std::string_view spelling;
  int power;  // of ten
};
// Longest first where one ends with another.
constexpr Unit kUnits[] = {{"万亿", 12}, {"千万", 7},     {"百万", 6},    {"十万", 5},     {"亿", 8},  {"万", 4}, {"千", 3}, {"百", 2},
                           {"million", 6}, {"billion", 9}, {"thousand", 3}, {"mio", 6}, {"mn", 6}, {"bn", 9}, {"k", 3}, {"m", 6},
                           {"b", 9},       {"w", 4}};  // w: how 万 is typed without an input method

constexpr std::int64_t kMaxMinor = (std::int64_t{1} << 53) - 1;
constexpr int kMaxDigits = 30;  // what __int128 holds with room for unit and exponent is checked separately

bool list_has(std::string_view list, std::string_view code) {
  if (code.size() != 3) return false;
  for (std::size_t at = 0; at + 3 <= list.size(); at += 4)
    if (list.substr(at, 3) == code) return true;
  return false;
}

std::string_view choose(std::string_view currencies, std::string_view default_currency) {
  return list_has(currencies, default_currency) ? default_currency : currencies.substr(0, 3);
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return out;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool eat_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}
bool eat_suffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  return true;
}

struct Parts {
  std::string_view core;  // digits and separators
  std::string currency;
  bool negative = false;
  int power = 0;
};

// An ISO code written in letters at one end of the text.
bool eat_code(std::string_view& text, bool front, std::string& currency) {
  if (text.size() < 4) return false;
  const std::string code = upper(front ? text.substr(0, 3) : text.substr(text.size() - 3));
  if (!list_has(kCodes, code)) return false;
  currency = code;
  if (front) text.remove_prefix(3);
  else text.remove_suffix(3);
  return true;
}

bool eat_currency(std::string_view& text, bool front, std::string_view default_currency, std::string& currency) {
  if (eat_code(text, front, currency)) return true;
  for (const auto& [spelling, currencies] : kSpellings) {
    if (!(front ? eat_prefix(text, spelling) : eat_suffix(text, spelling))) continue;
    if (currency.empty()) currency = choose(currencies, default_currency);
    return true;
  }
  return false;
}

Parts take_apart(std::string_view text, std::string_view default_currency) {
  Parts parts;
  if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
    parts.negative = true;
    text = text.substr(1, text.size() - 2);
  }
  for (bool again = true; again && !text.empty() && !is_digit(text.front());) {
    text = trim_ascii(text);
    again = eat_currency(text, true, default_currency, parts.currency);
    if (!again && eat_prefix(text, "-")) again = parts.negative = true;
    if (!again && (eat_prefix(text, "+") || eat_prefix(text, "?") || eat_prefix(text, "\xEF\xBF\xBD"))) again = true;
  }
  for (bool again = true; again && !text.empty() && !is_digit(text.back());) {
    text = trim_ascii(text);
    again = eat_currency(text, false, default_currency, parts.currency);
    if (!again && parts.power == 0)
      for (const auto& unit : kUnits)
        if (eat_suffix(text, unit.spelling)) {
          parts.power = unit.power;
          again = true;
          break;
        }
    if (!again && eat_suffix(text, "-")) again = parts.negative = true;
    if (!again && eat_suffix(text, "整")) again = true;
  }
  parts.core = trim_ascii(text);
  return parts;
}

// True when `digits` between separators are groups of three, or of two before the last three as in India.
bool is_grouped(std::string_view whole, char mark) {
  std::size_t group = 0, groups = 0;
  const std::size_t last = whole.rfind(mark);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (whole[i] != mark) {
      ++group;
      continue;
    }
    const bool fits = groups == 0 ? group >= 1 && group <= 3 : group == 2 || group == 3;
    if (!fits) return false;
    group = 0;
    ++groups;
  }
  return last != std::string_view::npos && group == 3;
}

struct Number {
  std::string digits;
  int decimals = 0;
};
void append_digits(std::string& out, std::string_view text) {
  for (const char c : text)
    if (is_digit(c)) out.push_back(c);
}

// Reads the digits and finds which mark is the decimal one.
tl::expected<Number, AmountProblem> read_number(std::string_view core, DecimalMark style, bool has_unit) {
  const auto bad = tl::unexpected(AmountProblem::not_a_number);
  std::string compact;  // blanks and apostrophes group by three
  for (std::size_t i = 0; i < core.size(); ++i) {
    const char c = core[i];
    if (c == ' ' || c == '\'') {
      if (i == 0 || !is_digit(core[i - 1]) || i + 3 >= core.size() || !is_digit(core[i + 1]) || !is_digit(core[i + 2]) ||
          !is_digit(core[i + 3]) || (i + 4 < core.size() && is_digit(core[i + 4])))
        return bad;
      continue;
    }
    if (!is_digit(c) && c != '.' && c != ',') return bad;
    compact.push_back(c);
  }
  if (compact.empty() || !is_digit(compact.back()) || (!is_digit(compact.front()) && compact.front() != '.')) return bad;
  const auto dots = std::count(compact.begin(), compact.end(), '.'), commas = std::count(compact.begin(), compact.end(), ',');
  const std::size_t last_mark = compact.find_last_of(".,");
  char decimal = 0;
  if (dots > 0 && commas > 0) {
    decimal = compact[last_mark];
    if ((decimal == '.' ? dots : commas) != 1) return bad;
  } else if (dots + commas == 1) {
    const bool three = compact.size() - last_mark - 1 == 3 && last_mark >= 1 && last_mark <= 3 && compact.front() != '0';
    const bool comma = compact[last_mark] == ',';
    if (!three) decimal = compact[last_mark];
    else if (comma) decimal = style == DecimalMark::comma ? ',' : 0;
    else if (style == DecimalMark::unknown && !has_unit) return tl::unexpected(AmountProblem::ambiguous_decimal);
    else decimal = style == DecimalMark::comma ? 0 : '.';
  }
  // One value written against its column: which of the two is wrong is for a person to say.
  if (decimal != 0 && style != DecimalMark::unknown && (decimal == '.') != (style == DecimalMark::point))
    return tl::unexpected(AmountProblem::ambiguous_decimal);
  const std::string_view view = compact;
  const std::string_view whole = decimal == 0 ? view : view.substr(0, last_mark);
  const std::string_view fraction = decimal == 0 ? std::string_view{} : view.substr(last_mark + 1);
  const char group = whole.find(',') != std::string_view::npos ? ',' : '.';
  if (whole.find(group) != std::string_view::npos && !is_grouped(whole, group)) return bad;
  Number number;
  append_digits(number.digits, whole);
  append_digits(number.digits, fraction);
  number.decimals = static_cast<int>(fraction.size());
  return number;
}

// "1.2e+8": mantissa in core, exponent to `power`; false when what follows the e is no exponent.
bool split_exponent(std::string_view& core, int& power) {
  const std::size_t e = core.find('e');
  if (e == std::string_view::npos) return true;
  std::string_view exponent = core.substr(e + 1);
  core = core.substr(0, e);
  const bool negative = exponent.starts_with('-');
  if (negative || exponent.starts_with('+')) exponent.remove_prefix(1);
  if (exponent.empty() || exponent.size() > 2) return false;
  int value = 0;
  for (const char c : exponent) {
    if (!is_digit(c)) return false;
    value = value * 10 + (c - '0');
  }
  power += negative ? -value : value;
  return true;
}

struct Scaled {
  std::int64_t value;
  bool inexact;
};
// digits · 10^(power − decimals), rounded half away from zero.
std::optional<Scaled> scale(const Number& number, int power) {
  const std::size_t first = std::min(number.digits.find_first_not_of('0'), number.digits.size());
  std::string digits = number.digits.substr(first);
  int shift = power - number.decimals;
  bool inexact = false, round_up = false;
  if (shift < 0) {
    const auto drop = static_cast<std::size_t>(-shift);
    if (drop > digits.size()) return Scaled{0, !digits.empty()};
    const std::string dropped = digits.substr(digits.size() - drop);
    inexact = dropped.find_first_not_of('0') != std::string::npos;
    round_up = !dropped.empty() && dropped.front() >= '5';
    digits.resize(digits.size() - drop);
    shift = 0;
  }
  if (digits.empty()) return Scaled{round_up ? 1 : 0, inexact};
  if (digits.size() + static_cast<std::size_t>(shift) > 17) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  for (; shift > 0; --shift) value *= 10;
  return Scaled{value + (round_up ? 1 : 0), inexact};
}
}  // namespace

std::string_view problem_code(AmountProblem problem) {
  switch (problem) {
    case AmountProblem::empty: return "amount_empty";
    case AmountProblem::not_a_number: return "amount_not_a_number";
    case AmountProblem::ambiguous_decimal: return "amount_ambiguous_decimal";
    case AmountProblem::too_large: return "amount_too_large";
  }
  return "";
}

int currency_exponent(std::string_view code) { return list_has(kNoMinorUnit, code) ? 0 : list_has(kThreeDecimals, code) ? 3 : 2; }
std::string decimal_of_minor(std::int64_t minor, std::string_view code) {
  const auto decimals = static_cast<std::size_t>(currency_exponent(code));
  std::string digits = std::to_string(minor < 0 ? -minor : minor);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  if (decimals > 0) digits.insert(digits.size() - decimals, 1, '.');
  return minor < 0 ? "-" + digits : digits;
}
bool is_currency_code(std::string_view code) { return list_has(kCodes, code); }

std::string parse_currency(std::string_view text) {
  const std::string folded = fold_for_search(text);
  const std::string code = upper(folded);
  if (list_has(kCodes, code)) return code;
  for (const auto& [spelling, currencies] : kSpellings)
    if (folded == spelling) return std::string(currencies.substr(0, 3));
  return {};
}

tl::expected<Amount, AmountProblem> parse_amount(std::string_view text, const AmountOptions& options) {
  if (text.size() > 200) return tl::unexpected(AmountProblem::not_a_number);
  const std::string folded = fold_for_search(text);
  if (folded.empty()) return tl::unexpected(AmountProblem::empty);
  Parts parts = take_apart(folded, options.default_currency);
  const bool scientific = parts.core.find('e') != std::string_view::npos;
  if (!split_exponent(parts.core, parts.power) || parts.core.size() > kMaxDigits) return tl::unexpected(AmountProblem::not_a_number);
  const auto number = read_number(parts.core, options.decimal_mark, parts.power != 0 || options.power != 0 || scientific);
  if (!number) return tl::unexpected(number.error());
  const std::string_view currency = parts.currency.empty() ? options.default_currency : std::string_view(parts.currency);
  const int power = parts.power != 0 ? parts.power : options.power;
  const auto scaled = scale(*number, power + currency_exponent(currency));
  if (!scaled || scaled->value > kMaxMinor) return tl::unexpected(AmountProblem::too_large);
  Amount amount;
  amount.minor = parts.negative ? -scaled->value : scaled->value;
  amount.rounded = scaled->inexact || scientific;
  amount.currency = std::move(parts.currency);
  return amount;
}

DecimalMark infer_decimal_mark(std::span<const std::string_view> values) {
  bool point = false, comma = false;
  for (const std::string_view value : values) {
    const std::string folded = fold_for_search(value.substr(0, 64));
    const Parts parts = take_apart(folded, {});
    const bool as_point = read_number(parts.core, DecimalMark::point, false).has_value();
    const bool as_comma = read_number(parts.core, DecimalMark::comma, false).has_value();
    if (as_point == as_comma) continue;  // both readings, or neither: it proves nothing
    point |= as_point;
    comma |= as_comma;
  }
  return point == comma ? DecimalMark::unknown : point ? DecimalMark::point : DecimalMark::comma;
}

tl::expected<std::int64_t, AmountProblem> parse_count(std::string_view text) {
  constexpr std::int64_t kMaxCount = 1'000'000'000'000;
  std::string folded = fold_for_search(text.substr(0, 64));
  std::string_view view = folded;
  if (view.empty()) return tl::unexpected(AmountProblem::empty);
  for (const std::string_view word : {"人", "名", "个", "家", "people", "employees"}) eat_suffix(view, word);
  // JPY has no minor unit, so the amount is the count itself.
  const auto amount = parse_amount(view, {.default_currency = "JPY", .decimal_mark = DecimalMark::point});
  if (!amount) return tl::unexpected(amount.error());
  if (amount->rounded || amount->minor < 0 || !amount->currency.empty()) return tl::unexpected(AmountProblem::not_a_number);
  if (amount->minor > kMaxCount) return tl::unexpected(AmountProblem::too_large);
  return amount->minor;
}
}  // namespace wheelhouse::text
