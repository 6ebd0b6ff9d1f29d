// RFC 4180 and what is met beside it: any of , ; tab | between cells, LF, CRLF or CR between records, line breaks
// inside quotes kept byte for byte, quotes in the middle of a cell taken as text. Streams: memory is one record
// plus a window of 256 KiB. Values are not trimmed or interpreted here. One thread at a time.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "exchange/byte_source.h"
#include "text/encoding.h"

namespace wheelhouse::exchange {

struct CsvDialect {
  char delimiter = ',';
  char quote = '"';
};

// What is wrong with a record that could still be read to its end.
struct RowProblem {
  std::string code;        // "field.<code>" in the language packs: cell_too_long, nul_in_text, undecodable,
                           // and in workbooks broken_reference, cell_outside_table
  std::size_t column = 0;  // from 0
};

struct CsvRow {
  std::uint64_t number = 0;  // as a spreadsheet would number it: records from 1, blank lines counted
  std::uint64_t line = 0;    // as an editor would: the line the record starts on
  std::vector<std::string_view> cells;  // valid until the next call; one empty cell for a blank line
  std::optional<RowProblem> problem;
};

class CsvReader {
 public:
  // `encoding.bom_length` bytes are skipped at the start.
  CsvReader(std::unique_ptr<ByteSource> source, CsvDialect dialect, text::DetectedEncoding encoding);

  // True when `row` holds the next record, false at the end. An error ends the file: csv_quote_not_closed
  // (row, line, column of the opening quote), csv_cell_too_long, csv_row_too_long, csv_too_many_columns. A cell that is too long but
  // not beyond all bounds is a problem of its row.
  Result<bool> next(CsvRow& row);

  std::uint64_t bytes_read() const { return bytes_read_; }
  std::uint64_t replaced_characters() const { return decoder_.replaced(); }

 private:
  bool more();
  std::optional<Error> scan_record(CsvRow& row, bool& has_row);
  std::optional<Error> scan_cell(const CsvRow& row);
  Error too_long_or_open(std::uint64_t row, std::size_t column);
  bool scan_quoted();
  bool scan_plain();
  void end_line(char end);
  void finish_cell(CsvRow& row, std::size_t start, std::size_t end);

  std::unique_ptr<ByteSource> source_;
  CsvDialect dialect_;
  text::Decoder decoder_;
  std::size_t skip_;           // bytes of the byte order mark still to pass over
  std::string raw_;            // piece of undecoded input
  std::string window_;         // decoded text; the positions below are offsets into it and move with it
  std::size_t record_ = 0;     // where the present record starts
  std::size_t cell_ = 0;       // where the present cell starts
  std::size_t at_ = 0;         // next byte to look at
  std::size_t out_ = 0;        // where the next byte of the cell goes: quotes are unescaped in place
  bool quoted_ = false;        // between quotes
  std::uint64_t quote_line_ = 0;
  bool ended_ = false;         // no more input
  bool failed_ = false;
  std::uint64_t bytes_read_ = 0;
  std::uint64_t number_ = 0, line_ = 1;
  struct CellRange {
    std::size_t start, end;    // in window_
  };
  std::vector<CellRange> ranges_;
  bool ends_cell_[256] = {};   // delimiter, CR, LF
};

struct DetectedCsv {
  CsvDialect dialect;
  bool has_separator_line = false;  // "sep=;" as the first line, an instruction to Excel
};
// From the decoded beginning of a file; `whole` when that is all of it.
DetectedCsv detect_csv(std::string_view sample, bool whole);

}  // namespace wheelhouse::exchange
