#include "method/support.h"

#include <gtest/gtest.h>

#include <random>

namespace wheelhouse::method {
namespace {

SupportContact contact(double influence, std::optional<int> attitude) {
  SupportContact c;
  c.influence = influence;
  c.attitude = attitude;
  return c;
}

TEST(Support, GoldenT12Balance) {
  std::vector<SupportContact> contacts{contact(5, -1), contact(4, 2), contact(2, 1), contact(3, 0)};
  EXPECT_NEAR(*evaluate_support(contacts)->sbi, 0.178571, 5e-7);
  contacts[0].attitude = 0;
  EXPECT_NEAR(*evaluate_support(contacts)->sbi, 0.357143, 5e-7);
}

TEST(Support, GoldenT13Coverage) {
  std::vector<SupportContact> contacts{contact(5, {}), contact(4, {}), contact(2, {}), contact(3, {})};
  contacts[1].decision_maker = true;
  const int meetings[] = {1, 4, 2, 0};
  for (std::size_t i = 0; i < contacts.size(); ++i) contacts[i].meetings_90d = meetings[i];
  EXPECT_NEAR(*evaluate_support(contacts)->coverage, 0.607143, 5e-7);
}

TEST(Support, AnAllianceNeedsAChampionTwoLevelsAndTheWeight) {
  std::vector<SupportContact> contacts{contact(3, 2), contact(2, 1), contact(5, -2)};
  contacts[0].level = ContactLevel::senior;
  contacts[1].level = ContactLevel::operating;
  EXPECT_TRUE(evaluate_support(contacts)->alliance_formed);  // 5 against 5
  contacts[1].influence = 1;
  EXPECT_FALSE(evaluate_support(contacts)->alliance_formed);
  contacts[1].influence = 5;
  contacts[1].level = ContactLevel::senior;
  EXPECT_FALSE(evaluate_support(contacts)->alliance_formed);
}

TEST(Support, UnknownAttitudesGreyTheBalance) {
  const std::vector<SupportContact> contacts{contact(3, std::nullopt), contact(2, 1)};
  const auto result = evaluate_support(contacts);
  EXPECT_TRUE(result->greyed);
  EXPECT_NEAR(*result->known, 0.4, 1e-12);
  EXPECT_TRUE(evaluate_support({})->greyed);
  EXPECT_EQ(evaluate_support({})->sbi, std::nullopt);
}

TEST(SupportProperties, AMoveGainsWhatItSays) {
  std::mt19937 random(5);
  const auto pick = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  for (int round = 0; round < 500; ++round) {
    std::vector<SupportContact> contacts;
    for (int i = pick(1, 6); i > 0; --i) {
      const auto attitude = pick(0, 4) == 0 ? std::nullopt : std::optional(pick(-2, 2));
      contacts.push_back(contact(pick(0, 5), attitude));
    }
    const auto before = evaluate_support(contacts);
    if (!before->sbi) continue;
    EXPECT_GE(*before->sbi, -1);
    EXPECT_LE(*before->sbi, 1);
    for (const SupportMove& move : before->moves) {
      auto changed = contacts;
      changed[move.contact].attitude = *changed[move.contact].attitude < 0 ? 0 : 1;
      EXPECT_NEAR(*evaluate_support(changed)->sbi - *before->sbi, move.gain, 1e-12);
    }
    for (std::size_t i = 1; i < before->moves.size(); ++i) EXPECT_GE(before->moves[i - 1].priority, before->moves[i].priority - 1e-9);
  }
}

TEST(Momentum, IsTheSlopePerThirtyDays) {
  const Instant now = *parse_instant("2026-06-30T00:00:00Z");
  std::vector<SupportPoint> points{{now.plus_days(-60), 0.0}, {now.plus_days(-30), 0.1}, {now, 0.2}};
  auto momentum = evaluate_momentum(points, now);
  EXPECT_NEAR(*momentum->slope, 0.1, 1e-12);
  EXPECT_EQ(momentum->direction, MomentumDirection::rising);
  points[0].at = now.plus_days(-91);
  EXPECT_EQ(evaluate_momentum(points, now)->slope, std::nullopt);
  points[0].at = points[1].at = now;
  EXPECT_EQ(evaluate_momentum(points, now)->slope, std::nullopt);
  points[0].at = now.plus_days(1);
  EXPECT_EQ(evaluate_momentum(points, now).error().fields[0].code, "negative_age");
}

}  // namespace
}  // namespace wheelhouse::method
