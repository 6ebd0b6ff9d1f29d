// Streams the rows of one worksheet of an .xlsx or .xlsm file: shared, inline and rich strings, dates by their format,
// booleans, errors, the cached results of formulas (nothing is calculated), gaps in rows and columns. Macros, pictures,
// comments and formatting are not looked at. Memory: the shared strings plus some 64 KiB of the sheet.
// Every limit of limits.h holds. One thread at a time.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "exchange/csv_reader.h"
#include "exchange/xlsx_number.h"
#include "exchange/zip_archive.h"

namespace wheelhouse::exchange {

struct SheetInfo {
  std::string name;
  bool hidden = false;
};

struct XlsxCell {
  std::uint32_t column = 0;  // from 0
  std::string_view text;     // valid until the next call
};
struct XlsxRow {
  std::uint64_t number = 0;     // as the spreadsheet shows it, from 1
  std::vector<XlsxCell> cells;  // in ascending columns, empty cells left out
  std::optional<RowProblem> problem;
};

class XlsxReader {
 public:
  // Reads workbook, styles and shared strings. Errors: those of zip_archive.h and xml_reader.h, xlsx_no_workbook,
  // xlsx_no_sheet, xlsx_shared_strings_too_large.
  static Result<std::unique_ptr<XlsxReader>> open(std::unique_ptr<ZipArchive> archive);
  ~XlsxReader();
  XlsxReader(const XlsxReader&) = delete;
  XlsxReader& operator=(const XlsxReader&) = delete;

  const std::vector<SheetInfo>& sheets() const { return sheets_; }
  // Starts (again) at the first row of that sheet; sheet 0 is not started by itself.
  Result<void> select(std::size_t sheet);
  // True when `row` holds the next row that has a cell with text. Errors end the sheet: xlsx_too_many_rows,
  // xlsx_too_many_columns, and damage in the zip or the XML.
  Result<bool> next(XlsxRow& row);

  std::uint64_t bytes_read() const { return bytes_read_; }  // of the sheet, inflated
  std::uint64_t bytes_total() const { return bytes_total_; }

 private:
  friend class SheetXml;
  explicit XlsxReader(std::unique_ptr<ZipArchive> archive);
  Result<void> load_workbook();
  Result<void> load_styles(const std::string& path);
  Result<void> load_shared_strings(const std::string& path);
  Result<void> read_piece();

  std::unique_ptr<ZipArchive> archive_;
  std::vector<SheetInfo> sheets_;
  std::vector<std::string> sheet_paths_;
  std::vector<NumberFormat> formats_;  // by style number
  bool from_1904_ = false;
  std::string shared_text_;                  // all shared strings, one after another
  std::vector<std::uint32_t> shared_ends_;   // where each ends
  std::unique_ptr<ZipArchive::Entry> entry_;
  std::unique_ptr<class SheetXml> xml_;
  bool ended_ = true;
  std::uint64_t bytes_read_ = 0, bytes_total_ = 0;
};

}  // namespace wheelhouse::exchange
