// What a number in a worksheet means by its format: a plain number, a date, a time. Serial days become ISO text, the
// only spelling that later steps cannot misread. Pure, any thread.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace wheelhouse::exchange {

enum class NumberKind : std::uint8_t { plain, date, time, date_time, duration };
struct NumberFormat {
  NumberKind kind = NumberKind::plain;
  std::uint8_t padded_to = 0;  // "000000" shows leading zeros: postal codes, numbers of customers
};
NumberFormat builtin_format(int id);                 // ids below 164, ECMA-376 §18.8.30
NumberFormat parse_format(std::string_view code);    // "yyyy-mm-dd", "[h]:mm", "#,##0.00"

// `raw` is the text of <v>. Numbers print with the 15 digits a spreadsheet shows; what is no number is returned as it is.
// `from_1904`: the workbook counts days from 1904-01-01.
std::string print_number(std::string_view raw, NumberFormat format, bool from_1904);

}  // namespace wheelhouse::exchange
