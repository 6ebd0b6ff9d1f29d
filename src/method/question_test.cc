#include "method/question.h"

#include <gtest/gtest.h>

namespace wheelhouse::method {
namespace {

TEST(Question, GoldenT5Chain) {
  const std::vector<QuestionChain> chains{{50, false, {3, 1, 2, 1}}};
  const auto plan = evaluate_question_plan(chains);
  EXPECT_NEAR(plan->chain_scores[0], 73.3333, 5e-5);
  EXPECT_NEAR(plan->score, 73.3333, 5e-5);
}

TEST(Question, OnlyTheFiveSharpestProblemsCount) {
  std::vector<QuestionChain> chains(5, QuestionChain{80, true, {0, 1, 3, 2}});
  chains.insert(chains.begin(), QuestionChain{10, false, {0, 0, 0, 0}});
  EXPECT_NEAR(evaluate_question_plan(chains)->score, 100, 1e-9);
}

TEST(Question, WithoutIntensitiesChainsCountEqually) {
  const std::vector<QuestionChain> chains{{std::nullopt, true, {0, 1, 3, 2}}, {0, false, {}}};
  EXPECT_NEAR(evaluate_question_plan(chains)->score, 50, 1e-9);
  EXPECT_EQ(evaluate_question_plan({})->score, 0);
}

TEST(Question, TooManySituationQuestionsEarnLessThanNoneTooMany) {
  const std::vector<QuestionChain> six{{1, false, {6, 0, 0, 0}}}, seven{{1, false, {7, 0, 0, 0}}};
  EXPECT_GT(evaluate_question_plan(six)->score, evaluate_question_plan(seven)->score);
}

Question asked(QuestionType type, bool accepted = true) { return {type, true, true, accepted, false, true}; }

TEST(Question, OrderFaultsAreNamedByChainAndQuestion) {
  RunChain chain{50, false, false, {asked(QuestionType::need_payoff), asked(QuestionType::implication), asked(QuestionType::problem)}};
  chain.questions[0].deliverable = false;
  const auto run = evaluate_question_run(Stage::criteria, std::vector{chain});
  ASSERT_EQ(run->faults.size(), 3u);
  EXPECT_EQ(run->faults[0].fault, QuestionFault::need_payoff_before_accepted_implication);
  EXPECT_EQ(run->faults[1].fault, QuestionFault::need_payoff_not_deliverable);
  EXPECT_EQ(run->faults[2].question, 1u);
}

TEST(Question, UnansweredQuestionsCountForNothing) {
  RunChain chain{50, false, false, {asked(QuestionType::problem)}};
  chain.questions[0].answered = false;
  const auto run = evaluate_question_run(Stage::recognition, std::vector{chain});
  EXPECT_EQ(run->mix, std::nullopt);
  EXPECT_TRUE(run->stage_fit.empty());
}

TEST(Question, FaultsCostAtMostThirtyAndNeverGoBelowZero) {
  RunChain chain{50, false, false, std::vector<Question>(20, asked(QuestionType::situation))};
  for (Question& question : chain.questions) question.on_file = true;
  EXPECT_EQ(evaluate_question_run(Stage::satisfaction, std::vector{chain})->score, 0);
  chain.questions.push_back(asked(QuestionType::problem));
  chain.questions.insert(chain.questions.end(), 3, asked(QuestionType::implication));
  chain.questions.insert(chain.questions.end(), 2, asked(QuestionType::need_payoff));
  EXPECT_NEAR(evaluate_question_run(Stage::satisfaction, std::vector{chain})->score, 95 - 30, 1e-9);
}

TEST(Question, EveryTransitionHasAQuestionThatFitsItsStage) {
  for (int i = 0; i < kStageCount; ++i) {
    const auto stage = static_cast<Stage>(i);
    EXPECT_TRUE(question_fits_stage(question_out_of(stage).type, stage)) << to_string(stage);
  }
  EXPECT_EQ(question_after_regression(Stage::choice, Stage::recognition)->template_id, "I2");
  EXPECT_FALSE(question_after_regression(Stage::choice, Stage::decision));
}

TEST(Question, TheMissingCellFollowsTheChain) {
  using enum QuestionType;
  EXPECT_EQ(missing_question(NeedState::latent, false, {0, 0, 0, 0}), situation);
  EXPECT_EQ(missing_question(NeedState::latent, true, {0, 0, 0, 0}), problem);
  EXPECT_EQ(missing_question(NeedState::implied, false, {0, 1, 0, 0}), implication);
  EXPECT_EQ(missing_question(NeedState::implied, false, {0, 0, 0, 0}), implication) << "they named the difficulty, asked or not";
  EXPECT_EQ(missing_question(NeedState::developed, false, {1, 1, 2, 0}), implication);
  EXPECT_EQ(missing_question(NeedState::developed, false, {1, 1, 3, 0}), need_payoff);
  EXPECT_EQ(missing_question(NeedState::explicit_, false, {0, 0, 0, 0}), need_payoff) << "an explicit need is not dug up again";
  EXPECT_EQ(missing_question(NeedState::explicit_, false, {1, 1, 3, 2}), std::nullopt);
}

}  // namespace
}  // namespace wheelhouse::method
