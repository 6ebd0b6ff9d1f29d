#include "exchange/csv_writer.h"

#include "exchange/formula_guard.h"

namespace wheelhouse::exchange {
CsvWriter::CsvWriter(std::string& out, CsvWriterOptions options) : out_(out), options_(options) {
  if (options_.byte_order_mark) out_ += "\xEF\xBB\xBF";
}

void CsvWriter::separate() {
  if (!at_row_start_) out_.push_back(options_.delimiter);
}

void CsvWriter::quoted_if_needed(std::string_view prefix, std::string_view value, bool first_of_row) {
  const char special[] = {'"', '\r', '\n', options_.delimiter};
  // Blanks at the ends are kept by us but trimmed by others. An empty first cell is quoted, else a row of one empty
  // cell would be a blank line.
  const bool blank_end = !value.empty() && (value.front() == ' ' || value.back() == ' ' || value.front() == '\t' || value.back() == '\t');
  const bool needed = value.find_first_of(std::string_view(special, sizeof special)) != std::string_view::npos || blank_end ||
                      (first_of_row && prefix.empty() && value.empty());
  if (!needed) {
    out_ += prefix;
    out_ += value;
    return;
  }
  out_.push_back('"');
  out_ += prefix;
  for (std::size_t at = 0;;) {
    const std::size_t quote = value.find('"', at);
    out_ += value.substr(at, quote - at);
    if (quote == std::string_view::npos) break;
    out_ += "\"\"";
    at = quote + 1;
  }
  out_.push_back('"');
}

void CsvWriter::text(std::string_view value) {
  separate();
  quoted_if_needed(needs_guard(value) ? "'" : "", value, at_row_start_);
  at_row_start_ = false;
}

void CsvWriter::plain(std::string_view value) {
  separate();
  quoted_if_needed("", value, at_row_start_);
  at_row_start_ = false;
}

void CsvWriter::integer(std::int64_t value) { plain(std::to_string(value)); }

void CsvWriter::end_row() {
  out_ += "\r\n";
  at_row_start_ = true;
}

void CsvWriter::row(std::span<const std::string_view> texts) {
  for (const auto value : texts) text(value);
  end_row();
}
}  // namespace wheelhouse::exchange
