// Writes one .xlsx workbook in constant memory (libxlsxwriter): rows go out as they come. Text is written as text and in
// the text format, so no spreadsheet takes it for a formula, not even when somebody edits the cell; no apostrophe is
// needed for that (TRUST R-12) and none is written. One thread at a time.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace wheelhouse::exchange {

class XlsxWriter {
 public:
  // The file is created or overwritten. Throws when it cannot be.
  explicit XlsxWriter(const std::string& path);
  ~XlsxWriter();
  XlsxWriter(const XlsxWriter&) = delete;
  XlsxWriter& operator=(const XlsxWriter&) = delete;

  // Starts a sheet with a bold header row that stays in view. Characters a sheet name may not hold are replaced, and it
  // is cut to 31 characters. Earlier sheets cannot be written to any more.
  void start_sheet(std::string_view name, std::span<const std::string_view> header);
  // Cells of the present row from left to right. Text over 32,767 characters is cut there and counted.
  void text(std::string_view value);
  void number(double value);
  void money(std::int64_t minor, int exponent);  // shown with the decimals of its currency
  void date(Date value);
  void empty() { ++column_; }
  // Error xlsx_too_many_rows when the sheet is full.
  Result<void> end_row();
  // Writes the file; nothing may follow. Throws when the disk is full.
  void finish();

  std::uint64_t texts_cut() const { return texts_cut_; }

 private:
  struct Book;
  std::unique_ptr<Book> book_;
  std::uint32_t row_ = 0;
  std::uint16_t column_ = 0;
  std::uint64_t texts_cut_ = 0;
};

}  // namespace wheelhouse::exchange
