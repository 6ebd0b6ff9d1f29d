#include "method/need.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

namespace wheelhouse::method {
namespace {

TEST(Need, GoldenT3Intensity) {
  EXPECT_NEAR(**need_intensity(4, 3, 2), 57.5, 1e-9);
  EXPECT_NEAR(**need_intensity(1, 1, 1), 0, 1e-9);
  EXPECT_NEAR(**need_intensity(5, 5, 5), 100, 1e-9);
}

TEST(Need, IntensityIsNullWhenARatingIsMissingButStillRefusesAWrongOne) {
  EXPECT_EQ(*need_intensity(4, std::nullopt, 2), std::nullopt);
  const auto refused = need_intensity(0, std::nullopt, 6);
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().fields.size(), 2u);
  EXPECT_EQ(refused.error().fields[0].pointer, "/severity");
  EXPECT_EQ(refused.error().fields[1].pointer, "/reach");
}

TEST(Need, IntensityGrowsWithEveryRating) {
  for (int s = 1; s <= 5; ++s)
    for (int u = 1; u <= 5; ++u)
      for (int r = 1; r <= 5; ++r) {
        const double here = **need_intensity(s, u, r);
        EXPECT_GE(here, 0);
        EXPECT_LE(here, 100);
        if (s < 5) { EXPECT_GT(**need_intensity(s + 1, u, r), here); }
        if (u < 5) { EXPECT_GT(**need_intensity(s, u + 1, r), here); }
        if (r < 5) { EXPECT_GT(**need_intensity(s, u, r + 1), here); }
      }
}

TEST(Need, GoldenT4MaturityIndex) {
  const std::vector<WeighedNeed> needs{{NeedState::explicit_, 57.5}, {NeedState::implied, 100}, {NeedState::confirmed, 25}};
  EXPECT_NEAR(*need_maturity_index(needs), 51.0274, 5e-5);
}

TEST(Need, MaturityLeavesOutClosedUnratedAndPainlessNeeds) {
  const std::vector<WeighedNeed> needs{
      {NeedState::met, 80}, {NeedState::dropped, 80}, {NeedState::explicit_, std::nullopt}, {NeedState::latent, 0}};
  EXPECT_EQ(need_maturity_index(needs), std::nullopt);
}

NeedTransition move(std::optional<NeedState> from, NeedState to) {
  NeedTransition transition;
  transition.state = from;
  transition.to = to;
  transition.has_quote = true;
  transition.accepted_implications = 1;
  transition.has_reason = true;
  transition.delivery_confirmed = true;
  return transition;
}

TEST(Need, FirstCauseOfARefusalIsNamed) {
  NeedTransition transition = move(NeedState::latent, NeedState::confirmed);
  EXPECT_EQ(evaluate_need_transition(transition).reason, TransitionRefusal::transition);
  transition = move(NeedState::developed, NeedState::explicit_);
  transition.quote_kind = QuoteKind::difficulty;
  EXPECT_EQ(evaluate_need_transition(transition).reason, TransitionRefusal::guard);
  transition.quote_kind = QuoteKind::want;
  EXPECT_EQ(evaluate_need_transition(transition).reason, TransitionRefusal::layer);
  transition.layer = {true, true, true, true};
  EXPECT_EQ(evaluate_need_transition(transition).state, NeedState::explicit_);
}

TEST(Need, AnEarlyWantCountsOnlyWhenVolunteered) {
  NeedTransition transition = move(NeedState::latent, NeedState::explicit_);
  transition.quote_kind = QuoteKind::want;
  transition.layer = {true, true, true, true};
  EXPECT_EQ(evaluate_need_transition(transition).reason, TransitionRefusal::guard);
  transition.volunteered = true;
  EXPECT_TRUE(evaluate_need_transition(transition).allowed);
}

TEST(NeedProperties, ARefusedMoveKeepsTheStateAndAnAllowedOneFitsItsLayer) {
  std::mt19937 random(7);
  const auto pick = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
  for (int i = 0; i < 20000; ++i) {
    NeedTransition transition;
    if (pick(8) != 0) transition.state = static_cast<NeedState>(pick(7));
    transition.to = static_cast<NeedState>(pick(7));
    transition.layer = {pick(2) == 0, pick(2) == 0, pick(2) == 0, pick(2) == 0};
    transition.has_quote = pick(2) == 0;
    transition.quote_kind = static_cast<QuoteKind>(pick(5));
    transition.accepted_implications = pick(2);
    transition.volunteered = pick(2) == 0;
    transition.has_reason = pick(2) == 0;
    transition.delivery_confirmed = pick(2) == 0;
    const auto result = evaluate_need_transition(transition);
    EXPECT_EQ(result.allowed, !result.reason.has_value());
    if (result.allowed) {
      EXPECT_EQ(result.state, transition.to);
      EXPECT_TRUE(layer_fits(transition.to, transition.layer));
      EXPECT_NE(transition.state, NeedState::met);
      EXPECT_NE(transition.state, NeedState::dropped);
    } else {
      EXPECT_EQ(result.state, transition.state);
    }
  }
}

TEST(Need, CorrelationNeedsFivePairsAndTwoMovingSides) {
  std::vector<PricedNeed> needs{{10, 1}, {20, 2}, {30, 3}, {40, 4}};
  EXPECT_EQ(willingness_correlation(needs), std::nullopt);
  needs.push_back({50, 5});
  EXPECT_NEAR(*willingness_correlation(needs), 1, 1e-12);
  for (PricedNeed& need : needs) need.price = -*need.price;
  EXPECT_NEAR(*willingness_correlation(needs), -1, 1e-12);
  for (PricedNeed& need : needs) need.price = 3;
  EXPECT_EQ(willingness_correlation(needs), std::nullopt);
}

TEST(Need, EveryListedMoveAsksForAProofAndIsAllowedOnceItIsThere) {
  for (std::size_t f = 0; f < enum_size<NeedState>(); ++f)
    for (std::size_t t = 0; t < enum_size<NeedState>(); ++t) {
      const auto from = static_cast<NeedState>(f), to = static_cast<NeedState>(t);
      SCOPED_TRACE(std::string(to_string(from)) + " -> " + std::string(to_string(to)));
      NeedTransition move;
      move.state = from;
      move.to = to;
      move.layer =
          to == NeedState::implied || to == NeedState::developed ? NeedLayer{true, false, false, false} : NeedLayer{true, true, true, true};
      const auto proof = proof_for(from, to);
      if (!proof) {
        EXPECT_EQ(evaluate_need_transition(move).reason, TransitionRefusal::transition);
        continue;
      }
      EXPECT_EQ(evaluate_need_transition(move).reason, TransitionRefusal::guard) << "nothing was shown yet";
      move.quote_kind = quote_kind_for(*proof);
      move.has_quote = move.quote_kind.has_value();
      move.volunteered = *proof == NeedProof::volunteered;
      move.accepted_implications = *proof == NeedProof::accepted_implication;
      move.has_reason = *proof == NeedProof::reason;
      move.delivery_confirmed = *proof == NeedProof::delivery;
      EXPECT_TRUE(evaluate_need_transition(move).allowed);
    }
}

}  // namespace
}  // namespace wheelhouse::method
