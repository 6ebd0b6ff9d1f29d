#include "http/query.h"

#include <gtest/gtest.h>

namespace wheelhouse::http {
namespace {

std::string error_of(std::string_view query) {
  const auto parsed = parse_query(query);
  if (parsed) return "ok";
  return parsed.error().fields.at(0).pointer + " " + parsed.error().fields.at(0).code;
}

TEST(Query, ReadsPairsInOrder) {
  const auto parsed = parse_query("q=%E6%96%B9%E5%90%91+%E7%9B%98&limit=50&empty=&flag");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->get("q"), "方向 盘");
  EXPECT_EQ(parsed->get("limit"), "50");
  EXPECT_EQ(parsed->find("empty"), "");
  EXPECT_EQ(parsed->find("flag"), "");
  EXPECT_EQ(parsed->find("absent"), std::nullopt);
  EXPECT_EQ(parsed->pairs().size(), 4u);
}

TEST(Query, EmptyPartsSayNothing) {
  EXPECT_EQ(parse_query("")->pairs().size(), 0u);
  EXPECT_EQ(parse_query("&&a=1&")->pairs().size(), 1u);
}

TEST(Query, ValuesMayHoldEqualsSigns) { EXPECT_EQ(parse_query("cursor=YWI==")->get("cursor"), "YWI=="); }

TEST(Query, DuplicatesAreRefusedByNameHoweverTheyAreSpelled) {
  EXPECT_EQ(error_of("stage=a&owner=b&stage=c"), "?stage duplicate_parameter");
  EXPECT_EQ(error_of("stage=a&st%61ge=c"), "?stage duplicate_parameter");
  EXPECT_EQ(error_of("=a&=b"), "? duplicate_parameter");
}

TEST(Query, BrokenEncodingIsRefused) {
  EXPECT_EQ(error_of("a=%"), "?a bad_encoding");
  EXPECT_EQ(error_of("a=%4"), "?a bad_encoding");
  EXPECT_EQ(error_of("a=%zz"), "?a bad_encoding");
  EXPECT_EQ(error_of("a=%00"), "?a bad_encoding");
  EXPECT_EQ(error_of("a=%C0%AF"), "?a bad_encoding");
  EXPECT_EQ(error_of("%ff=1"), "? bad_encoding");
}

TEST(Query, SixtyFourParametersAndNoMore) {
  std::string query;
  for (int i = 0; i < 64; ++i) query += "p" + std::to_string(i) + "=1&";
  EXPECT_EQ(error_of(query), "ok");
  EXPECT_EQ(error_of(query + "more=1"), "? too_many_parameters");
}

TEST(Utf8, WellFormedAndNot) {
  for (const char* good : {"", "a", "é", "方", "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF", "\xEE\x80\x80"})
    EXPECT_TRUE(is_utf8(good)) << good;
  const char* bad[] = {"\x80",
                       "\xC0\xAF",
                       "\xC1\xBF",
                       "\xC3",
                       "\xE0\x80\x80",
                       "\xE0\x9F\xBF",
                       "\xED\xA0\x80",
                       "\xED\xBF\xBF",
                       "\xE6\x96",
                       "\xF0\x80\x80\x80",
                       "\xF0\x8F\xBF\xBF",
                       "\xF4\x90\x80\x80",
                       "\xF5\x80\x80\x80",
                       "\xFF",
                       "a\xE6z\x96",
                       "\xF0\x9F\x98"};
  for (const char* text : bad) EXPECT_FALSE(is_utf8(text));
}

TEST(PercentCoding, RoundTrip) {
  const std::string text = "a/b c+d%方\n~";
  EXPECT_EQ(percent_decode(percent_encode(text), false), text);
  EXPECT_EQ(percent_encode("方/ ~"), "%E6%96%B9%2F%20~");
  EXPECT_EQ(percent_decode("a+b", false), "a+b");
  EXPECT_EQ(percent_decode("a+b", true), "a b");
}

}  // namespace
}  // namespace wheelhouse::http
