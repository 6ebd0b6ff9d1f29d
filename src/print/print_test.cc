#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <expat.h>
#include <unistd.h>
#include <zip.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <regex>

#include "print/docx.h"
#include "print/pdf.h"

namespace wheelhouse::print {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Block block(auto content) { return Block{std::move(content)}; }

Document paper(std::vector<Block> blocks, bool one_page = false) {
  Document document;
  document.language = "zh-CN";
  document.title = "澜海生物制药：苏州二期高架库";
  document.subtitle = "商机一页纸";
  document.house = "恒川智能物流";
  document.label = "内部资料";
  document.date = "2026年6月30日";
  document.made_at = *parse_instant("2026-06-30T04:00:00Z");
  document.blocks = std::move(blocks);
  document.one_page = one_page;
  document.more = "… 还有 {n} 条";
  document.cut = "有删减";
  return document;
}

// What another program reads out of the bytes.
std::string read_by(const std::string& command, const std::string& bytes, const std::string& after = "") {
  const auto path = std::filesystem::path(::testing::TempDir()) / ("wheelhouse-print-" + std::to_string(::getpid()) + ".bin");
  std::ofstream(path, std::ios::binary) << bytes;
  std::string out;
  FILE* pipe = ::popen((command + " " + path.string() + " " + after + " 2>&1").c_str(), "r");
  std::array<char, 4096> buffer;
  for (std::size_t got; (got = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) out.append(buffer.data(), got);
  EXPECT_EQ(::pclose(pipe), 0) << command << ": " << out;
  std::filesystem::remove(path);
  return out;
}
// Line breaks are the page's, not the text's.
std::string text_of(const Pdf& pdf) {
  std::string text;
  for (const char c : read_by("pdftotext -raw -enc UTF-8 -nopgbrk", pdf.bytes, "-"))
    if (c != '\n') text += c;
  return text;
}
Pdf pdf_of(const Document& document) {
  auto pdf = to_pdf(document);
  EXPECT_TRUE(pdf) << (pdf ? "" : pdf.error().reason);
  return pdf ? std::move(*pdf) : Pdf{};
}

std::string part_of(const std::string& docx, const char* name) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(docx.data(), docx.size(), 0, &error);
  zip_t* zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  EXPECT_NE(zip, nullptr) << zip_error_strerror(&error);
  zip_stat_t stat;
  EXPECT_EQ(zip_stat(zip, name, 0, &stat), 0) << name;
  std::string text(stat.size, '\0');
  zip_file_t* file = zip_fopen(zip, name, 0);
  EXPECT_EQ(zip_fread(file, text.data(), text.size()), static_cast<zip_int64_t>(text.size()));
  zip_fclose(file);
  zip_close(zip);
  return text;
}

bool is_well_formed(const std::string& xml) {
  XML_Parser parser = XML_ParserCreate(nullptr);
  const auto status = XML_Parse(parser, xml.data(), static_cast<int>(xml.size()), 1);
  XML_ParserFree(parser);
  return status == XML_STATUS_OK;
}

std::vector<Block> one_of_each(std::size_t rows, const std::string& text) {
  List list{{}, "没有"};
  Table table{{{"标准", 3}, {"权重", 1, true}}, {}, {{"合计"}, {"100%"}}, "没有"};
  for (std::size_t i = 0; i < rows; ++i) {
    list.items.push_back({"6月" + std::to_string(i % 30 + 1) + "日", {{text}}, {{"“" + text + "”", Tone::quiet}}});
    table.rows.push_back({{text}, {std::to_string(i)}});
  }
  Pair pair{{block(Heading{"需求"}), block(list)}, {block(Heading{"标准"}), block(table)}};
  return {
      block(Facts{{{"金额", "¥1,860 万"}, {"阶段", "4 制订标准", Tone::warn, "无证据"}}}),
      block(Steps{{"1 满意", "2 认识", "3 决定"}, 1, true}),
      block(Note{{{"改善什么 ", Tone::accent, true}, {text}}}),
      block(Paragraph{{{text}}}),
      block(Bars{{{"利益", "¥3,060 万", 0, 1}, {"成本", "−¥2,200 万", 1, 0.3, Tone::quiet}, {"价值", "¥860 万", 0, 0.3, Tone::ok, true}}}),
      block(pair),
      block(List{{}, "还没有记录联系人。"})};
}

TEST(Pdf, GivesChineseBackAsText) {
  const Pdf pdf = pdf_of(paper(one_of_each(3, "夜班 14 人还缺 3 人，盘点一次要停半天。")));
  const std::string text = text_of(pdf);
  for (const char* part : {"澜海生物制药：苏州二期高架库", "内部资料", "¥1,860 万", "4 制订标准", "夜班 14 人还缺 3 人，盘点一次要停半天。",
                           "还没有记录联系人。", "2026年6月30日", "1 / 1", "−¥2,200 万"})
    EXPECT_THAT(text, HasSubstr(part));
}

TEST(Pdf, EmbedsItsFonts) {
  const std::string fonts = read_by("pdffonts", pdf_of(paper(one_of_each(2, "中文 and English"))).bytes);
  int lines = 0;
  std::size_t at = 0;
  for (std::size_t to; (to = fonts.find('\n', at)) != std::string::npos; at = to + 1) {
    const std::string line = fonts.substr(at, to - at);
    if (++lines <= 2) continue;  // its head
    EXPECT_THAT(line, HasSubstr(" yes yes yes ")) << "embedded, a subset, with a way back to Unicode";
  }
  EXPECT_GT(lines, 2) << fonts;
}

TEST(Pdf, IsTheSameForTheSameDocument) {
  const Document document = paper(one_of_each(5, "同样的内容"));
  EXPECT_EQ(pdf_of(document).bytes, pdf_of(document).bytes);
}

TEST(Pdf, LongTextGoesOnToFurtherPagesAndNothingIsLost) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "第" + std::to_string(i) + "句话。";
  const Pdf pdf = pdf_of(paper({block(Paragraph{{{text}}}), block(Table{{{"a"}, {"b"}}, {{{text}, {"尾"}}}, {}, ""})}));
  EXPECT_GT(pdf.pages, 8);
  EXPECT_FALSE(pdf.cut);
  // What comes between two pages: the foot of one, the head of the table on the next.
  const std::string found = std::regex_replace(text_of(pdf), std::regex("内部资料 *2026年6月30日 +[0-9]+ / [0-9]+(a ?b)?"), "");
  for (int i = 0; i < 3000; i += 7) {
    const std::string sentence = "第" + std::to_string(i) + "句话。";
    const auto first = found.find(sentence);
    ASSERT_NE(first, std::string::npos) << sentence;
    EXPECT_NE(found.find(sentence, first + 1), std::string::npos) << sentence << " in the table";
  }
  EXPECT_THAT(text_of(pdf), HasSubstr(std::to_string(pdf.pages) + " / " + std::to_string(pdf.pages)));
}

