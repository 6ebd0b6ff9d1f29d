#include "method/question_bank.h"

#include <gtest/gtest.h>

#include <array>

namespace wheelhouse::method {
namespace {

TEST(QuestionBank, HasTheTemplatesOfTheMethodByType) {
  std::array<int, enum_size<QuestionType>()> counts{};
  for (const BankQuestion& question : question_bank()) {
    ++counts[static_cast<std::size_t>(question.type)];
    EXPECT_EQ(find_bank_question(question.id), &question);
    EXPECT_EQ(question.id.front(), "SPIN"[static_cast<std::size_t>(question.type)]);
    EXPECT_NE(question.styles, 0u) << question.id << " suits nobody";
  }
  EXPECT_EQ(counts, (std::array{5, 5, 6, 5}));
  EXPECT_EQ(find_bank_question("X1"), nullptr);
}

TEST(QuestionBank, EachLevelHearsItsOwnQuestions) {
  EXPECT_TRUE(question_suits_level(QuestionType::problem, ContactLevel::operating));
  EXPECT_FALSE(question_suits_level(QuestionType::need_payoff, ContactLevel::operating));
  EXPECT_TRUE(question_suits_level(QuestionType::implication, ContactLevel::managing));
  EXPECT_TRUE(question_suits_level(QuestionType::need_payoff, ContactLevel::senior));
  EXPECT_TRUE(question_suits_level(QuestionType::situation, ContactLevel::senior));
}

}  // namespace
}  // namespace wheelhouse::method
