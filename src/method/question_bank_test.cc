#include "method/question_bank.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "method/question.h"

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

std::vector<BankQuestion> every_question() {
  std::vector<BankQuestion> list(question_bank().begin(), question_bank().end());
  list.insert(list.end(), trade_questions().begin(), trade_questions().end());
  return list;
}

TEST(QuestionBank, EachQuestionHasItsStagesRolesAndStyles) {
  std::set<std::string_view> ids;
  for (const BankQuestion& question : every_question()) {
    EXPECT_TRUE(ids.insert(question.id).second) << question.id;
    EXPECT_NE(find_bank_question(question.id), nullptr) << question.id;
    EXPECT_NE(question.stages, 0u) << question.id << " is never asked";
    EXPECT_NE(question.roles, 0u) << question.id << " is for nobody";
    EXPECT_NE(question.styles, 0u) << question.id << " suits nobody";
    for (int i = 0; i < kStageCount; ++i) {
      const auto stage = static_cast<Stage>(i);
      EXPECT_TRUE(!question.fits(stage) || question_fits_stage(question.type, stage)) << question.id << ' ' << to_string(stage);
    }
  }
}

// A filter that lets everything through, or nothing, selects nothing.
TEST(QuestionBank, EachStageRoleAndStyleSelects) {
  const auto bank = question_bank();
  const auto selects = [&](auto&& suits) {
    const auto n = std::count_if(bank.begin(), bank.end(), suits);
    return n >= 3 && n < static_cast<std::ptrdiff_t>(bank.size());
  };
  for (int i = 0; i < kStageCount; ++i)
    EXPECT_TRUE(selects([&](const BankQuestion& q) { return q.fits(static_cast<Stage>(i)); })) << to_string(static_cast<Stage>(i));
  for (std::size_t i = 0; i < enum_size<ContactRole>(); ++i) {
    const auto role = static_cast<ContactRole>(i);
    EXPECT_TRUE(selects([&](const BankQuestion& q) { return q.suits(role); })) << to_string(role);
  }
  for (std::size_t i = 0; i < enum_size<Style>(); ++i) {
    const auto style = static_cast<Style>(i);
    EXPECT_TRUE(selects([&](const BankQuestion& q) { return q.suits(style); })) << to_string(style);
  }
}

TEST(QuestionBank, TheQuestionOutOfAStageFitsIt) {
  for (int i = 0; i < kStageCount; ++i) {
    const auto stage = static_cast<Stage>(i);
    EXPECT_TRUE(find_bank_question(question_out_of(stage).template_id)->fits(stage)) << to_string(stage);
  }
}

TEST(QuestionBank, EachTradeHasQuestionsOfItsOwn) {
  for (const std::string_view industry : bank_industries()) {
    const auto of_it = [&](const BankQuestion& q) { return q.industry == industry; };
    EXPECT_GE(std::count_if(trade_questions().begin(), trade_questions().end(), of_it), 3) << industry;
    EXPECT_EQ(std::count_if(question_bank().begin(), question_bank().end(), of_it), 0) << "the method's own are for any trade";
  }
  for (const BankQuestion& question : trade_questions())
    EXPECT_EQ(std::count(bank_industries().begin(), bank_industries().end(), question.industry), 1) << question.id;
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
