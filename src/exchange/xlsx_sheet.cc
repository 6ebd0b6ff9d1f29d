#include "exchange/xlsx_sheet.h"

#include <algorithm>
#include <charconv>

#include "exchange/limits.h"
#include "text/utf8.h"

namespace wheelhouse::exchange {
namespace {
// A cell may be this long in bytes before its characters are worth counting; the rest is not even kept.
constexpr std::size_t kMaxKeptBytes = kMaxCellCharacters * 4 + 4;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The UTF-16 unit of "_xHHHH_" at `at`; −1 when there is none.
int escaped_unit(std::string_view text, std::size_t at) {
  if (at + 7 > text.size() || text[at] != '_' || text[at + 1] != 'x' || text[at + 6] != '_') return -1;
  int value = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    const int digit = hex_digit(text[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

template <class Number>
std::optional<Number> parse_whole(std::string_view text) {
  Number value{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "AB12" -> column 27, row 12.
struct Reference {
  std::uint32_t column = 0;
  std::optional<std::uint64_t> row;
};
std::optional<Reference> parse_reference(std::string_view text) {
  std::size_t at = 0;
  std::uint32_t column = 0;
  while (at < text.size() && ((text[at] | 0x20) >= 'a' && (text[at] | 0x20) <= 'z') && at < 4)
    column = column * 26 + static_cast<std::uint32_t>((text[at++] | 0x20) - 'a' + 1);
  if (at == 0) return std::nullopt;
  return Reference{column - 1, parse_whole<std::uint64_t>(text.substr(at))};
}
}  // namespace

std::string unescape_xlsx(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const int unit = escaped_unit(text, at);
    if (unit < 0) {
      out.push_back(text[at++]);
      continue;
    }
    at += 7;
    char32_t c = static_cast<char32_t>(unit);
    if (unit >= 0xD800 && unit < 0xDC00) {
      const int low = escaped_unit(text, at);
      if (low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (static_cast<char32_t>(low) - 0xDC00);
        at += 7;
      }
    }
    text::append_utf8(out, c);
  }
  return out;
}

void unescape_xlsx_in_place(std::string& text) {
  if (text.find("_x") != std::string::npos) text = unescape_xlsx(text);
}

void SheetXml::on_start(std::string_view name, const XmlAttributes& attributes) {
  if (skip_ > 0) {
    ++skip_;
  } else if (!in_data_) {
    in_data_ = name == "sheetData";
  } else if (name == "row" && !in_row_) {
    start_row(attributes);
  } else if (name == "c" && in_row_ && !in_cell_) {
    start_cell(attributes);
  } else if (in_cell_ && name == "is") {
    in_inline_ = true;
  } else if (in_cell_ && (name == "v" || (name == "t" && in_inline_))) {
    in_value_ = true;
  } else if (in_cell_ && (name == "f" || name == "rPh" || name == "extLst")) {
    skip_ = 1;
  }
}

void SheetXml::on_end(std::string_view name) {
  if (skip_ > 0) {
    --skip_;
    return;
  }
  if (in_value_ && (name == "v" || name == "t")) in_value_ = false;
  else if (in_cell_ && name == "is") in_inline_ = false;
  else if (in_cell_ && name == "c") finish_cell();
  else if (in_row_ && name == "row") finish_row();
  else if (name == "sheetData") in_data_ = false;
}

void SheetXml::on_text(std::string_view text) {
  if (!in_value_ || skip_ > 0) return;
  if (value_.size() < kMaxKeptBytes) value_.append(text.substr(0, kMaxKeptBytes - value_.size()));
}

void SheetXml::start_row(const XmlAttributes& attributes) {
  in_row_ = true;
  row_number_ = parse_whole<std::uint64_t>(attributes.get("r")).value_or(row_number_ + 1);
  if (row_number_ == 0 || row_number_ > kMaxRows)
    return stop(Error::make(Errc::too_large, "xlsx_too_many_rows", {{"limit", std::to_string(kMaxRows)}}));
  row_first_ = cells_.size();
  next_column_ = 0;
  problem_.reset();
}

void SheetXml::start_cell(const XmlAttributes& attributes) {
  in_cell_ = true;
  in_inline_ = false;
  value_.clear();
  type_ = attributes.get("t");
  style_ = parse_whole<std::size_t>(attributes.get("s")).value_or(0);
  const auto reference = parse_reference(attributes.get("r"));
  column_ = reference ? reference->column : next_column_;
  next_column_ = column_ + 1;
  if (column_ >= kMaxColumns)
    stop(Error::make(Errc::too_large, "xlsx_too_many_columns",
                     {{"row", std::to_string(row_number_)}, {"limit", std::to_string(kMaxColumns)}}));
}

void SheetXml::set_problem(std::string code) {
  if (!problem_) problem_ = RowProblem{std::move(code), column_};
}

void SheetXml::finish_cell() {
  in_cell_ = false;
  if (value_.empty()) return;
  if (type_ == "s") {
    const auto index = parse_whole<std::size_t>(text::trim_ascii(value_));
    if (!index || *index >= book_.shared_ends_.size()) return set_problem("broken_reference");
    const std::size_t begin = *index == 0 ? 0 : book_.shared_ends_[*index - 1], length = book_.shared_ends_[*index] - begin;
    if (length > kMaxCellCharacters &&
        text::count_code_points(std::string_view(book_.shared_text_).substr(begin, length)) > kMaxCellCharacters)
      set_problem("cell_too_long");
    if (length > 0) cells_.push_back({column_, true, begin, length});
    return;
  }
  std::string text;
  if (type_ == "b") {
    text = text::trim_ascii(value_) == "1" || value_ == "true" ? "TRUE" : "FALSE";
  } else if (type_ == "str" || type_ == "inlineStr") {
    unescape_xlsx_in_place(value_);
    text = value_;
  } else if (type_ == "d") {
    text = value_;  // ISO 8601; the T reads as a time everywhere else too
  } else if (type_ == "e") {
    text = value_;
  } else {
    const NumberFormat format = style_ < book_.formats_.size() ? book_.formats_[style_] : NumberFormat{};
    text = print_number(text::trim_ascii(value_), format, book_.from_1904_);
  }
  if (text.size() > kMaxCellCharacters && text::count_code_points(text) > kMaxCellCharacters) set_problem("cell_too_long");
  if (text::find_nul(text) != std::string::npos) set_problem("nul_in_text");
  if (text.empty()) return;
  cells_.push_back({column_, false, text_.size(), text.size()});
  text_ += text;
}

void SheetXml::finish_row() {
  in_row_ = false;
  if (cells_.size() == row_first_ && !problem_) return;  // nothing but formats
  const auto begin = cells_.begin() + static_cast<std::ptrdiff_t>(row_first_);
  const auto by_column = [](const Cell& a, const Cell& b) { return a.column < b.column; };
  if (!std::is_sorted(begin, cells_.end(), by_column)) std::stable_sort(begin, cells_.end(), by_column);
  rows_.push_back({row_number_, row_first_, cells_.size() - row_first_, problem_});
}

bool SheetXml::take(XlsxRow& row) {
  if (taken_ == rows_.size()) {
    // A row may be half read; its cells move to the front and the rest starts afresh.
    const std::size_t finished = rows_.empty() ? 0 : rows_.back().first + rows_.back().count;
    if (!rows_.empty()) {
      cells_.erase(cells_.begin(), cells_.begin() + static_cast<std::ptrdiff_t>(finished));
      row_first_ = row_first_ >= finished ? row_first_ - finished : 0;
      std::string kept;
      for (auto& cell : cells_) {
        if (cell.shared) continue;
        const std::size_t begin = kept.size();
        kept.append(text_, cell.begin, cell.length);
        cell.begin = begin;
      }
      text_ = std::move(kept);
      rows_.clear();
      taken_ = 0;
    }
    return false;
  }
  const Row& from = rows_[taken_++];
  row.number = from.number;
  row.problem = from.problem;
  row.cells.clear();
  for (std::size_t i = from.first; i < from.first + from.count; ++i) {
    const Cell& cell = cells_[i];
    const std::string_view all = cell.shared ? std::string_view(book_.shared_text_) : std::string_view(text_);
    row.cells.push_back({cell.column, all.substr(cell.begin, cell.length)});
  }
  return true;
}
}  // namespace wheelhouse::exchange
