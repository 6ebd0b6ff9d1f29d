#include "method/reframe.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace wheelhouse::method {
namespace {

constexpr Instant kNow{1'000'000};

ReframeInput stuck(Instant at) {
  ReframeInput input;
  input.stuck_at = at;
  return input;
}

TEST(Reframe, NothingForcesIt) {
  EXPECT_FALSE(evaluate_reframe({}, kNow).cause);
  EXPECT_FALSE(evaluate_reframe(stuck(Instant{kNow.ms + 1}), kNow).cause)
      << "not stuck yet";
}

TEST(Reframe, ForcedUntilACardIsWrittenAfterItsCause) {
  ReframeInput input;
  input.continued_at = Instant{500};
  EXPECT_EQ(evaluate_reframe(input, kNow).cause, ReframeCause::continuations);
  EXPECT_EQ(evaluate_reframe(input, kNow).since, Instant{500});
  input.written_at = Instant{499};
  EXPECT_TRUE(evaluate_reframe(input, kNow).cause) << "written before";
  input.written_at = Instant{500};
  EXPECT_FALSE(evaluate_reframe(input, kNow).cause);
  input.continued_at = Instant{600};
  EXPECT_TRUE(evaluate_reframe(input, kNow).cause) << "the next continuation says that the new thought failed too";
}

TEST(Reframe, ContinuationsSpeakFirst) {
  ReframeInput input = stuck(Instant{100});
  input.continued_at = Instant{900};
  EXPECT_EQ(evaluate_reframe(input, kNow).cause, ReframeCause::continuations);
  input.stuck_at = Instant{950};
  input.written_at = Instant{920};
  EXPECT_EQ(evaluate_reframe(input, kNow).cause, ReframeCause::stuck);
}

TEST(Reframe, ThreeLossesOfOneCauseForceACardOnce) {
  ReframeInput input;
  input.lost_at = Instant{700};
  EXPECT_EQ(evaluate_reframe(input, kNow).cause, ReframeCause::lost_alike);
  input.written_at = Instant{699};
  input.lost_written_at = Instant{650};
  EXPECT_TRUE(evaluate_reframe(input, kNow).cause);
  input.lost_written_at = Instant{700};
  EXPECT_FALSE(evaluate_reframe(input, kNow).cause) << "a card about losses on another deal answers for this one too";
  input.lost_written_at.reset();
  input.written_at = Instant{701};
  EXPECT_FALSE(evaluate_reframe(input, kNow).cause) << "and so does a card of this deal";
  input.stuck_at = Instant{800};
  EXPECT_EQ(evaluate_reframe(input, kNow).cause, ReframeCause::stuck) << "what is wrong here speaks before what went wrong elsewhere";
}

TEST(Reframe, LossesShareACauseByItsTextWithinAYear) {
  const Instant now{400 * 86'400'000LL};
  const auto day = [](std::int64_t n) { return Instant{n * 86'400'000LL}; };
  EXPECT_FALSE(lost_alike({}, now));
  std::vector<LostDeal> lost{{"price", day(390)}, {"price", day(100)}, {"", day(391)}, {"", day(392)}, {"", day(393)}};
  EXPECT_FALSE(lost_alike(lost, now)) << "no cause given is no cause shared";
  lost.push_back({"price", day(34)});
  EXPECT_FALSE(lost_alike(lost, now)) << "366 days ago";
  lost.back().lost_at = day(35);
  const auto found = lost_alike(lost, now);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->cause, "price");
  EXPECT_EQ(found->n, 3);
  EXPECT_EQ(found->since, day(390));
  for (const std::int64_t at : {200, 300, 395}) lost.push_back({"rival", day(at)});
  EXPECT_EQ(lost_alike(lost, now)->cause, "rival") << "the one that struck last";
  lost.back().lost_at = day(401);
  EXPECT_EQ(lost_alike(lost, now)->cause, "price") << "what is to come does not count";
}

// More losses never take the force away, whatever their order.
TEST(ReframeProperties, MoreLossesNeverForceLess) {
  const Instant now{500 * 86'400'000LL};
  std::vector<LostDeal> lost;
  bool forced = false;
  for (int i = 0; i < 40; ++i) {
    lost.push_back({i % 4 == 0 ? "" : i % 4 == 1 ? "a" : i % 4 == 2 ? "b" : "c", Instant{(200 + (i * 37) % 290) * 86'400'000LL}});
    const bool now_forced = lost_alike(lost, now).has_value();
    EXPECT_TRUE(now_forced || !forced);
    forced = now_forced;
    auto turned = lost;
    std::reverse(turned.begin(), turned.end());
    const auto one = lost_alike(lost, now), other = lost_alike(turned, now);
    ASSERT_EQ(one.has_value(), other.has_value());
    if (one) EXPECT_EQ(one->since, other->since);
  }
  EXPECT_TRUE(forced);
}

}  // namespace
}  // namespace wheelhouse::method
