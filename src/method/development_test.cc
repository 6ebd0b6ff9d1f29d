#include "method/development.h"

#include <gtest/gtest.h>

#include <random>

#include "method/change_path.h"
#include "method/price_ladder.h"

namespace wheelhouse::method {
namespace {

TEST(PriceLadder, ARungThatBearsStaysSoWhateverElseIsLearned) {
  std::mt19937 random(7);
  const auto amount = [&]() -> std::optional<double> { return random() % 3 ? std::optional<double>(random() % 100) : std::nullopt; };
  for (int i = 0; i < 2000; ++i) {
    PriceLadderInput input{amount(), amount(), amount(), amount(), random() % 2 == 0, static_cast<double>(random() % 2)};
    const auto before = *evaluate_price_ladder(input);
    input.confirmed_benefit = 100;
    const auto after = *evaluate_price_ladder(input);
    EXPECT_EQ(after.highest, PriceRung::added_value) << "what the customer gains is the top of the ladder";
    for (std::size_t rung = 0; rung < 2; ++rung) EXPECT_EQ(before.steps[rung].missing, after.steps[rung].missing);
    if (before.highest) {
      EXPECT_TRUE(before.steps[static_cast<std::size_t>(*before.highest)].missing.empty());
    }
  }
}

TEST(PriceLadder, RefusesWhatIsNoAmount) {
  PriceLadderInput input;
  input.price = -1;
  EXPECT_FALSE(evaluate_price_ladder(input));
}

TEST(ChangePath, SharesStayWithinTheirBoundsAndTheSlopeOfAConstantIsNone) {
  std::mt19937 random(11);
  std::vector<PathCall> calls;
  const Date today = *make_date(2026, 6, 30);
  for (int i = 0; i < 300; ++i) {
    PathCall call;
    call.held_on = Date{today.days - static_cast<int>(random() % 400)};
    for (int& n : call.questions) n = static_cast<int>(random() % 4);
    for (int& n : call.statements) n = static_cast<int>(random() % 4);
    call.talk_share = 55;
    calls.push_back(call);
  }
  const auto path = *evaluate_change_path(calls, today, 12);
  ASSERT_EQ(path.months.size(), 12u);
  EXPECT_EQ(path.months.back().month, 6);
  EXPECT_EQ(path.months.front().month, 7);
  for (const PathMonth& month : path.months)
    for (const auto& share : {month.shares.questions, month.shares.deep_questions, month.shares.benefit_value})
      EXPECT_TRUE(!share || (*share >= 0 && *share <= 1));
  EXPECT_NEAR(path.slope.talk.value(), 0, 1e-12);
  EXPECT_FALSE(path.slope.customer_voiced) << "nobody said";
  EXPECT_FALSE(evaluate_change_path(calls, today, 0));
}

TEST(AccountWork, RefusesAKeynessBeyondItsScale) { EXPECT_FALSE(check_account_work({101, true, false, false, 0})); }

}  // namespace
}  // namespace wheelhouse::method
