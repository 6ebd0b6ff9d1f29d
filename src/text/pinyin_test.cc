#include "text/pinyin.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace wheelhouse::text {
namespace {
bool reads(char32_t c, std::string_view wanted) {
  const auto ids = readings(c);
  return std::any_of(ids.begin(), ids.end(), [&](SyllableId id) { return syllable(id) == wanted; });
}

TEST(Pinyin, AllCommonReadings) {
  EXPECT_TRUE(reads(U'重', "chong") && reads(U'重', "zhong"));
  EXPECT_TRUE(reads(U'行', "hang") && reads(U'行', "xing"));
  EXPECT_TRUE(reads(U'长', "chang") && reads(U'长', "zhang"));
  EXPECT_TRUE(reads(U'吕', "lv"));
  EXPECT_TRUE(reads(U'略', "lve") && reads(U'略', "lue"));
  EXPECT_TRUE(reads(U'乐', "le") && reads(U'乐', "yue"));
  EXPECT_TRUE(reads(U'銀', "yin")) << "traditional characters too";
  EXPECT_EQ(syllable(readings(U'重').front()), "zhong") << "most frequent first";
  EXPECT_EQ(syllable_token(readings(U'蓝').front()), "p:lan");
  EXPECT_TRUE(readings(U'a').empty());
  EXPECT_TRUE(readings(U'，').empty());
  EXPECT_TRUE(readings(0x10FFFF).empty());
}

TEST(Pinyin, Surnames) {
  const std::pair<char32_t, const char*> surnames[] = {{U'单', "shan"}, {U'解', "xie"}, {U'曾', "zeng"}, {U'区', "ou"},
                                                        {U'仇', "qiu"},  {U'查', "zha"}, {U'盖', "ge"},   {U'朴', "piao"}};
  for (const auto& [character, reading] : surnames) EXPECT_TRUE(reads(character, reading)) << reading;
}

TEST(Pinyin, EveryLevelOneCharacterHasAReading) {
  int without = 0;
  for (char32_t c = 0x4E00; c < 0x9FA6; ++c) without += readings(c).empty() ? 1 : 0;
  EXPECT_LT(without, 200);
}

TEST(Pinyin, Segmentation) {
  const auto cuts = [](std::string_view letters) {
    std::vector<std::string> all;
    for (const auto& cut : segment_pinyin(letters)) {
      std::string joined;
      for (const auto piece : cut) joined += std::string(piece) + " ";
      all.push_back(joined);
    }
    return all;
  };
  EXPECT_EQ(cuts("lanhai").front(), "lan hai ");
  EXPECT_EQ(cuts("xian"), (std::vector<std::string>{"xian ", "xi an ", "xia n ", "xi a n "}));
  EXPECT_EQ(cuts("lanh").front(), "lan h ");
  EXPECT_TRUE(cuts("xyz").empty());
  EXPECT_TRUE(cuts("").empty());
  EXPECT_FALSE(segment_pinyin(std::string(59, 'a')).empty()) << "and it ends";
  EXPECT_EQ(pinyin_key("蓝海Soft"), "lanhaisoft");
  EXPECT_EQ(initials_key("重庆ABC"), "zqabc");
}
}  // namespace
}  // namespace wheelhouse::text
