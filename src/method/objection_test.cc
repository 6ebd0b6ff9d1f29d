#include "method/objection.h"

#include <gtest/gtest.h>

namespace wheelhouse::method {
namespace {

TEST(Objection, RatesByTriggerAreShownFromTenStatementsOn) {
  const std::vector<ObjectionRecord> objections{{"k", ObjectionClass::price, StatementClass::feature, ObjectionState::resolved, 0},
                                                {"k", ObjectionClass::value, StatementClass::advantage, ObjectionState::raised, 3}};
  const auto numbers = evaluate_objections({}, {10, 9, 0, 0}, objections);
  EXPECT_NEAR(*numbers->after[0], 0.1, 1e-12);
  EXPECT_EQ(numbers->after[1], std::nullopt);
  EXPECT_NEAR(*numbers->price_after_feature, 0.1, 1e-12);
  EXPECT_EQ(numbers->per_call, std::nullopt);
  EXPECT_EQ(numbers->resolved_share, 0.5);
  EXPECT_EQ(numbers->median_loops, 1.5);
}

TEST(Objection, PreventionLooksAtLateCallsOnly) {
  const std::vector<ObjectionCall> calls{{"a", Stage::decision}, {"b", Stage::criteria}, {"c", Stage::choice}};
  const std::vector<ObjectionRecord> objections{{"a", ObjectionClass::timing, {}, ObjectionState::raised, 0},
                                                {"c", ObjectionClass::timing, {}, ObjectionState::raised, 0}};
  EXPECT_EQ(evaluate_objections(calls, {}, objections)->prevention_rate, 0.5);
  EXPECT_EQ(evaluate_objections(std::vector{calls[0]}, {}, {})->prevention_rate, std::nullopt);
}

}  // namespace
}  // namespace wheelhouse::method
