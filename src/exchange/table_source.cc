#include "exchange/table_source.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "exchange/file_kind.h"
#include "exchange/formula_guard.h"
#include "exchange/limits.h"
#include "text/utf8.h"

namespace wheelhouse::exchange {
namespace {
constexpr std::size_t kSample = 64 << 10;   // bytes looked at to find encoding and dialect
constexpr std::size_t kHeaderRows = 30;     // rows among which the header is sought
constexpr std::size_t kSniffed = 4 << 10;
constexpr std::size_t kMaxExtraColumns = 64;  // beyond the header that a row may fill

// Either a path or bytes in memory; can be opened again and again.
struct Input {
  std::string path;
  std::string_view bytes;
  bool in_memory = false;

  Result<std::unique_ptr<ByteSource>> open() const {
    if (in_memory) return from_view(bytes);
    return open_file(path);
  }
  Result<std::unique_ptr<ZipArchive>> open_zip() const { return in_memory ? ZipArchive::open_bytes(bytes) : ZipArchive::open_path(path); }
  // Up to `length` bytes at an offset.
  std::string piece(std::uint64_t offset, std::size_t length) const {
    if (in_memory) return offset >= bytes.size() ? std::string() : std::string(bytes.substr(offset, length));
    std::string out(length, '\0');
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const ssize_t got = descriptor < 0 ? 0 : ::pread(descriptor, out.data(), length, static_cast<off_t>(offset));
    if (descriptor >= 0) ::close(descriptor);
    out.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return out;
  }
};

// 0 -> A, 26 -> AA
std::string column_letters(std::size_t column) {
  std::string out;
  for (std::size_t n = column + 1; n > 0; n = (n - 1) / 26) out.insert(out.begin(), static_cast<char>('A' + (n - 1) % 26));
  return out;
}

bool is_blank(std::span<const std::string_view> cells) {
  return std::all_of(cells.begin(), cells.end(), [](std::string_view cell) { return text::trim(cell).empty(); });
}

class CsvTable : public TableSource {
 public:
  CsvTable(Input input, std::uint64_t size) : input_(std::move(input)), size_(size) {}

  Result<void> start(const TableOptions& options) {
    const std::string sample = input_.piece(0, kSample);
    if (options.encoding) {
      const auto detected = text::detect_encoding(sample);
      info_.encoding = {*options.encoding, detected.encoding == *options.encoding ? detected.bom_length : 0, true};
    } else {
      info_.encoding = text::detect_encoding(sample);
    }
    std::string decoded;
    text::Decoder decoder(info_.encoding.encoding);
    decoder.decode(std::string_view(sample).substr(info_.encoding.bom_length), decoded);
    if (text::trim(decoded).empty() && sample.size() >= size_) return fail(Error::make(Errc::invalid, "file_empty"));
    const auto detected = detect_csv(decoded, sample.size() >= size_);
    info_.dialect = detected.dialect;
    has_separator_line_ = detected.has_separator_line;
    if (options.delimiter) info_.dialect.delimiter = *options.delimiter;
    if (auto rewound = rewind(); !rewound) return rewound;
    return find_header(options);
  }

  std::uint64_t bytes_done() const override { return reader_->bytes_read(); }
  std::uint64_t bytes_total() const override { return size_; }
  std::uint64_t replaced_characters() const override { return reader_->replaced_characters(); }

 protected:
  Result<void> rewind() override {
    auto source = input_.open();
    if (!source) return fail(source.error());
    reader_ = std::make_unique<CsvReader>(std::move(*source), info_.dialect, info_.encoding);
    if (has_separator_line_) {
      if (auto skipped = reader_->next(row_); !skipped) return fail(skipped.error());
    }
    return {};
  }
  Result<bool> next_raw(RawRow& row) override {
    const auto more = reader_->next(row_);
    if (!more || !*more) return more;
    row.number = row_.number;
    row.line = row_.line;
    row.problem = row_.problem;
    row.cells.swap(row_.cells);  // both keep their memory
    return true;
  }

 private:
  Input input_;
  std::uint64_t size_;
  bool has_separator_line_ = false;
  std::unique_ptr<CsvReader> reader_;
  CsvRow row_;
};

class XlsxTable : public TableSource {
 public:
  explicit XlsxTable(std::unique_ptr<XlsxReader> reader) : reader_(std::move(reader)) {
    info_.format = TableInfo::Format::xlsx;
    info_.sheets = reader_->sheets();
  }

  Result<void> start(const TableOptions& options) {
    if (options.sheet) {
      info_.sheet = *options.sheet;
      if (auto selected = rewind(); !selected) return selected;
      return find_header(options);
    }
    // The first visible sheet that holds anything.
    Result<void> last = fail(Error::make(Errc::invalid, "file_empty"));
    for (const bool hidden : {false, true})
      for (std::size_t sheet = 0; sheet < info_.sheets.size(); ++sheet) {
        if (info_.sheets[sheet].hidden != hidden) continue;
        info_.sheet = sheet;
        if (auto selected = rewind(); !selected) return selected;
        last = find_header(options);
        if (last || last.error().reason != "file_empty") return last;
      }
    return last;
  }

  std::uint64_t bytes_done() const override { return reader_->bytes_read(); }
  std::uint64_t bytes_total() const override { return reader_->bytes_total(); }

