// Writes CSV that opens right in a spreadsheet and reads back byte for byte: UTF-8 with BOM, CRLF, RFC 4180 quoting,
// formulas guarded (formula_guard.h). Appends to a buffer; the caller sends it on. One thread at a time.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace wheelhouse::exchange {

struct CsvWriterOptions {
  char delimiter = ',';
  bool byte_order_mark = true;  // without it Excel takes UTF-8 for the machine's own encoding
};

class CsvWriter {
 public:
  explicit CsvWriter(std::string& out, CsvWriterOptions options = {});
  // Text that people or other systems wrote: guarded.
  void text(std::string_view value);
  // Text of our own making, a number or a date: never guarded, so −5 stays a number.
  void plain(std::string_view value);
  void integer(std::int64_t value);
  void empty() { plain({}); }
  void end_row();
  void row(std::span<const std::string_view> texts);

 private:
  void separate();
  void quoted_if_needed(std::string_view prefix, std::string_view value, bool first_of_row);
  std::string& out_;
  CsvWriterOptions options_;
  bool at_row_start_ = true;
};

}  // namespace wheelhouse::exchange
