#include "method/next_action.h"

#include <gtest/gtest.h>

namespace wheelhouse::method {
namespace {

const Instant kNow = *parse_instant("2026-06-30T12:00:00Z");

TEST(NextAction, RuleThenAgeThenId) {
  const std::vector<ActionCandidate> candidates{
      {"b", 3, kNow, {}, {}}, {"a", 3, kNow, {}, {}}, {"c", 3, kNow.plus_days(-1), {}, {}}, {"d", 1, kNow, {}, {}}};
  EXPECT_EQ(*rank_actions(candidates, kNow), (std::vector<std::size_t>{3, 2, 1}));
}

TEST(NextAction, OurOwnPromiseComesBeforeTheirs) {
  const std::vector<ActionCandidate> candidates{{"a", 2, kNow.plus_days(-9), false, {}}, {"b", 2, kNow, true, {}}};
  EXPECT_EQ(*rank_actions(candidates, kNow), (std::vector<std::size_t>{1, 0}));
}

TEST(NextAction, ADismissalLastsFourteenDays) {
  std::vector<ActionCandidate> candidates{{"a", 2, kNow, {}, Instant{kNow.plus_days(-14).ms + 1}}};
  EXPECT_TRUE(rank_actions(candidates, kNow)->empty());
  candidates[0].dismissed_at = kNow.plus_days(-14);
  EXPECT_EQ(rank_actions(candidates, kNow)->size(), 1u);
  candidates[0].dismissed_at = kNow.plus_days(1);
  EXPECT_FALSE(rank_actions(candidates, kNow));
}

}  // namespace
}  // namespace wheelhouse::method
