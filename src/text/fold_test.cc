#include "text/fold.h"

#include <gtest/gtest.h>

namespace wheelhouse::text {
namespace {
TEST(Fold, OneSpellingForWhatReadsAlike) {
  EXPECT_EQ(fold_for_search("ＡＢＣ　１２３"), "abc 123");
  EXPECT_EQ(fold_for_search("  Café   Zoë\t"), "cafe zoe");
  EXPECT_EQ(fold_for_search("Cafe\xCC\x81"), "cafe");  // decomposed accent
  EXPECT_EQ(fold_for_search("Straße"), "strasse");
  EXPECT_EQ(fold_for_search("華為技術有限公司"), "华为技术有限公司");
  EXPECT_EQ(fold_for_search("國際餘額"), "国际余额");
  EXPECT_EQ(fold_for_search("㈱ﾄﾖﾀ"), "(株)トヨタ");
  EXPECT_EQ(fold_for_search("（上海）"), "(上海)");
  EXPECT_EQ(fold_for_search("a\xE2\x80\x8B" "b\xEF\xBB\xBF"), "ab");  // zero width
  EXPECT_EQ(fold_for_search("“x”—’"), "\"x\"-'");
  EXPECT_EQ(fold_for_search("𠮷野家😀㐂"), "𠮷野家😀㐂");
  EXPECT_EQ(fold_for_search(""), "");
}

TEST(Fold, IsIdempotentOnEveryCodePoint) {
  for (char32_t c = 0; c < 0x30000; ++c)
    for (const char32_t once : FoldedCodePoint(c)) {
      const FoldedCodePoint twice(once);
      ASSERT_EQ(twice.end() - twice.begin(), 1) << std::hex << static_cast<unsigned>(c);
      ASSERT_EQ(*twice.begin(), once) << std::hex << static_cast<unsigned>(c);
    }
}

TEST(CompanyName, LegalFormsFallAway) {
  for (const auto* name : {"蓝海软件有限公司", "蓝海软件股份有限公司", "蓝海软件", "藍海軟件有限公司", "蓝海软件（集团）", " 蓝海 软件 有限责任公司", "蓝海软件集团有限公司"})
    EXPECT_EQ(normalise_company_name(name), "蓝海软件") << name;
  for (const auto* name : {"Acme Inc", "ACME, Inc.", "Acme Co., Ltd.", "The Acme Corporation", "acme", "Acme Holdings LLC", "Acme S.A.",
                           "ＡＣＭＥ　Ｌｔｄ", "Acme & Co."})
    EXPECT_EQ(normalise_company_name(name), "acme") << name;
  EXPECT_EQ(normalise_company_name("Müller GmbH & Co. KG"), "muller");
  EXPECT_EQ(normalise_company_name("GTX Pro"), normalise_company_name("GTXPro"));
  EXPECT_EQ(normalise_company_name("Smith & Wesson"), normalise_company_name("Smith and Wesson"));
}

TEST(CompanyName, WhatTellsApartStays) {
  EXPECT_NE(normalise_company_name("中国移动北京分公司"), normalise_company_name("中国移动"));
  EXPECT_NE(normalise_company_name("醒神（中国）有限公司"), normalise_company_name("醒神有限公司"));
  EXPECT_EQ(normalise_company_name("集团公司"), "集团公司") << "nothing but a form keeps it";
  EXPECT_EQ(normalise_company_name("SA"), "sa");
  EXPECT_EQ(normalise_company_name("…"), "");
}
TEST(FoldWidth, LeavesEverythingButFullWidthSignsAlone) {
  EXPECT_EQ(fold_width("Ｃ０９０００"), "C09000");
  EXPECT_EQ(fold_width("Ａ－ｂ　～"), "A-b ~");
  EXPECT_EQ(fold_width("C09 客户 ｱ ¥"), "C09 客户 ｱ ¥");  // half-width kana keep their width
  EXPECT_EQ(fold_width("\xEF\xBC"), "\xEF\xBC");
}

}  // namespace
}  // namespace wheelhouse::text
