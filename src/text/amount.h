// Money as people write it: "¥1,234.50", "12.3万", "(1,200) USD", "1.234,56 €", full-width digits. Pure, any thread.
// Never guesses between a decimal mark and a thousands mark: "1.234" alone is ambiguous until the column decides.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace wheelhouse::text {

enum class AmountProblem : std::uint8_t { empty, not_a_number, ambiguous_decimal, too_large };
std::string_view problem_code(AmountProblem problem);  // key in the language packs: "field.<code>"

enum class DecimalMark : std::uint8_t { unknown, point, comma };

struct AmountOptions {
  std::string_view default_currency;  // "CNY" …; decides the minor unit and what ¥, $ and 元 mean; may be empty
  DecimalMark decimal_mark = DecimalMark::unknown;  // what infer_decimal_mark said of the column
  int power = 0;                    // 4 when the header of the column says 万; a unit in the value itself wins
};

struct Amount {
  std::int64_t minor = 0;     // in the minor unit of the currency stated, else of the default one; below 2^53
  std::string currency;       // ISO 4217, empty when the text names none
  bool rounded = false;       // it had more decimals than the currency has, or was written as 1.2E+8
};
// A leading '?' or U+FFFD before the digits is what is left of a ¥ that an encoding could not hold, and is passed over.
tl::expected<Amount, AmountProblem> parse_amount(std::string_view text, const AmountOptions& options = {});

// From some values of one column: the mark that at least one of them proves and none contradicts.
DecimalMark infer_decimal_mark(std::span<const std::string_view> values);

std::string decimal_of_minor(std::int64_t minor, std::string_view code);  // 123450, "CNY" -> "1234.50"
int currency_exponent(std::string_view code);       // decimals of the minor unit: 2 for most, 0 for JPY, 3 for KWD
bool is_currency_code(std::string_view code);       // upper case, in use
std::string parse_currency(std::string_view text);  // "rmb", "人民币", "US$", "eur" -> ISO code; empty when it is none

// "1,234", "12万", "50人" as a count: whole, not negative, below 10^12; nothing when it is not one.
tl::expected<std::int64_t, AmountProblem> parse_count(std::string_view text);

}  // namespace wheelhouse::text
