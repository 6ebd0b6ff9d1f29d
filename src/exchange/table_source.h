// One way to read a customer list, whatever it is kept in: CSV in any encoding and dialect, or a sheet of a workbook.
// Finds encoding, delimiter, header row (under title and blank lines), and then streams rows; memory stays bounded by
// one record, for workbooks plus their shared strings. What the file is not, is named by an error:
// file_is_xls, file_is_pdf … (file_kind.h), file_empty. One thread at a time.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "exchange/csv_reader.h"
#include "exchange/xlsx_reader.h"
#include "text/encoding.h"

namespace wheelhouse::exchange {

struct TableOptions {
  // Each overrides what would be found.
  std::optional<text::Encoding> encoding;
  std::optional<char> delimiter;
  std::optional<std::size_t> sheet;
  std::optional<std::uint64_t> header_row;  // as numbered by TableRow; 0: the file has no header
};

struct TableInfo {
  enum class Format : std::uint8_t { csv, xlsx } format = Format::csv;
  text::DetectedEncoding encoding;  // CSV
  CsvDialect dialect;               // CSV
  std::vector<SheetInfo> sheets;    // workbook
  std::size_t sheet = 0;
  std::uint64_t header_row = 0;     // 0: none, columns are named A, B, C …
};

struct TableRow {
  std::uint64_t number = 0;  // as a spreadsheet shows it, from 1, title and blank lines counted
  std::uint64_t line = 0;    // in a text editor; 0 for a workbook
  // At least as many as there are columns; more when the row is longer than the header. Valid until the next call.
  // Not trimmed; an apostrophe that guards a formula is already off.
  std::span<const std::string_view> cells;
  std::optional<RowProblem> problem;
};

class TableSource {
 public:
  static Result<std::unique_ptr<TableSource>> open(const std::string& path, const TableOptions& options = {});
  // The caller keeps the bytes alive.
  static Result<std::unique_ptr<TableSource>> open_bytes(std::string_view bytes, const TableOptions& options = {});
  virtual ~TableSource() = default;

  const TableInfo& info() const { return info_; }
  const std::vector<std::string>& header() const { return header_; }  // trimmed; never empty
  // True when `row` holds the next row with at least one cell that is not blank. An error ends the table.
  Result<bool> next(TableRow& row);

  virtual std::uint64_t bytes_done() const = 0;
  virtual std::uint64_t bytes_total() const = 0;
  // Characters that could not be decoded so far.
  virtual std::uint64_t replaced_characters() const { return 0; }

 protected:
  struct RawRow {
    std::uint64_t number = 0, line = 0;
    std::vector<std::string_view> cells;
    std::optional<RowProblem> problem;
  };
  // The row as it stands in the file, blank ones included or not as the format has it.
  virtual Result<bool> next_raw(RawRow& row) = 0;
  // Starts again at the first row of the file or sheet.
  virtual Result<void> rewind() = 0;
  // Reads the beginning, settles the header, and stands before the first row of data.
  Result<void> find_header(const TableOptions& options);

  TableInfo info_;

 private:
  void name_columns(const RawRow* header_row, std::size_t width);

  std::vector<std::string> header_;
  RawRow raw_;
};

// Which of the first rows of a table is its header: position in `rows`, nothing when the first row is data already.
std::optional<std::size_t> choose_header(std::span<const std::vector<std::string>> rows);

}  // namespace wheelhouse::exchange