TEST(Pdf, OnePageHoldsWhatFits) {
  const Pdf pdf = pdf_of(paper(one_of_each(4, "短句"), true));
  EXPECT_EQ(pdf.pages, 1);
  EXPECT_FALSE(pdf.cut);
  EXPECT_THAT(text_of(pdf), Not(HasSubstr("有删减")));
}

TEST(Pdf, OnePageIsOnePageHoweverMuchThereIs) {
  std::string text;
  for (int i = 0; i < 600; ++i) text += "很长的一句话\n";
  for (const std::size_t rows : {12, 60, 400}) {
    Document document = paper(one_of_each(rows, text), true);
    for (int i = 0; i < 6; ++i) document.blocks.push_back(block(Facts{std::vector<Fact>(12, {"标签", text, Tone::plain, text})}));
    document.title += text;
    const Pdf pdf = pdf_of(document);
    EXPECT_EQ(pdf.pages, 1);
    EXPECT_TRUE(pdf.cut);
    const std::string found = text_of(pdf);
    EXPECT_THAT(found, HasSubstr("有删减"));
    EXPECT_THAT(found, HasSubstr("…"));
    EXPECT_THAT(found, HasSubstr("还有 " + std::to_string(rows - 1) + " 条"));
  }
}

TEST(Pdf, TakesWhateverPeopleWrote) {
  const std::string odd = std::string("a\x01\x1b[31m\xff\xfe broken \xe4\xb8") + "<b>&amp;</b>\r\n\t🙂 ‮rtl עברית";
  const Pdf pdf = pdf_of(paper(one_of_each(2, odd)));
  EXPECT_THAT(text_of(pdf), HasSubstr("<b>&amp;</b>"));
  EXPECT_EQ(pdf_of(paper({})).pages, 1);
}

TEST(Docx, HoldsTheTextAndIsWellFormed) {
  const std::string odd = std::string("<w:p>&\x01\xff\xe4\xb8 ]]> \"x\"");
  Document document = paper(one_of_each(3, "夜班还缺 3 人\n" + odd));
  const std::string docx = to_docx(document);
  EXPECT_EQ(docx, to_docx(document));
  const std::string body = part_of(docx, "word/document.xml");
  for (const char* part : {"澜海生物制药：苏州二期高架库", "夜班还缺 3 人", "&lt;w:p&gt;&amp;", "4 制订标准", "w:tblHeader", "内部资料"})
    EXPECT_THAT(body, HasSubstr(part));
  EXPECT_THAT(part_of(docx, "word/footer.xml"), HasSubstr("NUMPAGES"));
  for (const char* part : {"[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml", "word/styles.xml",
                           "word/numbering.xml", "word/footer.xml", "docProps/core.xml"})
    EXPECT_TRUE(is_well_formed(part_of(docx, part))) << part;
}

}  // namespace
}  // namespace wheelhouse::print
