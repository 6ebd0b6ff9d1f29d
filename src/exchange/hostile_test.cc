// Input made to hurt: bombs, entities, endless nesting, lies about sizes (TRUST R-11), and mutations of good files.
#include <gtest/gtest.h>
#include <zip.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>

#include "exchange/limits.h"
#include "exchange/table_source.h"

namespace wheelhouse::exchange {
namespace {
constexpr std::string_view kNamespace = R"(xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";

struct Part {
  std::string name, text;
};
std::vector<Part> book(std::string sheet_data, std::string strings = {}) {
  std::vector<Part> parts = {
      {"[Content_Types].xml", "<Types/>"},
      {"_rels/.rels", R"(<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>)"},
      {"xl/workbook.xml", "<workbook " + std::string(kNamespace) +
                              R"( xmlns:r="http://r"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>)"},
      {"xl/_rels/workbook.xml.rels",
       R"(<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/>)"
       R"(<Relationship Id="b" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>)"},
      {"xl/worksheets/sheet1.xml",
       "<worksheet " + std::string(kNamespace) + "><sheetData>" + std::move(sheet_data) + "</sheetData></worksheet>"}};
  if (!strings.empty()) parts.push_back({"xl/sharedStrings.xml", std::move(strings)});
  return parts;
}

std::string zipped(const std::vector<Part>& parts, bool stored = false) {
  zip_error_t error;
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  for (const auto& part : parts) {
    const auto index =
        zip_file_add(zip, part.name.c_str(), zip_source_buffer(zip, part.text.data(), part.text.size(), 0), ZIP_FL_ENC_UTF_8);
    zip_set_file_compression(zip, static_cast<zip_uint64_t>(index), stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 1);
  }
  zip_close(zip);
  zip_stat_t stat;
  zip_source_stat(target, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_open(target);
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

// Reads to the end; the reason of the first error, or "read".
std::string outcome(std::string_view bytes) {
  const auto table = TableSource::open_bytes(bytes);
  if (!table) return table.error().reason;
  TableRow row;
  for (;;) {
    const auto more = (*table)->next(row);
    if (!more) return more.error().reason;
    if (!*more) return "read";
  }
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

void expect_refused_soon(const std::string& bytes, std::string_view reason) {
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(outcome(bytes), reason);
  const auto took = std::chrono::steady_clock::now() - start;
  EXPECT_LT(took, std::chrono::seconds(10)) << "against hanging; the goal is one second";
  std::printf("%-32s %6zu KiB refused in %lld ms\n", std::string(reason).c_str(), bytes.size() >> 10,
              static_cast<long long>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
}

TEST(Hostile, GoodBookIsRead) {
  EXPECT_EQ(outcome(zipped(book(R"(<row><c t="inlineStr"><is><t>name</t></is></c></row><row><c><v>1</v></c></row>)"))), "read");
}

TEST(Hostile, BombsAreRefused) {
  expect_refused_soon(zipped(book(std::string(50 << 20, ' '))), "zip_ratio");
  expect_refused_soon(zipped(book("", "<sst>" + repeated("<si><t>a</t></si>", 9 << 20) + "</sst>")), "zip_ratio");
  // Not compressed at all, so that the size alone decides.
  expect_refused_soon(zipped(book("", "<sst><si><t>" + std::string(130 << 20, 'a') + "</t></si></sst>"), true),
                      "xlsx_shared_strings_too_large");
  expect_refused_soon(zipped(book("", "<sst><si><t>" + std::string(80 << 20, 'a') + "</t></si></sst>"), true),
                      "xlsx_shared_strings_too_large");
  expect_refused_soon(zipped(book(std::string(210 << 20, ' ')), true), "zip_too_large");
  expect_refused_soon(zipped(book("<row " + std::string(3 << 20, 'a') + "=\"1\"/>"), true), "xml_tag_too_long");
}

TEST(Hostile, DeclaredSizesMayLie) {
  std::string bytes = zipped(book(std::string(60 << 20, ' ')));
  // Write a small size over the declared one, in the local header and in the directory.
  const std::string name = "xl/worksheets/sheet1.xml";
  for (std::size_t at = bytes.find(name); at != std::string::npos; at = bytes.find(name, at + 1)) {
    const bool local = at >= 30 && bytes.compare(at - 30, 4, "PK\x03\x04") == 0;
    const bool central = at >= 46 && bytes.compare(at - 46, 4, "PK\x01\x02") == 0;
    if (local) bytes.replace(at - 30 + 22, 4, std::string("\x10\x00\x00\x00", 4));
    if (central) bytes.replace(at - 46 + 24, 4, std::string("\x10\x00\x00\x00", 4));
  }
  const auto start = std::chrono::steady_clock::now();
  const std::string reason = outcome(bytes);
  EXPECT_TRUE(reason == "zip_ratio" || reason == "zip_damaged" || reason == "xml_damaged") << reason;
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST(Hostile, EntitiesAreRefused) {
  std::string laughs = "<!DOCTYPE l [<!ENTITY a \"ha\">";
  for (char c = 'b'; c < 'k'; ++c)
    laughs += std::string("<!ENTITY ") + c + " \"" + repeated(std::string("&") + static_cast<char>(c - 1) + ";", 10) + "\">";
  auto parts = book("<row><c t=\"inlineStr\"><is><t>&j;</t></is></c></row>");
  parts[4].text = laughs + "]>" + parts[4].text;
  expect_refused_soon(zipped(parts), "xml_dtd_refused");
  auto outside = book("");
  outside[4].text = R"(<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>)"
                    R"(<worksheet><sheetData><row><c t="str"><v>&e;</v></c></row></sheetData></worksheet>)";
  expect_refused_soon(zipped(outside), "xml_dtd_refused");
}

TEST(Hostile, NestingNamesAndCounts) {
  expect_refused_soon(zipped(book(repeated("<a>", 40'000))), "xml_too_deep");
  auto climbing = book("");
  climbing.push_back({"../../etc/passwd", "x"});
  expect_refused_soon(zipped(climbing), "zip_unsafe_name");
  climbing.back().name = "xl\\..\\..\\x.xml";
  expect_refused_soon(zipped(climbing), "zip_unsafe_name");
  auto many = book("");
  for (std::size_t i = 0; i < kMaxZipEntries; ++i) many.push_back({"x" + std::to_string(i), ""});
  expect_refused_soon(zipped(many), "zip_too_many_entries");
  expect_refused_soon(zipped(book(R"(<row r="1048577"><c><v>1</v></c></row>)")), "xlsx_too_many_rows");
  expect_refused_soon(zipped(book(R"(<row><c r="XFE1"><v>1</v></c></row>)")), "xlsx_too_many_columns");
  EXPECT_EQ(outcome(zipped({{"x.txt", "hello"}})), "file_is_archive");
  EXPECT_EQ(outcome(zipped({{"word/document.xml", "<x/>"}, {"[Content_Types].xml", "<x/>"}})), "file_is_other_office");
}

TEST(Hostile, LoneFarCellsCostLittle) {
  constexpr int kRows = 200'000;
  std::string rows = R"(<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>)";
  for (int r = 2; r <= kRows; ++r)
    rows += "<row r=\"" + std::to_string(r) + "\"><c r=\"" + (r < 40 ? "A" : "XFD") + std::to_string(r) + "\"><v>1</v></c></row>";
  const auto start = std::chrono::steady_clock::now();
  const std::string bytes = zipped(book(rows), true);
  const auto table = TableSource::open_bytes(bytes);
  ASSERT_TRUE(table.has_value()) << table.error().reason;
  TableRow row;
  int outside = 0;
  while (*(*table)->next(row)) outside += row.problem && row.problem->code == "cell_outside_table" ? 1 : 0;
  EXPECT_EQ(outside, kRows - 39);
  const auto took = std::chrono::steady_clock::now() - start;
  std::printf("200,000 far cells: %lld ms\n", static_cast<long long>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
  EXPECT_LT(took, std::chrono::seconds(60));
  expect_refused_soon(zipped(book(R"(<row><c r="XFD1" t="inlineStr"><is><t>name</t></is></c></row>)")), "too_many_columns");
}

TEST(Hostile, OddReferencesAndOrder) {
  const auto bytes =
      zipped(book(R"(<row r="2"><c r="C2" t="inlineStr"><is><t>c</t></is></c><c r="A2" t="inlineStr"><is><t>a</t></is></c></row>)"
                  R"(<row><c t="s"><v>99</v></c></row><row><c t="s"><v>x</v></c><c t="b"><v>1</v></c></row>)"));
  const auto table = TableSource::open_bytes(bytes, {.header_row = 2});
  ASSERT_TRUE(table.has_value()) << table.error().reason;
  EXPECT_EQ((*table)->header(), (std::vector<std::string>{"a", "", "c"}));
  TableRow row;
  ASSERT_TRUE(*(*table)->next(row));
  EXPECT_EQ(row.number, 3u);
  ASSERT_TRUE(row.problem.has_value());
  EXPECT_EQ(row.problem->code, "broken_reference");
  ASSERT_TRUE(*(*table)->next(row));
  EXPECT_EQ(row.cells[1], "TRUE");
}

// Flipped, cut and doubled bytes of good files: any outcome but a crash or a hang.
TEST(Hostile, MutatedFilesEnd) {
  const std::filesystem::path shared = WHEELHOUSE_SOURCE_DIR "/../shared/data";
  std::vector<std::string> seeds = {zipped(book(R"(<row><c t="inlineStr"><is><t>name</t></is></c></row><row><c><v>1</v></c></row>)")),
                                    "公司名称,金额\n\"蓝海\",\"1,234\"\n", std::string("a\0,\0b\0\n\0", 8)};
  for (const auto* name : {"workbook_corpus/calamine__date.xlsx", "workbook_corpus/calamine__any_sheets.xlsx",
                           "workbook_corpus/calamine__date.xls", "zh_company_csv/customers_003.csv", "zh_company_csv/customers_007.csv"}) {
    std::ifstream in(shared / name, std::ios::binary);
    if (in) seeds.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  std::mt19937 random(42);
  for (int round = 0; round < 2'000; ++round) {
    std::string bytes = seeds[random() % seeds.size()];
    for (std::size_t edits = 1 + random() % 8; edits > 0 && !bytes.empty(); --edits) {
      const std::size_t at = random() % bytes.size();
      switch (random() % 4) {
        case 0: bytes[at] = static_cast<char>(random()); break;
        case 1: bytes.resize(at); break;
        case 2: bytes.insert(at, bytes.substr(at / 2, random() % 64)); break;
        default: bytes.erase(at, random() % 16); break;
      }
    }
    outcome(bytes);
  }
}
}  // namespace
}  // namespace wheelhouse::exchange
