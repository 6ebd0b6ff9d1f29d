#include "text/identifiers.h"

#include <gtest/gtest.h>

namespace wheelhouse::text {
namespace {
TEST(Phone, SpellingsOfOneNumberMeet) {
  for (const auto* text : {"13800138000", "+86 138 0013 8000", "0086-138-0013-8000", "８６１３８００１３８０００", "(+86)138-0013-8000",
                           "手机:138 0013 8000", "13800138000 / 13900139000"})
    EXPECT_EQ(parse_phone(text).value().key, "13800138000") << text;
  EXPECT_TRUE(parse_phone("13800138000")->mobile);
  EXPECT_EQ(parse_phone("+86 21 5555 6666")->key, "02155556666");
  EXPECT_EQ(parse_phone("021-55556666 转 8001")->key, "02155556666");
  EXPECT_EQ(parse_phone("+44 (0)20 7123 4567 ext. 12")->key, "+4402071234567");
  EXPECT_EQ(parse_phone("+33 1 25 54 45 69")->key, "+33125544569");
  EXPECT_EQ(parse_phone("400-800-1234")->key, "4008001234");
}

TEST(Phone, MaskedNamesNobody) {
  for (const auto* text : {"137****0902", "137 xxxx 0902", "137＊＊＊＊0902"}) {
    const auto phone = parse_phone(text);
    ASSERT_TRUE(phone.has_value()) << text;
    EXPECT_TRUE(phone->masked) << text;
    EXPECT_EQ(phone->key, "") << text;
  }
}

TEST(Phone, NoNumber) {
  for (const auto* text : {"", "无", "n/a", "1234", "12345678901234567890", "call me", "***"})
    EXPECT_FALSE(parse_phone(text).has_value()) << text;
}

TEST(Email, DomainsAndFreeMail) {
  EXPECT_EQ(email_domain(" Ana@Acme.COM "), "acme.com");
  EXPECT_EQ(normalise_email("Ana <Ana@Acme.com>"), "ana@acme.com");
  EXPECT_EQ(email_domain("a@b"), std::nullopt);
  EXPECT_EQ(email_domain("a@@b.com"), std::nullopt);
  EXPECT_EQ(email_domain("a***@b.com"), std::nullopt) << "masked";
  EXPECT_EQ(website_domain("https://www.Acme.com:8080/about?x"), "acme.com");
  EXPECT_EQ(website_domain("acme.com.cn"), "acme.com.cn");
  EXPECT_EQ(website_domain("无"), std::nullopt);
  EXPECT_TRUE(is_free_mail_domain("qq.com"));
  EXPECT_FALSE(is_free_mail_domain("acme.com"));
}

TEST(TaxCode, CheckCharacter) {
  EXPECT_EQ(parse_tax_code("91350100M000100Y43").state, TaxCodeState::valid);
  EXPECT_EQ(parse_tax_code(" 91350100m000100y43 ").key, "91350100M000100Y43");
  EXPECT_EQ(parse_tax_code("91350100M000100Y44").state, TaxCodeState::wrong_check_character);
  EXPECT_EQ(parse_tax_code("91350100I000100Y43").state, TaxCodeState::not_a_code);
  EXPECT_EQ(parse_tax_code("350100123456789").state, TaxCodeState::valid);
  EXPECT_EQ(parse_tax_code("12345").state, TaxCodeState::not_a_code);
}
}  // namespace
}  // namespace wheelhouse::text
