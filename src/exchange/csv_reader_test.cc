#include "exchange/csv_reader.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "exchange/limits.h"

namespace wheelhouse::exchange {
namespace {
using Table = std::vector<std::vector<std::string>>;

Table read_all(std::string_view text, CsvDialect dialect = {}) {
  CsvReader reader(from_view(text), dialect, {});
  Table table;
  CsvRow row;
  for (;;) {
    const auto more = reader.next(row);
    EXPECT_TRUE(more.has_value());
    if (!more || !*more) return table;
    table.emplace_back(row.cells.begin(), row.cells.end());
  }
}

// Hands out its bytes in pieces of one size, so that every cut falls somewhere.
class SlowSource : public ByteSource {
 public:
  SlowSource(std::string_view bytes, std::size_t piece) : bytes_(bytes), piece_(piece) {}
  std::size_t read(char* to, std::size_t room) override {
    const std::size_t n = std::min({room, piece_, bytes_.size()});
    bytes_.copy(to, n);
    bytes_.remove_prefix(n);
    return n;
  }
  std::uint64_t size() const override { return bytes_.size(); }

 private:
  std::string_view bytes_;
  std::size_t piece_;
};

TEST(Csv, Rfc4180AndItsNeighbours) {
  EXPECT_EQ(read_all("a,b\r\n1,2\r\n"), (Table{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(read_all("a,b\n1,2"), (Table{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(read_all("a,b\r1,2\r"), (Table{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(read_all("\"a \"\"q\"\"\",\"x\r\ny\"\n"), (Table{{"a \"q\"", "x\r\ny"}}));
  EXPECT_EQ(read_all("\"\",\"\"\"\"\n"), (Table{{"", "\""}}));
  EXPECT_EQ(read_all("5\" pipe,a\"b\"c\n"), (Table{{"5\" pipe", "a\"b\"c"}}));
  EXPECT_EQ(read_all("\"Acme\" Inc,x\n"), (Table{{"Acme Inc", "x"}}));
  EXPECT_EQ(read_all("a,\n,b\n"), (Table{{"a", ""}, {"", "b"}}));
  EXPECT_EQ(read_all("\n\na\n"), (Table{{""}, {""}, {"a"}}));
  EXPECT_EQ(read_all(""), Table{});
  EXPECT_EQ(read_all(","), (Table{{"", ""}}));
  EXPECT_EQ(read_all("a;\"b;c\"|d", {';', '"'}), (Table{{"a", "b;c|d"}}));
  EXPECT_EQ(read_all("'a,1',b", {',', '\''}), (Table{{"a,1", "b"}}));
}

TEST(Csv, AnyCutGivesTheSameRecords) {
  const std::string text = "id,note\r\n1,\"line\r\nbreak, \"\"quoted\"\" 中文\"\r\n\r\n2,\"\"\"\"\"x\"\r3,plain\n\"4\",";
  const Table whole = read_all(text);
  ASSERT_EQ(whole.size(), 6u);
  for (std::size_t piece = 1; piece <= text.size(); ++piece) {
    CsvReader reader(std::make_unique<SlowSource>(text, piece), {}, {});
    Table table;
    CsvRow row;
    while (*reader.next(row)) table.emplace_back(row.cells.begin(), row.cells.end());
    EXPECT_EQ(table, whole) << "in pieces of " << piece;
  }
}

TEST(Csv, NumbersAsPeopleSeeThem) {
  CsvReader reader(from_view("h\n\n\"a\nb\"\nc\n"), {}, {});
  CsvRow row;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> seen;
  while (*reader.next(row)) seen.emplace_back(row.number, row.line);
  EXPECT_EQ(seen, (std::vector<std::pair<std::uint64_t, std::uint64_t>>{{1, 1}, {2, 2}, {3, 3}, {4, 5}}));
}

TEST(Csv, OpenQuoteIsNamedWithItsPlace) {
  CsvReader reader(from_view("a,b\n1,\"2\n3,4\n"), {}, {});
  CsvRow row;
  ASSERT_TRUE(*reader.next(row));
  const auto more = reader.next(row);
  ASSERT_FALSE(more.has_value());
  EXPECT_EQ(more.error().reason, "csv_quote_not_closed");
  EXPECT_EQ(more.error().params[0].value, "2");
  EXPECT_EQ(more.error().params[1].value, "2");
  EXPECT_EQ(more.error().params[2].value, "2");
  EXPECT_FALSE(*reader.next(row)) << "ended, not restarted";
}

TEST(Csv, LimitsAreNamed) {
  CsvRow row;
  const std::string long_cell(kMaxCellCharacters + 1, 'x');
  CsvReader reader(from_memory("ok," + long_cell + "\nnext,1\n"), {}, {});
  ASSERT_TRUE(*reader.next(row));
  ASSERT_TRUE(row.problem.has_value());
  EXPECT_EQ(row.problem->code, "cell_too_long");
  EXPECT_EQ(row.problem->column, 1u);
  ASSERT_TRUE(*reader.next(row)) << "the next record is read all the same";
  EXPECT_FALSE(row.problem.has_value());

  CsvReader open_quote(from_memory("\"" + std::string(3 << 20, 'x')), {}, {});
  EXPECT_EQ(open_quote.next(row).error().reason, "csv_quote_not_closed");
  // A long cell that is closed is a problem of its row; beyond all bounds it ends the file, still by its own name.
  CsvReader closed(from_memory("a,\"" + std::string(3 << 20, 'x') + "\"\nnext,1\n"), {}, {});
  ASSERT_TRUE(*closed.next(row));
  ASSERT_TRUE(row.problem.has_value());
  EXPECT_EQ(row.problem->code, "cell_too_long");
  EXPECT_EQ(row.problem->column, 1u);
  ASSERT_TRUE(*closed.next(row));
  EXPECT_EQ(row.cells[0], "next");
  for (const std::size_t piece : {std::size_t{1000}, std::size_t{131'071}, std::size_t{64 << 20}}) {
    const auto reason = [&](const std::string& text) {
      CsvReader reader(std::make_unique<SlowSource>(text, piece), {}, {});
      const auto more = reader.next(row);
      return more ? std::string("read") : more.error().reason;
    };
    const std::string huge(kMaxRowBytes + (1 << 20), 'x');
    EXPECT_EQ(reason("\"" + huge + "\",b\n"), "csv_cell_too_long");
    EXPECT_EQ(reason("\"" + huge + "\"\"x\""), "csv_cell_too_long");
    EXPECT_EQ(reason("\"" + huge), "csv_quote_not_closed");
    EXPECT_EQ(reason("\"" + huge + ",b\n\"c\",d\n"), "csv_quote_not_closed") << "the next mark opens another cell";
    EXPECT_EQ(reason("\"" + std::string(3 << 20, 'x') + ",b\n\"c\",d\n"), "csv_quote_not_closed");
  }
  CsvReader wide(from_memory(std::string(kMaxColumns, ',')), {}, {});
  EXPECT_EQ(wide.next(row).error().reason, "csv_too_many_columns");
  CsvReader nul(from_memory(std::string("a,b\0c\n", 6)), {}, {});
  ASSERT_TRUE(*nul.next(row));
  EXPECT_EQ(row.problem->code, "nul_in_text");
  CsvReader damaged(from_view("a,b\xFF\n"), {}, {});
  ASSERT_TRUE(*damaged.next(row));
  EXPECT_EQ(row.problem->code, "undecodable");
}

TEST(Csv, Detection) {
  EXPECT_EQ(detect_csv("a,b\n1,2\n", true).dialect.delimiter, ',');
  EXPECT_EQ(detect_csv("a;b;c\n1,5;2;3\n1,6;2;3\n", true).dialect.delimiter, ';');
  EXPECT_EQ(detect_csv("title, with comma\n\na\tb\n1\t2\n", true).dialect.delimiter, '\t');
  EXPECT_EQ(detect_csv("a|b|c\n1|x,y|3\n", true).dialect.delimiter, '|');
  EXPECT_EQ(detect_csv("name\nAcme\nBeta\n", true).dialect.delimiter, ',');
  EXPECT_EQ(detect_csv("", true).dialect.delimiter, ',');
  EXPECT_TRUE(detect_csv("sep=;\na;b\n", true).has_separator_line);
  EXPECT_EQ(detect_csv("'a','b, c'\n'1','2'\n", true).dialect.quote, '\'');
}

TEST(Csv, SpectrumFiles) {
  const std::filesystem::path folder = WHEELHOUSE_SOURCE_DIR "/../shared/data/csv_spectrum/csvs";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no shared data here: " << folder;
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const auto encoding = text::detect_encoding(bytes);
    CsvReader reader(from_view(bytes), {}, encoding);
    CsvRow row;
    std::size_t width = 0;
    for (std::size_t records = 0;; ++records) {
      const auto more = reader.next(row);
      ASSERT_TRUE(more.has_value()) << entry.path();
      if (!*more) break;
      if (records == 0) width = row.cells.size();
      EXPECT_EQ(row.cells.size(), width) << entry.path() << " record " << records;
    }
    ++files;
  }
  EXPECT_EQ(files, 12);
}
}  // namespace
}  // namespace wheelhouse::exchange
