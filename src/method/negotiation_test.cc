#include "method/negotiation.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

namespace wheelhouse::method {
namespace {

// METHOD T18.
std::vector<NegotiationIssue> golden_issues() {
  return {{.40, .30, {100, 60, 0}, {0, 50, 100}},
          {.15, .25, {100, 60, 0}, {0, 70, 100}},
          {.15, .35, {100, 0}, {0, 100}},
          {.30, .10, {100, 50, 0}, {0, 60, 100}}};
}
Negotiation golden() { return *Negotiation::make(golden_issues()); }

TEST(Negotiation, GoldenT18Packages) {
  const auto review = review_packages(golden(), {45, 40});
  EXPECT_EQ(review->packages, 54u);
  EXPECT_EQ(review->zopa, 18u);
  EXPECT_EQ(review->pareto.size(), 11u);
  EXPECT_EQ(review->pareto_in_zopa, 4u);
  ASSERT_TRUE(review->nash);
  EXPECT_EQ(review->nash->scored.package, (Package{1, 3, 2, 1}));
  EXPECT_NEAR(review->nash->product, 500, 1e-6);
}

TEST(Negotiation, GoldenT18Logroll) {
  const auto result = find_logrolls(golden(), {2, 2, 1, 2});
  ASSERT_EQ(result->moves.size(), 3u);
  EXPECT_EQ(result->moves[0].package, (Package{1, 2, 2, 2}));
  EXPECT_EQ(result->moves[1].package, (Package{2, 3, 1, 1}));
  EXPECT_EQ(result->moves[2].package, (Package{2, 2, 2, 1}));
  EXPECT_NEAR(result->moves[0].seller_gain * result->moves[0].customer_gain, 20, 1e-6);
  EXPECT_NEAR(*result->weight_ratios[0], 1.333, 5e-4);
  EXPECT_NEAR(*result->weight_ratios[2], 0.4286, 5e-5);
  EXPECT_EQ(result->take, (std::vector{4, 1}));
  EXPECT_EQ(result->give, (std::vector{3, 2}));
}

TEST(Negotiation, GoldenT18EqualOffers) {
  const auto result = find_equal_offers(golden(), 45, 40, 65);
  EXPECT_EQ(result->epsilon, 4);
  ASSERT_EQ(result->offers.size(), 3u);
  EXPECT_EQ(result->offers[0].package, (Package{2, 2, 2, 1}));
  EXPECT_EQ(result->offers[1].package, (Package{1, 2, 2, 2}));
  EXPECT_EQ(result->offers[2].package, (Package{2, 3, 1, 1}));
}

TEST(Negotiation, OneIssueWithOpposedInterestsIsAllFrontier) {
  const auto negotiation = *Negotiation::make({{1, 1, {100, 50, 0}, {0, 50, 100}}});
  EXPECT_EQ(negotiation.frontier().size(), 3u);
}

TEST(Negotiation, AnUnreachableReservationLeavesNoRoom) {
  const auto review = review_packages(golden(), {100, 40});
  EXPECT_EQ(review->zopa, 0u);
  EXPECT_FALSE(review->nash);
}

TEST(Negotiation, RefusesWhatCannotBeEnumerated) {
  const std::vector<NegotiationIssue> issues(7, {1, 1, std::vector<double>(7, 0), std::vector<double>(7, 0)});
  EXPECT_EQ(Negotiation::make(issues).error().fields[0].code, "too_many_packages");
  EXPECT_EQ(Negotiation::make({{0, 1, {0, 1}, {0, 1}}}).error().fields[0].code, "all_weights_zero");
  EXPECT_EQ(Negotiation::make({{1, 1, {0, 101}, {0, 1}}}).error().fields[0].pointer, "/issues/0/seller_utilities/1");
  EXPECT_FALSE(Negotiation::make({}));
}

TEST(Negotiation, ContradictorySignalsAreToldApart) {
  const auto negotiation = golden();
  const std::vector<Preference> both{{{1, 1, 1, 1}, {3, 3, 2, 3}}};  // prefers the worst package for them
  const auto estimate = sample_weights(negotiation, both, 1);
  EXPECT_TRUE(estimate->contradictory);
  EXPECT_EQ(estimate->drawn, 20'000u);
  EXPECT_EQ(estimate->estimate, std::nullopt);
}

TEST(Negotiation, SampledWeightsMoveTowardsWhatTheCustomerPreferred) {
  const auto negotiation = golden();
  const std::vector<Preference> likes_price{{{3, 1, 1, 1}, {1, 1, 2, 1}}};  // price over delivery
  const auto estimate = sample_weights(negotiation, likes_price, 42);
  ASSERT_TRUE(estimate->estimate);
  EXPECT_GT((*estimate->estimate)[0], (*estimate->estimate)[2]);
  EXPECT_NEAR(std::accumulate(estimate->estimate->begin(), estimate->estimate->end(), 0.0), 1, 1e-9);
  EXPECT_EQ(*sample_weights(negotiation, likes_price, 42)->estimate, *estimate->estimate);  // the seed decides
}

class RandomNegotiations {
 public:
  Negotiation next() {
    std::vector<NegotiationIssue> issues;
    for (int k = pick(1, 4); k > 0; --k) {
      NegotiationIssue issue{pick(1, 4) / 4.0, pick(1, 4) / 4.0, {}, {}};
      for (int o = pick(2, 4); o > 0; --o) {
        issue.seller_utilities.push_back(pick(0, 4) * 25);
        issue.customer_utilities.push_back(pick(0, 4) * 25);
      }
      issues.push_back(issue);
    }
    return *Negotiation::make(issues);
  }
  int pick(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }

 private:
  std::mt19937 random_{13};
};

TEST(NegotiationProperties, TheFrontierIsWhatNothingDominates) {
  RandomNegotiations negotiations;
  for (int round = 0; round < 200; ++round) {
    const Negotiation negotiation = negotiations.next();
    const auto dominates = [&](std::size_t a, std::size_t b) {
      const auto &x = negotiation.utilities(a), &y = negotiation.utilities(b);
      return x.seller >= y.seller && x.customer >= y.customer && (x.seller > y.seller || x.customer > y.customer);
    };
    std::vector<bool> on_frontier(negotiation.package_count());
    for (const std::size_t i : negotiation.frontier()) on_frontier[i] = true;
    for (std::size_t i = 0; i < negotiation.package_count(); ++i) {
      bool dominated = false, repeated = false;
      for (std::size_t j = 0; j < negotiation.package_count(); ++j) {
        dominated = dominated || dominates(j, i);
        repeated = repeated || (j < i && negotiation.utilities(j).seller == negotiation.utilities(i).seller &&
                                negotiation.utilities(j).customer == negotiation.utilities(i).customer);
      }
      EXPECT_EQ(on_frontier[i], !dominated && !repeated);
      EXPECT_EQ(negotiation.index_of(negotiation.package(i)), i);
    }
  }
}

TEST(NegotiationProperties, NashIsUndominatedAndTradesHurtNobody) {
  RandomNegotiations negotiations;
  for (int round = 0; round < 300; ++round) {
    const Negotiation negotiation = negotiations.next();
    const Reservations reservations{negotiations.pick(0, 3) * 20.0, negotiations.pick(0, 3) * 20.0};
    const auto review = review_packages(negotiation, reservations);
    if (review->nash) { EXPECT_FALSE(review_agreement(negotiation, reservations, review->nash->scored.package)->dominated); }
    const std::size_t from = static_cast<std::size_t>(negotiations.pick(0, static_cast<int>(negotiation.package_count()) - 1));
    const auto logrolls = find_logrolls(negotiation, negotiation.package(from));
    for (const LogrollMove& move : logrolls->moves) {
      EXPECT_GE(move.seller_gain, 0);
      EXPECT_GE(move.customer_gain, 0);
      EXPECT_TRUE(review_agreement(negotiation, reservations, negotiation.package(from))->dominated);
    }
  }
}

TEST(NegotiationProperties, EqualOffersAreApartAndAboveTheReservation) {
  RandomNegotiations negotiations;
  for (int round = 0; round < 300; ++round) {
    const Negotiation negotiation = negotiations.next();
    const double target = 40 + negotiations.pick(0, 4) * 10;
    const auto result = find_equal_offers(negotiation, 40, std::nullopt, target);
    for (std::size_t i = 0; i < result->offers.size(); ++i) {
      EXPECT_GE(result->offers[i].utilities.seller, std::max(40.0, target - 2) - 1e-9);
      EXPECT_LE(result->offers[i].utilities.seller, target + result->epsilon + 1e-9);
      for (std::size_t j = 0; j < i; ++j) {
        int distance = 0;
        for (std::size_t k = 0; k < result->offers[i].package.size(); ++k)
          distance += result->offers[i].package[k] != result->offers[j].package[k];
        EXPECT_GE(distance, 2);
      }
    }
  }
}

}  // namespace
}  // namespace wheelhouse::method
