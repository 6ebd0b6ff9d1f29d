#include "method/conversation.h"

#include <gtest/gtest.h>

namespace wheelhouse::method {
namespace {

TEST(Conversation, TheBestCallIsWorthAHundred) {
  const ConversationLog log{StatementCounts{0, 0, 2, 1}, ListenLog{70, 30, std::nullopt, 1}, 3, QuestionCounts{1, 2, 2, 2}};
  const auto result = evaluate_conversation(log);
  EXPECT_NEAR(*result->balance, 100, 1e-9);
  EXPECT_FALSE(result->partial);
}

TEST(Conversation, SilenceIsNoFaultButMissingIsSaid) {
  const ConversationLog log{StatementCounts{}, std::nullopt, 3, std::nullopt};
  const auto result = evaluate_conversation(log);
  EXPECT_EQ(result->say, std::nullopt);
  EXPECT_NEAR(*result->balance, 25, 1e-9);
  EXPECT_TRUE(result->partial);
  EXPECT_EQ(evaluate_conversation({})->balance, std::nullopt);
  EXPECT_TRUE(evaluate_conversation({})->partial);
}

TEST(Conversation, TheEstimateServesWhenNobodyTimedTheCall) {
  EXPECT_NEAR(*evaluate_conversation({{}, ListenLog{0, 0, 60, 1}, {}, {}})->talk, 0.6, 1e-12);
  EXPECT_NEAR(*evaluate_conversation({{}, ListenLog{10, 90, 60, 1}, {}, {}})->talk, 0.1, 1e-12);
  EXPECT_EQ(evaluate_conversation({{}, ListenLog{10, std::nullopt, std::nullopt, 1}, {}, {}})->talk, std::nullopt);
}

TEST(Mode, RunsFromProductToBuyer) {
  EXPECT_EQ(**mode_index({5, 0, 0, 0}, {}), 0);
  EXPECT_EQ(**mode_index({0, 0, 3, 2}, {0, 0, 1, 1}), 100);
  EXPECT_EQ(*mode_index({4, 0, 0, 0}, {}), std::nullopt);
}

TEST(SelfCheck, NeedsAllEight) {
  EXPECT_EQ(**self_check_score({4, 4, 4, 4, 4, 4, 4, 4}), 100);
  EXPECT_EQ(*self_check_score({4, 4, 4, 4, 4, 4, 4, std::nullopt}), std::nullopt);
  EXPECT_FALSE(self_check_score({5, 4, 4, 4, 4, 4, 4, std::nullopt}));
}

}  // namespace
}  // namespace wheelhouse::method