 protected:
  Result<void> rewind() override { return reader_->select(info_.sheet); }
  // Only the cells of the row before are emptied again, so that a lone cell far to the right costs nothing in the rows
  // that follow.
  Result<bool> next_raw(RawRow& row) override {
    for (const auto& cell : row_.cells)
      if (cell.column < row.cells.size()) row.cells[cell.column] = {};
    if (row.cells.size() > header().size()) row.cells.resize(header().size());
    const auto more = reader_->next(row_);
    if (!more || !*more) return more;
    row.number = row_.number;
    row.line = 0;
    row.problem = row_.problem;
    // A cell far to the right of the list belongs to nothing; a row is not made 16,384 wide for it.
    const std::size_t edge = header().empty() ? kMaxColumns : header().size() + kMaxExtraColumns;
    while (!row_.cells.empty() && row_.cells.back().column >= edge) {
      if (!row.problem) row.problem = RowProblem{"cell_outside_table", row_.cells.back().column};
      row_.cells.pop_back();
    }
    if (!row_.cells.empty() && row_.cells.back().column >= row.cells.size()) row.cells.resize(row_.cells.back().column + 1);
    for (const auto& cell : row_.cells) row.cells[cell.column] = cell.text;
    return true;
  }

 private:
  std::unique_ptr<XlsxReader> reader_;
  XlsxRow row_;
};

template <class Table>
Result<std::unique_ptr<TableSource>> started(std::unique_ptr<Table> table, const TableOptions& options) {
  if (auto start = table->start(options); !start) return fail(start.error());
  return std::unique_ptr<TableSource>(std::move(table));
}

Result<std::unique_ptr<TableSource>> open_input(Input input, const TableOptions& options) {
  auto source = input.open();
  if (!source) return fail(source.error());
  const std::uint64_t size = (*source)->size();
  if (size == 0) return fail(Error::make(Errc::invalid, "file_empty"));
  const std::string beginning = input.piece(0, kSniffed);
  const std::uint64_t directory = ole_directory_offset(beginning);
  const FileKind kind = sniff_file_kind(beginning, directory == 0 ? std::string() : input.piece(directory, kSniffed));
  const auto refuse = [](FileKind refused) { return fail(Error::make(Errc::invalid, std::string(refusal_reason(refused)))); };
  if (kind == FileKind::zip) {
    auto archive = input.open_zip();
    if (!archive) return fail(archive.error());
    if (const FileKind inside = zip_kind(**archive); inside != FileKind::xlsx) return refuse(inside);
    auto reader = XlsxReader::open(std::move(*archive));
    if (!reader) return fail(reader.error());
    return started(std::make_unique<XlsxTable>(std::move(*reader)), options);
  }
  if (kind != FileKind::text) return refuse(kind);
  return started(std::make_unique<CsvTable>(std::move(input), size), options);
}
}  // namespace

Result<std::unique_ptr<TableSource>> TableSource::open(const std::string& path, const TableOptions& options) {
  return open_input({path, {}, false}, options);
}
Result<std::unique_ptr<TableSource>> TableSource::open_bytes(std::string_view bytes, const TableOptions& options) {
  return open_input({{}, bytes, true}, options);
}

void TableSource::name_columns(const RawRow* header_row, std::size_t width) {
  header_.clear();
  if (header_row != nullptr) {
    std::size_t last = header_row->cells.size();
    while (last > 1 && text::trim(header_row->cells[last - 1]).empty()) --last;
    for (std::size_t i = 0; i < last; ++i) header_.emplace_back(text::trim(unguarded(header_row->cells[i])));
  } else {
    for (std::size_t i = 0; i < width; ++i) header_.push_back(column_letters(i));
  }
}

Result<void> TableSource::find_header(const TableOptions& options) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::uint64_t> numbers;
  std::size_t width = 0;
  for (std::size_t seen = 0; seen < 10 * kHeaderRows && rows.size() < kHeaderRows; ++seen) {
    const auto more = next_raw(raw_);
    if (!more) {
      if (rows.empty()) return fail(more.error());
      break;  // the beginning is readable; the error comes again where it belongs
    }
    if (!*more) break;
    if (is_blank(raw_.cells)) continue;
    rows.emplace_back(raw_.cells.begin(), raw_.cells.end());
    numbers.push_back(raw_.number);
    width = std::max(width, raw_.cells.size());
  }
  if (rows.empty()) return fail(Error::make(Errc::invalid, "file_empty"));
  std::uint64_t header_row = 0;
  if (options.header_row) header_row = *options.header_row;
  else if (const auto chosen = choose_header(rows)) header_row = numbers[*chosen];
  info_.header_row = header_row;
  raw_ = {};
  if (auto rewound = rewind(); !rewound) return rewound;
  const auto refuse_width = [] {
    return fail(Error::make(Errc::too_large, "too_many_columns", {{"limit", std::to_string(kMaxHeaderColumns)}}));
  };
  if (header_row == 0) {
    name_columns(nullptr, width);
    if (header_.size() > kMaxHeaderColumns) return refuse_width();
    return {};
  }
  for (;;) {
    const auto more = next_raw(raw_);
    if (!more) return fail(more.error());
    if (!*more || raw_.number > header_row)
      return fail(Error::make(Errc::invalid, "header_row_not_found", {{"row", std::to_string(header_row)}}));
    if (raw_.number == header_row) break;
  }
  name_columns(&raw_, 0);
  if (header_.size() > kMaxHeaderColumns) return refuse_width();
  return {};
}

Result<bool> TableSource::next(TableRow& row) {
  for (;;) {
    const auto more = next_raw(raw_);
    if (!more || !*more) return more;
    if (is_blank(raw_.cells) && !raw_.problem) continue;
    if (raw_.cells.size() < header_.size()) raw_.cells.resize(header_.size());
    for (auto& cell : raw_.cells) cell = unguarded(cell);
    row.number = raw_.number;
    row.line = raw_.line;
    row.cells = raw_.cells;
    row.problem = raw_.problem;
    return true;
  }
}
}  // namespace wheelhouse::exchange
