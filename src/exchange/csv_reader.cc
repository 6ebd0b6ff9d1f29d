#include "exchange/csv_reader.h"

#include <algorithm>
#include <cstring>

#include "exchange/limits.h"
#include "text/utf8.h"

namespace wheelhouse::exchange {
namespace {
constexpr std::size_t kPiece = 128 << 10;  // undecoded bytes read at once
constexpr std::string_view kDamage = "\xEF\xBF\xBD";

Error csv_error(std::string reason, std::uint64_t row, std::uint64_t line, std::size_t column) {
  return Error::make(Errc::invalid, std::move(reason),
                     {{"row", std::to_string(row)}, {"line", std::to_string(line)}, {"column", std::to_string(column + 1)}});
}
}  // namespace

CsvReader::CsvReader(std::unique_ptr<ByteSource> source, CsvDialect dialect, text::DetectedEncoding encoding)
    : source_(std::move(source)), dialect_(dialect), decoder_(encoding.encoding), skip_(encoding.bom_length) {
  ends_cell_[static_cast<unsigned char>(dialect.delimiter)] = true;
  ends_cell_[static_cast<unsigned char>('\n')] = true;
  ends_cell_[static_cast<unsigned char>('\r')] = true;
}

// Drops what lies before `row_start` and appends more text; false when there is none.
bool CsvReader::refill(std::size_t row_start) {
  window_.erase(0, row_start);
  position_ -= row_start;
  const std::size_t before = window_.size();
  while (window_.size() == before && !ended_) {
    raw_.resize(kPiece);
    const std::size_t got = source_->read(raw_.data(), kPiece);
    bytes_read_ += got;
    if (got == 0) {
      ended_ = true;
      decoder_.finish(window_);
      break;
    }
    std::string_view piece(raw_.data(), got);
    const std::size_t skipped = std::min(skip_, piece.size());
    skip_ -= skipped;
    decoder_.decode(piece.substr(skipped), window_);
  }
  return window_.size() > before;
}

Result<bool> CsvReader::next(CsvRow& row) {
  row.cells.clear();
  row.problem.reset();
  bool has_row = false;
  if (failed_) return false;
  if (auto error = scan(row, has_row)) {
    failed_ = true;
    return fail(std::move(*error));
  }
  return has_row;
}

// One record. `start` is where it begins in the window, `at` the next byte to look at, `out` where the next byte of the
// present cell goes: quotes are unescaped in place, so a cell never needs memory of its own.
std::optional<Error> CsvReader::scan(CsvRow& row, bool& has_row) {
  ranges_.clear();
  row.number = ++number_;
  row.line = line_;
  std::size_t start = position_;
  const auto more = [&](std::size_t& at, std::size_t& out) {
    if (ended_) return false;
    position_ = at;
    const bool grew = refill(start);  // moves the text even when it finds the end
    for (auto& range : ranges_) range = {range.start - start, range.end - start};
    out -= start;
    at = position_;
    start = 0;
    return grew;
  };
  std::size_t at = start, out = start;
  if (at == window_.size() && !more(at, out)) {
    --number_;
    return std::nullopt;
  }
  has_row = true;
  bool quoted = false;
  std::uint64_t quote_line = line_;
  std::size_t cell = at;  // where the present cell starts; moves with the window
  const auto more_in_cell = [&] {
    const std::size_t old_start = start;
    const bool grew = more(at, out);
    cell -= old_start - start;
    return grew;
  };
  for (;;) {  // one cell each time round
    cell = out = at;
    if (at == window_.size()) more_in_cell();
    if (at < window_.size() && window_[at] == dialect_.quote) {
      quoted = true;
      quote_line = line_;
      ++at;
    }
    for (;;) {
      if (at == window_.size()) {
        if (at - cell > kMaxCellBytesScanned)
          return csv_error(quoted ? "csv_quote_not_closed" : "csv_row_too_long", row.number, quoted ? quote_line : row.line, ranges_.size());
        if (at - start > kMaxRowBytes) return csv_error("csv_row_too_long", row.number, row.line, ranges_.size());
        if (more_in_cell()) continue;
        if (quoted) return csv_error("csv_quote_not_closed", row.number, quote_line, ranges_.size());
        break;
      }
      if (quoted) {
        const char* from = window_.data() + at;
        const auto* quote = static_cast<const char*>(std::memchr(from, dialect_.quote, window_.size() - at));
        const std::size_t length = quote == nullptr ? window_.size() - at : static_cast<std::size_t>(quote - from);
        line_ += static_cast<std::uint64_t>(std::count(from, from + length, '\n'));
        if (out != at) std::memmove(window_.data() + out, from, length);
        out += length;
        at += length;
        if (quote == nullptr) continue;
        if (at + 1 == window_.size() && more_in_cell()) continue;  // the next byte decides, and at still stands on the quote
        if (at + 1 < window_.size() && window_[at + 1] == dialect_.quote) {
          window_[out++] = dialect_.quote;
          at += 2;
        } else {
          quoted = false;
          ++at;
        }
        continue;
      }
      const char* data = window_.data();
      const std::size_t size = window_.size(), from = at;
      while (at < size && !ends_cell_[static_cast<unsigned char>(data[at])]) ++at;
      if (out != from) std::memmove(window_.data() + out, data + from, at - from);
      out += at - from;
      if (at < size) break;
    }
    ranges_.push_back({cell, out});
    if (ranges_.size() > kMaxColumns) return csv_error("csv_too_many_columns", row.number, row.line, ranges_.size() - 1);
    if (at == window_.size()) break;
    const char end = window_[at++];
    if (end == dialect_.delimiter) continue;
    ++line_;
    if (end == '\r') {
      if (at == window_.size()) more_in_cell();
      if (at < window_.size() && window_[at] == '\n') ++at;
    }
    break;
  }
  position_ = at;
  for (const auto& range : ranges_) finish_cell(row, range.start, range.end);
  return std::nullopt;
}

void CsvReader::finish_cell(CsvRow& row, std::size_t start, std::size_t end) {
  const std::string_view cell(window_.data() + start, end - start);
  row.cells.push_back(cell);
  if (row.problem) return;
  const std::size_t column = row.cells.size() - 1;
  if (cell.size() > kMaxCellCharacters && text::count_code_points(cell) > kMaxCellCharacters) row.problem = {"cell_too_long", column};
  else if (text::find_nul(cell) != std::string_view::npos) row.problem = {"nul_in_text", column};
  else if (decoder_.replaced() > 0 && cell.find(kDamage) != std::string_view::npos) row.problem = {"undecodable", column};
}
}  // namespace wheelhouse::exchange
