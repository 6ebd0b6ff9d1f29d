#include "method/step_checks.h"

#include <gtest/gtest.h>

namespace wheelhouse::method {
namespace {

bool done(const StepFacts& facts, SellerStep step) { return evaluate_steps(facts)[static_cast<std::size_t>(step)]; }

TEST(StepChecks, NothingIsDoneByItself) {
  for (const bool check : evaluate_steps({})) EXPECT_FALSE(check);
  EXPECT_FALSE(all_steps_done(evaluate_steps({})));
}

TEST(StepChecks, APreparedCallHasBothObjectivesAndSixtyPoints) {
  StepFacts facts;
  PreparedCall call{60, true, true};
  facts.calls = {&call, 1};
  EXPECT_TRUE(done(facts, SellerStep::preparation));
  call.plan_score = 59.9;
  EXPECT_FALSE(done(facts, SellerStep::preparation));
  call = {100, true, false};
  EXPECT_FALSE(done(facts, SellerStep::preparation));
  // Two halves in two calls are no prepared call.
  const PreparedCall halves[] = {{100, true, false}, {0, true, true}};
  facts.calls = halves;
  EXPECT_FALSE(done(facts, SellerStep::preparation));
}

TEST(StepChecks, ASurveyNeedsWordsAndPeople) {
  StepFacts facts;
  facts.quoted_needs = 1;
  EXPECT_FALSE(done(facts, SellerStep::survey));
  facts.buying_people = 1;
  EXPECT_TRUE(done(facts, SellerStep::survey));
}

TEST(StepChecks, AProposalCoversEveryMustHaveAndItsValueIsConfirmed) {
  StepFacts facts;
  facts.value_confirmed = true;
  EXPECT_TRUE(done(facts, SellerStep::proposal));  // no must-have is left open
  facts.must_have_cover = 0.5;
  EXPECT_FALSE(done(facts, SellerStep::proposal));
  facts.must_have_cover = 1;
  EXPECT_TRUE(done(facts, SellerStep::proposal));
  facts.value_confirmed = false;
  EXPECT_FALSE(done(facts, SellerStep::proposal));
}

TEST(StepChecks, AllAreNeeded) {
  const PreparedCall call{80, true, true};
  StepFacts facts{{&call, 1}, true, 1, 2, 1, true, 1.0, true, false, true};
  EXPECT_TRUE(all_steps_done(evaluate_steps(facts)));
  facts.dated_promise = false;
  EXPECT_FALSE(all_steps_done(evaluate_steps(facts)));
  facts.ordered = true;
  EXPECT_TRUE(all_steps_done(evaluate_steps(facts)));
}

}  // namespace
}  // namespace wheelhouse::method
