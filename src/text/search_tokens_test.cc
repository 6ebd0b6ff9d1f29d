#include "text/search_tokens.h"

#include <gtest/gtest.h>

#include <chrono>

namespace wheelhouse::text {
namespace {
struct Collect : SearchTokenSink {
  std::vector<std::string> seen;
  bool accept(const SearchToken& t) override {
    seen.push_back(std::to_string(t.position) + (t.alternate ? "+" : " ") + std::string(t.text) + "[" + std::to_string(t.begin) + "," +
                   std::to_string(t.end) + ")");
    return true;
  }
};

std::string describe(std::string_view query) {
  std::string out;
  for (const auto& group : parse_query(query).groups) {
    for (const auto& alternative : group) {
      for (const auto& token : alternative.tokens) out += token + " ";
      if (alternative.last_is_prefix) out.back() = '*';
      out += "/";
    }
    out += "&";
  }
  return out;
}

TEST(SearchTokens, PositionsAndAlternates) {
  Collect sink;
  produce_search_tokens("ＡＢ深（海）", sink);
  EXPECT_EQ(sink.seen, (std::vector<std::string>{"0 w:ab[0,6)", "1 深[6,9)", "1+深海[6,9)", "1+p:shen[6,9)", "1+i:sh[6,9)", "2 海[12,15)",
                                                 "2+p:hai[12,15)", "2+i:h[12,15)"}));
}

TEST(SearchTokens, PolyphonesGiveAllPairsOfInitials) {
  const auto tokens = search_token_set("重庆");
  for (const auto* wanted : {"p:chong", "p:zhong", "i:cq", "i:zq", "重庆"})
    EXPECT_TRUE(std::binary_search(tokens.begin(), tokens.end(), std::string(wanted))) << wanted;
}

TEST(SearchQuery, Shapes) {
  EXPECT_EQ(describe("蓝海软件"), "蓝海 海软 软件 /&");
  EXPECT_EQ(describe("海"), "海 /&");
  EXPECT_EQ(describe("藍（海）"), "蓝海 /&");
  EXPECT_EQ(describe("lanhai"), "w:lanhai*/p:lan p:hai /&");
  EXPECT_EQ(describe("lanxi"), "w:lanxi*/p:lan p:xi*/&");
  EXPECT_EQ(describe("lhsw"), "w:lhsw*/i:lh i:hs i:sw /&");
  EXPECT_EQ(describe("澜hai"), "澜 w:hai*/澜 p:hai /&");
  EXPECT_NE(describe("lanhsw").find("/p:lan i:hs i:sw /"), std::string::npos);
  EXPECT_EQ(describe("2024"), "w:2024*/&");
  EXPECT_EQ(describe("acme 上海").substr(0, 7), "w:acme*");
  EXPECT_EQ(describe("  ，。 "), "");
}

TEST(SearchQuery, FindsWhatPeopleMean) {
  struct Case {
    const char* query;
    const char* name;
  };
  const Case found[] = {{"蓝海", "深圳蓝海软件"},
                        {"lanhai", "深圳蓝海软件"},
                        {"lhrj", "深圳蓝海软件"},
                        {"szlhrj", "深圳蓝海软件"},
                        {"lanh", "深圳蓝海软件"},
                        {"cq", "重庆长安"},
                        {"zq", "重庆长安"},
                        {"chongqingca", "重庆长安"},
                        {"zqca", "重庆长安"},
                        {"蓝hai", "蓝海软件"},
                        {"lan海", "蓝海软件"},
                        {"acm", "The Acme Corp"},
                        {"corp acme", "Acme Corp"},
                        {"xi'an", "西安电子"},
                        {"xian", "西安电子"},
                        {"xian", "先锋"},
                        {"lanhrj", "蓝海软件"},
                        {"華為", "华为技术"},
                        {"华为", "華為技術"},
                        {"abc科", "ABC科技"},
                        {"蓝海上海", "蓝海（上海）"},
                        {"tcl集团", "TCL集团"},
                        {"单", "单田芳"},
                        {"shan", "单田芳"},
                        {"zoe", "Zoë"},
                        {"o'neill", "O’Neill"},
                        {"lvdi", "绿地"},
                        {"20", "2024项目"},
                        {"l", "蓝海"},
                        {"海s", "上海商贸"}};
  for (const auto& c : found)
    EXPECT_TRUE(match_name(parse_query(c.query), c.name).has_value()) << c.query << " in " << c.name << ": " << describe(c.query);
  const Case absent[] = {{"海蓝", "蓝海软件"}, {"lhrk", "蓝海软件"}, {"cme", "Acme"}, {"蓝软", "蓝海软件"}, {"acme beta", "Acme"}};
  for (const auto& c : absent) EXPECT_FALSE(match_name(parse_query(c.query), c.name).has_value()) << c.query << " in " << c.name;
}

TEST(SearchQuery, Tiers) {
  EXPECT_EQ(match_name(parse_query("蓝海"), "蓝海"), MatchTier::exact);
  EXPECT_EQ(match_name(parse_query("acme"), "Acme"), MatchTier::exact);
  EXPECT_EQ(match_name(parse_query("acm"), "Acme"), MatchTier::prefix);
  EXPECT_EQ(match_name(parse_query("蓝海"), "蓝海软件"), MatchTier::prefix);
  EXPECT_EQ(match_name(parse_query("lh"), "蓝海软件"), MatchTier::pinyin_prefix);
  EXPECT_EQ(match_name(parse_query("软件"), "蓝海软件"), MatchTier::inside);
}

TEST(SearchTokens, HostileInputEnds) {
  EXPECT_LE(search_token_set(std::string(100'000, 'x')).size(), 1u);
  std::string many;
  for (int i = 0; i < 5'000; ++i) many += "重";
  EXPECT_LT(search_token_set(many).size(), 50u);
  parse_query(std::string(10'000, 'a'));
  parse_query("\xFF\xC0\x80");
  parse_query("ananananananananananananananananananananan");
}

TEST(SearchTokens, Speed) {
  struct Count : SearchTokenSink {
    std::size_t tokens = 0;
    bool accept(const SearchToken&) override { return ++tokens > 0; }
  } sink;
  constexpr int kNames = 20'000;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < kNames; ++i) produce_search_tokens("深圳市蓝海智能软件有限公司", sink);
  const double us = std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count() / kNames;
  RecordProperty("us_per_name", std::to_string(us));
  std::printf("search tokens: %.2f us a name, %zu tokens\n", us, sink.tokens / kNames);
  EXPECT_LT(us, 200) << "only against hanging";
}
}  // namespace
}  // namespace wheelhouse::text
