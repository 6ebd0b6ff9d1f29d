#include "exchange/xlsx_writer.h"

#include <xlsxwriter.h>

#include <cstdio>
#include <stdexcept>

#include "exchange/formula_guard.h"
#include "exchange/limits.h"
#include "text/utf8.h"

namespace wheelhouse::exchange {
namespace {
bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// "_x000D_" written by a person would be read back as a carriage return.
bool looks_escaped(std::string_view text, std::size_t at) {
  return at + 6 < text.size() && text[at] == '_' && text[at + 1] == 'x' && is_hex(text[at + 2]) && is_hex(text[at + 3]) &&
         is_hex(text[at + 4]) && is_hex(text[at + 5]) && text[at + 6] == '_';
}

// Escapes what the format's XML cannot hold, and cuts where the cell is full: it counts UTF-16 units, escapes included.
std::string escaped(std::string_view text, bool& cut) {
  std::string out;
  out.reserve(text.size());
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto d = text::decode_utf8(text, at);
    const char32_t c = d.code_point;
    const bool escape = looks_escaped(text, at) || (c < 0x20 && c != '\t' && c != '\n') || c == 0xFFFE || c == 0xFFFF;
    units += escape ? 7 : c > 0xFFFF ? 2 : 1;
    if (units > kMaxCellCharacters) {
      cut = true;
      break;
    }
    if (escape) {
      char code[16];
      std::snprintf(code, sizeof code, "_x%04X_", static_cast<unsigned>(c));
      out += code;
    } else {
      text::append_utf8(out, c);
    }
    at += d.length;
  }
  return out;
}

std::string sheet_name(std::string_view name) {
  std::string out;
  std::size_t characters = 0;
  for (std::size_t at = 0; at < name.size() && characters < 31; ++characters) {
    const auto d = text::decode_utf8(name, at);
    const bool refused = d.code_point < 0x20 || std::u32string_view(U"[]:*?/\\").find(d.code_point) != std::u32string_view::npos ||
                         (d.code_point == '\'' && (at == 0 || at + 1 == name.size()));
    text::append_utf8(out, refused ? U'_' : d.code_point);
    at += d.length;
  }
  return out;
}

void check(lxw_error error) {
  if (error != LXW_NO_ERROR) throw std::runtime_error(std::string("writing a workbook: ") + lxw_strerror(error));
}
}  // namespace

struct XlsxWriter::Book {
  lxw_workbook* workbook = nullptr;
  lxw_worksheet* sheet = nullptr;
  lxw_format* as_text = nullptr;
  lxw_format* as_header = nullptr;
  lxw_format* as_date = nullptr;
  lxw_format* as_money[4] = {};
  bool finished = false;
};

XlsxWriter::XlsxWriter(const std::string& path) : book_(std::make_unique<Book>()) {
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  book_->workbook = workbook_new_opt(path.c_str(), &options);
  if (book_->workbook == nullptr) throw std::runtime_error("writing a workbook: cannot create " + path);
  const auto format = [&](const char* code) {
    lxw_format* made = workbook_add_format(book_->workbook);
    if (code != nullptr) format_set_num_format(made, code);
    return made;
  };
  book_->as_text = format("@");
  book_->as_header = format("@");
  format_set_bold(book_->as_header);
  book_->as_date = format("yyyy-mm-dd");
  const char* const codes[] = {"#,##0", "#,##0.0", "#,##0.00", "#,##0.000"};
  for (int i = 0; i < 4; ++i) book_->as_money[i] = format(codes[i]);
}

XlsxWriter::~XlsxWriter() {
  // Given up half way: libxlsxwriter frees its memory and temporary files only by closing.
  if (!book_->finished) workbook_close(book_->workbook);
}

void XlsxWriter::start_sheet(std::string_view name, std::span<const std::string_view> header) {
  book_->sheet = workbook_add_worksheet(book_->workbook, sheet_name(name).c_str());
  if (book_->sheet == nullptr) throw std::runtime_error("writing a workbook: sheet name refused");
  row_ = 0;
  column_ = 0;
  bool cut = false;
  for (const auto title : header) check(worksheet_write_string(book_->sheet, 0, column_++, escaped(title, cut).c_str(), book_->as_header));
  worksheet_freeze_panes(book_->sheet, 1, 0);
  row_ = 1;
  column_ = 0;
}

void XlsxWriter::text(std::string_view value) {
  bool cut = false;
  // Readers take one apostrophe off before a formula sign, as CSV needs it; so one that belongs there is doubled.
  const std::string text = value.starts_with('\'') ? escaped(guarded(value), cut) : escaped(value, cut);
  if (!value.empty()) check(worksheet_write_string(book_->sheet, row_, column_, text.c_str(), book_->as_text));
  texts_cut_ += cut ? 1 : 0;
  ++column_;
}

void XlsxWriter::number(double value) { check(worksheet_write_number(book_->sheet, row_, column_++, value, nullptr)); }

void XlsxWriter::money(std::int64_t minor, int exponent) {
  double divisor = 1;
  for (int i = 0; i < exponent; ++i) divisor *= 10;
  WH_ASSERT(exponent >= 0 && exponent < 4);
  check(worksheet_write_number(book_->sheet, row_, column_++, static_cast<double>(minor) / divisor, book_->as_money[exponent]));
}

void XlsxWriter::date(Date value) {
  // Serial 61 is 1900-03-01; earlier days differ by the leap day that 1900 never had, so they go out as text.
  const std::int64_t serial = value.days + 25569LL;
  if (serial < 61) return text(to_string(value));
  check(worksheet_write_number(book_->sheet, row_, column_++, static_cast<double>(serial), book_->as_date));
}

Result<void> XlsxWriter::end_row() {
  column_ = 0;
  if (++row_ >= kMaxRows) return fail(Error::make(Errc::too_large, "xlsx_too_many_rows", {{"limit", std::to_string(kMaxRows)}}));
  return {};
}

void XlsxWriter::finish() {
  WH_ASSERT(!book_->finished);
  book_->finished = true;
  check(workbook_close(book_->workbook));
}
}  // namespace wheelhouse::exchange
