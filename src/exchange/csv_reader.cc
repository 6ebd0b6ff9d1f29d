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

// Drops what lies before the present record and appends more text; false when there is none.
bool CsvReader::more() {
  if (ended_) return false;
  window_.erase(0, record_);
  for (auto& range : ranges_) range = {range.start - record_, range.end - record_};
  cell_ -= std::min(cell_, record_);
  out_ -= std::min(out_, record_);
  at_ -= record_;
  record_ = 0;
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
    const std::size_t skipped = std::min(skip_, got);
    skip_ -= skipped;
    decoder_.decode(std::string_view(raw_.data(), got).substr(skipped), window_);
  }
  return window_.size() > before;
}

Result<bool> CsvReader::next(CsvRow& row) {
  row.cells.clear();
  row.problem.reset();
  bool has_row = false;
  if (failed_) return false;
  if (auto error = scan_record(row, has_row)) {
    failed_ = true;
    return fail(std::move(*error));
  }
  return has_row;
}

std::optional<Error> CsvReader::scan_record(CsvRow& row, bool& has_row) {
  ranges_.clear();
  record_ = at_;
  if (at_ == window_.size() && !more()) return std::nullopt;
  has_row = true;
  row.number = ++number_;
  row.line = line_;
  for (;;) {
    if (auto error = scan_cell(row)) return error;
    ranges_.push_back({cell_, out_});
    if (ranges_.size() > kMaxColumns) return csv_error("csv_too_many_columns", row.number, row.line, ranges_.size() - 1);
    if (at_ == window_.size()) break;  // the last record may lack its line end
    const char end = window_[at_++];
    if (end == dialect_.delimiter) continue;
    end_line(end);
    break;
  }
  for (const auto& range : ranges_) finish_cell(row, range.start, range.end);
  return std::nullopt;
}

// Leaves at_ on the delimiter or line end behind the cell, or at the end of the input, and the value at [cell_, out_).
std::optional<Error> CsvReader::scan_cell(const CsvRow& row) {
  cell_ = out_ = at_;
  if (at_ == window_.size()) more();
  if (at_ < window_.size() && window_[at_] == dialect_.quote) {
    quoted_ = true;
    quote_line_ = line_;
    ++at_;
  }
  bool just_closed = false;  // then the cell is whole, however long, unless text follows
  for (;;) {
    if (at_ == window_.size() && just_closed) {
      if (!more()) return std::nullopt;
    } else if (at_ == window_.size()) {
      const std::size_t column = ranges_.size();
      const bool too_long = at_ - cell_ > kMaxCellBytesScanned;
      if (quoted_ && too_long && at_ - record_ > kMaxRowBytes) return too_long_or_open(row.number, column);
      if (quoted_ && !more()) return csv_error("csv_quote_not_closed", row.number, quote_line_, column);
      if ((too_long && !quoted_) || at_ - record_ > kMaxRowBytes) return csv_error("csv_row_too_long", row.number, row.line, column);
      if (!quoted_ && at_ == window_.size() && !more()) return std::nullopt;
    }
    const bool was_quoted = quoted_;
    if (quoted_ ? scan_quoted() : scan_plain()) return std::nullopt;
    just_closed = was_quoted && !quoted_;
    // So far on, a quotation mark in the midst of text opens the next cell: the one before was left open.
    if (just_closed && at_ - cell_ > kMaxCellBytesScanned && (at_ < window_.size() || more()) &&
        !ends_cell_[static_cast<unsigned char>(window_[at_])])
      return csv_error("csv_quote_not_closed", row.number, quote_line_, ranges_.size());
  }
}

// The cell is beyond all bounds; was it meant, or is the quotation mark never closed? Reads on without keeping anything, so nothing can
// be read after it.
Error CsvReader::too_long_or_open(std::uint64_t row, std::size_t column) {
  const auto open = [&] { return csv_error("csv_quote_not_closed", row, quote_line_, column); };
  ranges_.clear();
  for (;;) {
    const std::size_t quote = std::min(window_.find(dialect_.quote, at_), window_.size());
    record_ = at_ = quote;
    if (quote == window_.size()) {
      if (!more()) return open();
      continue;
    }
    const bool has_next = at_ + 1 < window_.size() || more();
    if (has_next && window_[at_ + 1] == dialect_.quote) {
      at_ += 2;
      continue;
    }
    if (has_next && !ends_cell_[static_cast<unsigned char>(window_[at_ + 1])]) return open();
    Error error = csv_error("csv_cell_too_long", row, quote_line_, column);
    error.params.push_back({"limit", std::to_string(kMaxCellCharacters)});
    return error;
  }
}

// Up to the closing quote or the end of the window. Always false: what follows a closing quote still belongs to the cell.
bool CsvReader::scan_quoted() {
  const char* from = window_.data() + at_;
  const auto* quote = static_cast<const char*>(std::memchr(from, dialect_.quote, window_.size() - at_));
  const std::size_t length = quote == nullptr ? window_.size() - at_ : static_cast<std::size_t>(quote - from);
  line_ += static_cast<std::uint64_t>(std::count(from, from + length, '\n'));
  if (out_ != at_) std::memmove(window_.data() + out_, from, length);
  out_ += length;
  at_ += length;
  if (quote == nullptr) return false;
  if (at_ + 1 == window_.size()) more();  // the next byte decides; at_ still stands on the quote
  if (at_ + 1 < window_.size() && window_[at_ + 1] == dialect_.quote) {
    window_[out_++] = dialect_.quote;
    at_ += 2;
  } else {
    quoted_ = false;
    ++at_;
  }
  return false;
}

// Up to what ends the cell (true) or the end of the window (false). Quotes in here are text.
bool CsvReader::scan_plain() {
  const char* data = window_.data();
  const std::size_t size = window_.size(), from = at_;
  while (at_ < size && !ends_cell_[static_cast<unsigned char>(data[at_])]) ++at_;
  if (out_ != from) std::memmove(window_.data() + out_, data + from, at_ - from);
  out_ += at_ - from;
  return at_ < size;
}

void CsvReader::end_line(char end) {
  ++line_;
  if (end != '\r') return;
  if (at_ == window_.size()) more();
  if (at_ < window_.size() && window_[at_] == '\n') ++at_;
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
