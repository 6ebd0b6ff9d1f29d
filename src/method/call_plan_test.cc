#include "method/call_plan.h"

#include <gtest/gtest.h>

namespace wheelhouse::method {
namespace {

TEST(CallPlan, NamesWhatIsMissing) {
  using enum PlanLint;
  EXPECT_EQ(lint_call_plan({}), (std::vector{objective_missing, fallback_missing, no_implication}));
  EXPECT_EQ(lint_call_plan({true, true, {7, 1, 1, 1}, 0}), (std::vector{too_many_situation, no_need_linked}));
  EXPECT_EQ(lint_call_plan({true, true, {6, 1, 1, 1}, 1}), std::vector<PlanLint>{});
}

}  // namespace
}  // namespace wheelhouse::method
