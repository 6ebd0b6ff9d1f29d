#include "text/encoding.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "text/utf8.h"

namespace wheelhouse::text {
namespace {
std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Utf8, StrictAboutWhatIsValid) {
  EXPECT_TRUE(is_valid_utf8("plain 中文 😀"));
  for (const std::string_view bad : {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE4\xB8", "\x80", "\xFF", "a\xF5z"})
    EXPECT_FALSE(is_valid_utf8(bad));
  EXPECT_EQ(valid_utf8_prefix("abcdefgh\xE4\xB8\xAD\xFF"), 11u);
}

TEST(Utf8, KnowsWhatIsOnlyCut) {
  const std::string text = "a中😀";
  for (std::size_t n = 0; n <= text.size(); ++n) {
    const auto cut = std::string_view(text).substr(0, n);
    EXPECT_EQ(valid_utf8_prefix(cut) + unfinished_utf8_tail(cut), n) << n;
  }
  EXPECT_EQ(unfinished_utf8_tail("a\xFF"), 0u);
  EXPECT_EQ(unfinished_utf8_tail("a\xE0\x80"), 0u);  // overlong can never become valid
  EXPECT_EQ(truncate_utf8(text, 5), "a中");
  EXPECT_EQ(count_code_points(text), 3u);
}

TEST(Utf8, TrimsWhatSpreadsheetsLeave) {
  EXPECT_EQ(trim("\xEF\xBB\xBF\xC2\xA0 　中 文　\t\r\n"), "中 文");
  EXPECT_EQ(trim("　"), "");
  EXPECT_EQ(trim("\xFF"), "\xFF");
}

TEST(Encoding, GoldenBytes) {
  // The byte pair on which ICU and glibc disagree; glibc follows GB 18030-2022 (TRUST 1.7).
  EXPECT_EQ(decode_all(Encoding::gb18030, "\xA6\xD9"), "\xEF\xB8\x90");  // U+FE10
  EXPECT_EQ(decode_all(Encoding::gb18030, "\x81\x30\x84\x36\xBF\xCD"), "¥客");
  EXPECT_EQ(decode_all(Encoding::big5, "\xA4\xA4\xA4\xE5"), "中文");
  EXPECT_EQ(decode_all(Encoding::utf16_le, std::string_view("\x2D\x4E\x3D\xD8\x00\xDE", 6)), "中😀");
  EXPECT_EQ(decode_all(Encoding::utf16_be, std::string_view("\x4E\x2D\xD8\x3D\xDE\x00", 6)), "中😀");
  EXPECT_EQ(decode_all(Encoding::windows_1252, "caf\xE9 \x80"), "café €");
}

TEST(Encoding, PiecesOfAnySizeDecodeAlike) {
  const std::string utf8 = "客户编号,¥1,234.50\r\n𠮷野家😀㐂,何喆\n";
  const std::pair<Encoding, std::string> inputs[] = {
      {Encoding::utf8, utf8},
      {Encoding::gb18030, "\xBF\xCD\xBB\xA7,\x81\x30\x84\x36" "1\x95\x32\x82\x36\xB9\xFA"},
      {Encoding::utf16_le, std::string("\x2D\x4E\x3D\xD8\x00\xDE\x0A\x00", 8)},
      {Encoding::big5, "\xA4\xA4,\xA4\xE5\n"}};
  for (const auto& [encoding, bytes] : inputs) {
    const std::string whole = decode_all(encoding, bytes);
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
      Decoder decoder(encoding);
      std::string out;
      for (std::size_t at = 0; at < bytes.size(); at += piece) decoder.decode(std::string_view(bytes).substr(at, piece), out);
      decoder.finish(out);
      EXPECT_EQ(out, whole) << encoding_name(encoding) << " in pieces of " << piece;
      EXPECT_EQ(decoder.replaced(), 0u);
    }
  }
}

TEST(Encoding, DamageIsCountedAndPlaced) {
  Decoder decoder(Encoding::utf8);
  std::string out;
  decoder.decode("ab\xFF" "c\xE4\xB8", out);
  decoder.finish(out);
  EXPECT_EQ(out, "ab\xEF\xBF\xBD" "c\xEF\xBF\xBD");
  EXPECT_EQ(decoder.replaced(), 2u);
  EXPECT_EQ(decoder.first_replaced_at(), 2u);
  Decoder gb(Encoding::gb18030);
  out.clear();
  gb.decode("\xBF\xCD\xFF\xBB\xA7", out);
  gb.finish(out);
  EXPECT_EQ(gb.replaced(), 1u);
  EXPECT_EQ(gb.first_replaced_at(), 2u);
  EXPECT_EQ(out, "客\xEF\xBF\xBD户");
}

TEST(Encoding, Detection) {
  EXPECT_EQ(detect_encoding("").encoding, Encoding::utf8);
  EXPECT_EQ(detect_encoding("a,b\n1,2\n").encoding, Encoding::utf8);
  EXPECT_EQ(detect_encoding("\xEF\xBB\xBF" "a").bom_length, 3u);
  EXPECT_EQ(detect_encoding("客户\xE4\xB8").encoding, Encoding::utf8) << "cut inside a character";
  EXPECT_EQ(detect_encoding("name,city\nRen\xE9,Besan\xE7on\nJos\xE9,M\xE1laga\n").encoding, Encoding::windows_1252);
  EXPECT_EQ(detect_encoding(std::string_view("\xFE\xFF\x4E\x2D", 4)).encoding, Encoding::utf16_be);
  EXPECT_EQ(detect_encoding(std::string_view("\0a\0,\0b\0\n", 8)).encoding, Encoding::utf16_be);
  const std::string stray = "Account Name,City\nAcme,Ro" + std::string(1, '\0') + "me\n";  // one NUL makes no UTF-16
  EXPECT_EQ(detect_encoding(stray).encoding, Encoding::utf8);
  EXPECT_EQ(encoding_from_name("gbk"), Encoding::gb18030);
  EXPECT_EQ(encoding_from_name("klingon"), std::nullopt);
}

TEST(Encoding, ADamagedUtf8FileStaysUtf8) {
  EXPECT_EQ(detect_encoding("name,city\nCaf\xC3\xA9 Ren\xC3\xA9,Paris\nBad\xFF,Lyon\n").encoding, Encoding::utf8);
  EXPECT_EQ(detect_encoding("名称,电话\n上海机\xE5\xBA械,123\n").encoding, Encoding::utf8);
  EXPECT_EQ(detect_encoding("名称,电话\n上海\xFF机械,123\n").encoding, Encoding::utf8);
  EXPECT_FALSE(detect_encoding("名称,电话\n上海\xFF机械,123\n").certain);
  // "客户名称,城市\n大连联通" in GB18030; 联通 alone would pass for UTF-8.
  const auto gb = detect_encoding("\xBF\xCD\xBB\xA7\xC3\xFB\xB3\xC6,\xB3\xC7\xCA\xD0\n\xB4\xF3\xC1\xAC\xC1\xAA\xCD\xA8\n");
  EXPECT_EQ(gb.encoding, Encoding::gb18030);
}

// Every list of the Chinese set as UTF-8 with a byte knocked out here and there.
TEST(Encoding, RightOnEveryDamagedChineseList) {
  const std::filesystem::path folder = WHEELHOUSE_SOURCE_DIR "/../shared/data/zh_company_csv";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no shared data here: " << folder;
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".csv") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const auto found = detect_encoding(bytes);
    std::string utf8 = decode_all(found.encoding, std::string_view(bytes).substr(found.bom_length));
    for (std::size_t at = 40; at < utf8.size(); at += 97) utf8[at] = '\xFF';
    EXPECT_EQ(detect_encoding(utf8).encoding, Encoding::utf8) << entry.path();
    ++files;
  }
  EXPECT_GT(files, 0);
}

TEST(Encoding, RightOnEveryChineseList) {
  const std::filesystem::path folder = WHEELHOUSE_SOURCE_DIR "/../shared/data/zh_company_csv";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no shared data here: " << folder;
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".csv") continue;
    const std::string gold = read_file(entry.path().string() + ".gold.json");
    const std::string marker = "\"encoding\": \"";
    const auto at = gold.find(marker);
    ASSERT_NE(at, std::string::npos);
    const std::string name = gold.substr(at + marker.size(), gold.find('"', at + marker.size()) - at - marker.size());
    const std::string bytes = read_file(entry.path());
    const auto expected = encoding_from_name(name);
    ASSERT_TRUE(expected.has_value()) << name;
    EXPECT_EQ(detect_encoding(bytes).encoding, *expected) << entry.path() << " " << name;
    Decoder decoder(*expected);
    std::string out;
    decoder.decode(bytes, out);
    decoder.finish(out);
    EXPECT_EQ(decoder.replaced(), 0u) << entry.path();
    ++files;
  }
  EXPECT_GE(files, 30);
}
}  // namespace
}  // namespace wheelhouse::text
