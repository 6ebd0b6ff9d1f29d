#include "service/known_browser.h"

#include <gtest/gtest.h>

namespace wheelhouse::service {
namespace {

constexpr std::string_view kHash = "$argon2id$v=19$m=8192,t=1,p=1$c2FsdA$aGFzaA";
const Instant kNow{1'800'000'000'000};

TEST(KnownBrowser, AMarkIsGoodForItsAccountAndPasswordAlone) {
  const std::string mark = make_browser_mark("ada@example.com", kHash, kNow);
  const auto name = read_browser_mark(mark, "ada@example.com", kHash, kNow);
  ASSERT_TRUE(name);
  EXPECT_TRUE(mark.starts_with(*name + '.'));
  EXPECT_FALSE(read_browser_mark(mark, "bob@example.com", kHash, kNow));
  EXPECT_FALSE(read_browser_mark(mark, "ada@example.com", "$argon2id$another", kNow)) << "a new password ends it";
  EXPECT_FALSE(read_browser_mark(mark, "ada@example.com", "", kNow)) << "nobody has this address any more";
  EXPECT_NE(read_browser_mark(make_browser_mark("ada@example.com", kHash, kNow), "ada@example.com", kHash, kNow), name);
}

TEST(KnownBrowser, AMarkEndsAfterNinetyDays) {
  const std::string mark = make_browser_mark("ada@example.com", kHash, kNow);
  EXPECT_TRUE(read_browser_mark(mark, "ada@example.com", kHash, {kNow.ms + kKnownBrowserMs - 1}));
  EXPECT_FALSE(read_browser_mark(mark, "ada@example.com", kHash, {kNow.ms + kKnownBrowserMs}));
  EXPECT_FALSE(read_browser_mark(mark, "ada@example.com", kHash, {kNow.ms - 1})) << "made in the future";
}

TEST(KnownBrowser, WhatIsChangedOrMadeUpIsNoMark) {
  const std::string mark = make_browser_mark("ada@example.com", kHash, kNow);
  for (std::size_t i = 0; i < mark.size(); ++i) {
    std::string changed = mark;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(read_browser_mark(changed, "ada@example.com", kHash, kNow)) << i;
  }
  for (const std::string& made_up : {std::string(), std::string("."), std::string(".."), std::string("..."), std::string("a.b"),
                                     std::string("a.1.b"), std::string("a..b"), std::string("a.99999999999999999999.b"), mark + "x",
                                     mark.substr(0, mark.size() - 1), std::string(100'000, '.')})
    EXPECT_FALSE(read_browser_mark(made_up, "ada@example.com", kHash, kNow)) << made_up.substr(0, 80);
}

}  // namespace
}  // namespace wheelhouse::service
