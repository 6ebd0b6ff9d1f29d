#include "method/practice.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace wheelhouse::method {
namespace {

using Pairs = std::vector<JudgedPair>;

TEST(Quiz, IsPassedFromEightyPerCentOn) {
  EXPECT_EQ(quiz_score(0, 0), std::nullopt);
  EXPECT_EQ(quiz_score(4, 5), 80.0);
  EXPECT_TRUE(quiz_passes(quiz_score(4, 5)));
  EXPECT_FALSE(quiz_passes(quiz_score(4, 6)));
  EXPECT_FALSE(quiz_passes(std::nullopt));
}

TEST(Module, NeedsQuizAndWork) {
  EXPECT_TRUE(module_passes(80, true));
  EXPECT_FALSE(module_passes(100, false));
  EXPECT_FALSE(module_passes(79.9, true));
  EXPECT_FALSE(module_passes(std::nullopt, true));
}

// The textbook table: 20 and 15 agreed, 5 and 10 not; observed 0.7, expected 0.5, kappa 0.4.
TEST(Agreement, OfTheTextbook) {
  Pairs pairs;
  pairs.insert(pairs.end(), 20, {0, 0});
  pairs.insert(pairs.end(), 5, {0, 1});
  pairs.insert(pairs.end(), 10, {1, 0});
  pairs.insert(pairs.end(), 15, {1, 1});
  const Agreement agreement = evaluate_agreement(2, pairs, AgreementWeights::none);
  EXPECT_NEAR(*agreement.observed, 0.7, 1e-12);
  EXPECT_NEAR(*agreement.expected, 0.5, 1e-12);
  EXPECT_NEAR(*agreement.kappa, 0.4, 1e-12);
}

TEST(Agreement, IsUndefinedWhereChanceAgreesFully) {
  const Agreement constant = evaluate_agreement(3, Pairs{{1, 1}, {1, 1}}, AgreementWeights::none);
  EXPECT_EQ(constant.observed, 1.0);
  EXPECT_EQ(constant.kappa, std::nullopt);
  EXPECT_EQ(evaluate_agreement(3, {}, AgreementWeights::none).observed, std::nullopt);
  // One of them constant is not enough: chance alone does not agree fully.
  EXPECT_NEAR(*evaluate_agreement(2, Pairs{{0, 0}, {0, 1}}, AgreementWeights::none).kappa, 0, 1e-12);
}

TEST(Agreement, ANearMissWeighsLessWhereCategoriesAreOrdered) {
  const Pairs near{{0, 0}, {2, 3}, {4, 4}}, far{{0, 0}, {0, 3}, {4, 4}};
  EXPECT_GT(*evaluate_agreement(5, near, AgreementWeights::linear).kappa, *evaluate_agreement(5, far, AgreementWeights::linear).kappa);
  EXPECT_GT(*evaluate_agreement(5, near, AgreementWeights::linear).kappa, *evaluate_agreement(5, near, AgreementWeights::none).kappa);
}

TEST(Agreement, PropertiesHoldForAnyJudgements) {
  std::mt19937 random(7);
  const auto pick = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
  for (int round = 0; round < 2000; ++round) {
    const std::size_t categories = 2 + pick(7);
    Pairs pairs(1 + pick(30)), swapped, same;
    for (JudgedPair& pair : pairs) {
      pair = {pick(categories), pick(categories)};
      swapped.push_back({pair.model, pair.own});
      same.push_back({pair.own, pair.own});
    }
    for (const auto weights : {AgreementWeights::none, AgreementWeights::linear}) {
      const Agreement a = evaluate_agreement(categories, pairs, weights);
      const Agreement b = evaluate_agreement(categories, swapped, weights);
      ASSERT_GE(*a.observed, -1e-12);
      ASSERT_LE(*a.observed, 1 + 1e-12);
      ASSERT_EQ(a.kappa.has_value(), b.kappa.has_value());
      if (a.kappa) {
        ASSERT_NEAR(*a.kappa, *b.kappa, 1e-9);  // neither is the judge of the other
        ASSERT_LE(*a.kappa, 1 + 1e-9);
      }
      const Agreement whole = evaluate_agreement(categories, same, weights);
      if (whole.kappa) { ASSERT_NEAR(*whole.kappa, 1, 1e-9); }
    }
  }
}

TEST(Improvement, ComparesWhatIsKnown) {
  using Scores = std::vector<std::optional<double>>;
  EXPECT_EQ(evaluate_improvement({}).latest, std::nullopt);
  const Improvement one = evaluate_improvement(Scores{50});
  EXPECT_EQ(one.latest, 50.0);
  EXPECT_EQ(one.since_first, std::nullopt);
  const Improvement several = evaluate_improvement(Scores{50, std::nullopt, 90, 70});
  EXPECT_EQ(several.latest, 70.0);
  EXPECT_EQ(several.best, 90.0);
  EXPECT_EQ(several.since_first, 20.0);
  EXPECT_EQ(several.since_previous, -20.0);
}

}  // namespace
}  // namespace wheelhouse::method
