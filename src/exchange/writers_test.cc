// Export and import are inverses: what a writer wrote, the reader gives back byte for byte (TRUST ).
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <random>

#include "exchange/csv_writer.h"
#include "exchange/formula_guard.h"
#include "exchange/limits.h"
#include "exchange/table_source.h"
#include "exchange/xlsx_writer.h"
#include "text/utf8.h"

namespace wheelhouse::exchange {
namespace {
using Rows = std::vector<std::vector<std::string>>;

// Strings that break writers, and random ones out of characters that do.
std::vector<std::string> awkward_texts() {
  std::vector<std::string> texts = {
      "", "plain", "a,b", "a\"b", "\"", "\"\"", "line\nbreak", "cr\rlf\r\n", " blanks ", "\ttab", "=1+1", "+86 138 0013 8000",
      "-5", "@x", "'", "''", "'=x", "''-5", "'quoted'", "＝1", "＋1", "－1", "＠1", "\r=1", "\n=1", "sep=;", "中文，\"引号\"", "𠮷野家😀㐂",
      "_x000D_", "__x0041_", "_x00", "e\xCC\x81", "\xE2\x80\xAEtxt", "👨‍👩‍👧", "0123", "1e5", "2026-05-01", "TRUE", "#N/A",
      ";|\t,", "\x01\x1F"};
  std::mt19937 random(20260501);
  const std::string_view alphabet[] = {"a", "=", "'", "\"", ",", ";", "\n", "\r", "\t", " ", "中", "＝", "-", "+", "_", "x", "0", "|", "😀"};
  for (int i = 0; i < 400; ++i) {
    std::string text;
    for (std::size_t n = random() % 8; n > 0; --n) text += alphabet[random() % std::size(alphabet)];
    texts.push_back(text);
  }
  return texts;
}

TEST(FormulaGuard, InverseOnEverything) {
  for (const auto& text : awkward_texts()) EXPECT_EQ(unguarded(guarded(text)), text);
  for (const auto* dangerous : {"=x", "+x", "-x", "@x", "\tx", "\rx", "＝x", "＋x", "－x", "＠x", "'=x"})
    EXPECT_EQ(guarded(dangerous), "'" + std::string(dangerous));
  EXPECT_EQ(unguarded("'tis"), "'tis");
}

TEST(CsvWriter, WriteThenReadIsIdentity) {
  const auto texts = awkward_texts();
  for (const char delimiter : {',', ';', '\t', '|'}) {
    std::string bytes;
    CsvWriter writer(bytes, {.delimiter = delimiter});
    const std::string_view header[] = {"编号", "公司名称", "备注"};
    writer.row(header);
    for (std::size_t i = 0; i + 1 < texts.size(); ++i) {
      writer.integer(static_cast<std::int64_t>(i) - 5);
      writer.text(texts[i]);
      writer.text(texts[i + 1]);
      writer.end_row();
    }
    const auto table = TableSource::open_bytes(bytes);
    ASSERT_TRUE(table.has_value()) << table.error().reason;
    EXPECT_EQ((*table)->info().dialect.delimiter, delimiter);
    TableRow row;
    for (std::size_t i = 0; i + 1 < texts.size(); ++i) {
      ASSERT_TRUE(*(*table)->next(row)) << i;
      ASSERT_EQ(row.cells.size(), 3u) << texts[i];
      EXPECT_EQ(row.cells[0], std::to_string(static_cast<std::int64_t>(i) - 5));
      EXPECT_EQ(row.cells[1], texts[i]);
      EXPECT_EQ(row.cells[2], texts[i + 1]);
    }
    EXPECT_FALSE(*(*table)->next(row));
  }
}

TEST(CsvWriter, NoCellOfTextStartsAFormula) {
  std::string bytes;
  CsvWriter writer(bytes, {.byte_order_mark = false});
  writer.text("x");
  for (const auto& text : awkward_texts()) writer.text(text);
  writer.end_row();
  CsvReader reader(from_view(bytes), {}, {});
  CsvRow row;
  ASSERT_TRUE(*reader.next(row));
  for (const auto cell : row.cells) {
    if (cell.empty()) continue;
    EXPECT_EQ(std::string_view("=+-@\t\r").find(cell.front()), std::string_view::npos) << cell;
  }
}

class TemporaryFile {
 public:
  TemporaryFile() : path_(std::filesystem::temp_directory_path() / ("wheelhouse-test-" + std::to_string(::getpid()) + ".xlsx")) {}
  ~TemporaryFile() { std::filesystem::remove(path_); }
  std::string path() const { return path_; }

 private:
  std::filesystem::path path_;
};

TEST(XlsxWriter, WriteThenReadIsIdentity) {
  const TemporaryFile file;
  const auto texts = awkward_texts();
  {
    XlsxWriter writer(file.path());
    const std::string_view header[] = {"公司名称", "金额", "预计成交", "备注"};
    writer.start_sheet("客户[1]/清单:2026*一个很长很长很长很长很长很长很长的名字", header);
    for (const auto& text : texts) {
      writer.text(text);
      writer.money(123456, 2);
      writer.date(*parse_date("2026-05-01"));
      writer.number(-5);
      ASSERT_TRUE(writer.end_row().has_value());
    }
    writer.finish();
    EXPECT_EQ(writer.texts_cut(), 0u);
  }
  const auto table = TableSource::open(file.path());
  ASSERT_TRUE(table.has_value()) << table.error().reason;
  EXPECT_EQ((*table)->info().sheets[0].name, "客户_1__清单_2026_一个很长很长很长很长很长很长很长的");
  TableRow row;
  for (const auto& text : texts) {
    ASSERT_TRUE(*(*table)->next(row)) << text;
    EXPECT_EQ(row.cells[0], text);
    EXPECT_EQ(row.cells[1], "1234.56");
    EXPECT_EQ(row.cells[2], "2026-05-01");
    EXPECT_EQ(row.cells[3], "-5");
  }
  EXPECT_FALSE(*(*table)->next(row));
}

TEST(XlsxWriter, LongTextIsCutAndCounted) {
  const TemporaryFile file;
  XlsxWriter writer(file.path());
  const std::string_view header[] = {"name"};
  writer.start_sheet("x", header);
  writer.text(std::string(kMaxCellCharacters + 10, 'x'));
  ASSERT_TRUE(writer.end_row().has_value());
  writer.finish();
  EXPECT_EQ(writer.texts_cut(), 1u);
}
}  // namespace
}  // namespace wheelhouse::exchange
