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

ObjectionTransition with_everything(ObjectionState from, ObjectionState to) { return {from, to, true, true, true, true, true, true}; }

TEST(Objection, TheWayToResolvedGoesThroughEveryState) {
  using enum ObjectionState;
  constexpr ObjectionState way[] = {raised, clarified, classified, responded, checked, resolved};
  for (std::size_t i = 0; i + 1 < std::size(way); ++i)
    for (std::size_t j = 0; j < std::size(way); ++j) {
      const bool back = way[i] == checked && way[j] == clarified;
      EXPECT_EQ(refuse_objection_move(with_everything(way[i], way[j])).has_value(), j != i + 1 && !back)
          << to_string(way[i]) << " -> " << to_string(way[j]);
    }
  EXPECT_EQ(refuse_objection_move(with_everything(resolved, clarified)), ObjectionRefusal::transition) << "what is resolved stays so";
  EXPECT_FALSE(refuse_objection_move(with_everything(unresolved, clarified)));
  EXPECT_FALSE(refuse_objection_move(with_everything(deferred, clarified)));
}

TEST(Objection, EachMoveAsksForItsOwnProof) {
  using enum ObjectionState;
  for (const auto& [from, to] : {std::pair{raised, clarified},
                                 {clarified, classified},
                                 {classified, responded},
                                 {checked, resolved},
                                 {checked, deferred},
                                 {checked, unresolved}}) {
    ObjectionTransition move;
    move.state = from;
    move.to = to;
    EXPECT_EQ(refuse_objection_move(move), ObjectionRefusal::guard) << to_string(to);
  }
  EXPECT_FALSE(refuse_objection_move({responded, checked})) << "asking whether it helped takes nothing";
  EXPECT_FALSE(is_open(resolved));
  EXPECT_TRUE(is_open(deferred));
}

TEST(Objection, AnAnswerTriedOnceIsRankedBelowOneThatWorkedOften) {
  EXPECT_GT(response_rank(9, 10), response_rank(1, 1));
  EXPECT_GT(response_rank(1, 1), response_rank(0, 0));
  EXPECT_GT(response_rank(0, 0), response_rank(0, 3));
}

}  // namespace
}  // namespace wheelhouse::method
