#include "text/amount.h"

#include <gtest/gtest.h>

#include <array>

namespace wheelhouse::text {
namespace {
struct Case {
  const char* text;
  std::int64_t minor;
  const char* currency;
};

TEST(Amount, AsPeopleWriteIt) {
  const Case cases[] = {
      {"1234.50", 123450, ""},          {"1,234.50", 123450, ""},        {"¥1,234.50", 123450, "CNY"},   {"￥1,234.50", 123450, "CNY"},
      {"12.3万", 12300000, ""},         {"1.2亿", 12000000000, ""},      {"489.729407万", 489729407, ""}, {"12.3万元", 12300000, "CNY"},
      {"$1,200", 120000, "USD"},        {"US$1,200.5", 120050, "USD"},   {"€ 99", 9900, "EUR"},          {"1.234,56 €", 123456, "EUR"},
      {"CN¥12", 1200, "CNY"},           {"RMB 12,000", 1200000, "CNY"},  {"人民币12万元整", 12000000, "CNY"}, {"１２３．４５", 12345, ""},
      {"(123)", -12300, ""},            {"-123.4", -12340, ""},          {"−5", -500, ""},               {"123-", -12300, ""},
      {"1 234,56", 123456, ""},         {"1'234.56", 123456, ""},        {"12,34,567", 123456700, ""},   {"1,234,567.89", 123456789, ""},
      {"?2,939,462.33", 293946233, ""}, {"120K", 12000000, ""},          {"1.5M USD", 150000000, "USD"}, {"JPY 1200", 1200, "JPY"},
      {"KWD 1.234", 1234, "KWD"},       {"0.125", 13, ""},               {"12,5", 1250, ""},             {"1234,567", 123457, ""},
      {".5", 50, ""},                   {"港币 100", 10000, "HKD"},      {"1.23E+08", 12300000000, ""},  {"0", 0, ""},
      {"壹", -1, nullptr}};
  for (const auto& c : cases) {
    const auto amount =
        parse_amount(c.text, {.decimal_mark = std::string_view(c.text) == "KWD 1.234" ? DecimalMark::point : DecimalMark::unknown});
    if (c.currency == nullptr) {
      EXPECT_FALSE(amount.has_value()) << c.text;
      continue;
    }
    ASSERT_TRUE(amount.has_value()) << c.text << " " << problem_code(amount.error());
    EXPECT_EQ(amount->minor, c.minor) << c.text;
    EXPECT_EQ(amount->currency, c.currency) << c.text;
  }
}

TEST(Amount, IsWrittenWithTheDecimalsOfItsCurrency) {
  EXPECT_EQ(decimal_of_minor(123450, "CNY"), "1234.50");
  EXPECT_EQ(decimal_of_minor(5, "CNY"), "0.05");
  EXPECT_EQ(decimal_of_minor(-1234500, "KWD"), "-1234.500");
  EXPECT_EQ(decimal_of_minor(0, "JPY"), "0");
}

TEST(Amount, SaysWhyNot) {
  EXPECT_EQ(parse_amount("").error(), AmountProblem::empty);
  EXPECT_EQ(parse_amount(" 　").error(), AmountProblem::empty);
  EXPECT_EQ(parse_amount("1.234").error(), AmountProblem::ambiguous_decimal);
  EXPECT_EQ(parse_amount("99999999999999999999").error(), AmountProblem::too_large);
  for (const auto* text :
       {"面议", "n/a", "12.3.4", "1,23,4", "1,,2", "12-05", "50%", "2026-05-01", "¥", "-", "1e", "1.234.56", "12 34", "约12万"})
    EXPECT_EQ(parse_amount(text).error(), AmountProblem::not_a_number) << text;
}

TEST(Amount, TheColumnDecidesWhatOneValueCannot) {
  EXPECT_EQ(parse_amount("1.234", {.decimal_mark = DecimalMark::comma})->minor, 123400);
  EXPECT_EQ(parse_amount("1.234", {.decimal_mark = DecimalMark::point})->minor, 123);
  EXPECT_TRUE(parse_amount("1.234", {.decimal_mark = DecimalMark::point})->rounded);
  EXPECT_EQ(parse_amount("1,234", {.decimal_mark = DecimalMark::comma})->minor, 123);
  EXPECT_EQ(parse_amount("1.50", {.decimal_mark = DecimalMark::comma}).error(), AmountProblem::ambiguous_decimal);
  const std::array<std::string_view, 3> german = {"1.234", "12,50", "7"};
  EXPECT_EQ(infer_decimal_mark(german), DecimalMark::comma);
  const std::array<std::string_view, 3> english = {"1.234", "1,234.50", "7"};
  EXPECT_EQ(infer_decimal_mark(english), DecimalMark::point);
  const std::array<std::string_view, 2> mixed = {"12,50", "12.50"};
  EXPECT_EQ(infer_decimal_mark(mixed), DecimalMark::unknown);
}

TEST(Amount, ColumnUnitAndDefaultCurrency) {
  EXPECT_EQ(parse_amount("12.5", {.power = 4})->minor, 12500000);
  EXPECT_EQ(parse_amount("12.5万", {.power = 4})->minor, 12500000) << "the value's own unit wins";
  EXPECT_EQ(parse_amount("$5", {.default_currency = "HKD"})->currency, "HKD");
  EXPECT_EQ(parse_amount("¥5", {.default_currency = "JPY"})->minor, 5);
  EXPECT_EQ(parse_currency("人民币"), "CNY");
  EXPECT_EQ(parse_currency("usd"), "USD");
  EXPECT_EQ(parse_currency("xyz"), "");
}

TEST(Amount, Counts) {
  EXPECT_EQ(*parse_count("2,822"), 2822);
  EXPECT_EQ(*parse_count("1.2万人"), 12000);
  EXPECT_FALSE(parse_count("12.5").has_value());
  EXPECT_FALSE(parse_count("-3").has_value());
  EXPECT_FALSE(parse_count("50-100").has_value());
}
}  // namespace
}  // namespace wheelhouse::text
