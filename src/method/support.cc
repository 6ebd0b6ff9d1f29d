#include "method/support.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "method/check.h"
#include "method/compare.h"

namespace wheelhouse::method {
namespace {

constexpr double kDecisionMakerMeetings = 3, kOtherMeetings = 2;  // per 90 days
constexpr double kInTouch = 0.5;
constexpr double kDefaultProbability = 0.5, kDefaultEffort = 3;
constexpr int kMomentumDays = 90;
constexpr std::size_t kMomentumPoints = 3;
constexpr double kSlopeDays = 30, kSteady = 0.05;

double influence_of(const SupportContact& contact) { return contact.influence.value_or(0); }

double currency_of(const SupportContact& contact) {
  const double target = contact.decision_maker ? kDecisionMakerMeetings : kOtherMeetings;
  return std::min(1.0, contact.meetings_90d / target);
}

bool alliance_formed(std::span<const SupportContact> contacts) {
  std::array<bool, enum_size<ContactLevel>()> levels{};
  int supporters = 0;
  bool champion = false;
  double for_us = 0, against = 0;
  for (const SupportContact& contact : contacts) {
    const int attitude = contact.attitude.value_or(0);
    if (attitude <= -1) against += influence_of(contact);
    if (attitude < 1) continue;
    ++supporters;
    champion = champion || attitude == 2;
    for_us += influence_of(contact);
    if (contact.level) levels[static_cast<std::size_t>(*contact.level)] = true;
  }
  return champion && supporters >= 2 && std::count(levels.begin(), levels.end(), true) >= 2 && at_least(for_us, against);
}

std::vector<SupportMove> rank_moves(std::span<const SupportContact> contacts, double total_influence) {
  std::vector<SupportMove> moves;
  for (std::size_t i = 0; i < contacts.size(); ++i) {
    const SupportContact& contact = contacts[i];
    if (!contact.attitude || *contact.attitude > 0) continue;
    const double steps = std::max(1, -*contact.attitude);  // to neutral, or from neutral to a supporter
    const double gain = influence_of(contact) * steps / (2 * total_influence);
    moves.push_back({i, gain, gain * contact.success_probability.value_or(kDefaultProbability) / contact.effort.value_or(kDefaultEffort)});
  }
  std::stable_sort(moves.begin(), moves.end(), [](const SupportMove& a, const SupportMove& b) { return above(a.priority, b.priority); });
  return moves;
}

void check_contact(Checks& checks, std::size_t i, const SupportContact& contact) {
  checks.range(Checks::at("contacts", i, "influence"), contact.influence, 0, 5);
  checks.range(Checks::at("contacts", i, "attitude"), contact.attitude, -2, 2);
  checks.range(Checks::at("contacts", i, "meetings_90d"), contact.meetings_90d, 0, kNoLimit);
  checks.range(Checks::at("contacts", i, "success_probability"), contact.success_probability, 0, 1);
  checks.range(Checks::at("contacts", i, "effort"), contact.effort, 1, 5);
}

}  // namespace

Result<SupportResult> evaluate_support(std::span<const SupportContact> contacts) {
  Checks checks;
  for (std::size_t i = 0; i < contacts.size(); ++i) check_contact(checks, i, contacts[i]);
  if (checks.failed()) return fail(checks.error());

  SupportResult result;
  std::array<bool, enum_size<ContactLevel>()> levels{};
  double influence = 0, covered = 0, balance = 0, known = 0;
  int in_touch = 0;
  for (const SupportContact& contact : contacts) {
    const double v = influence_of(contact), q = currency_of(contact);
    influence += v;
    covered += v * q;
    if (contact.attitude) {
      balance += v * *contact.attitude;
      known += v;
    }
    result.at_risk = result.at_risk || (contact.veto && contact.attitude && *contact.attitude <= -1);
    if (!at_least(q, kInTouch)) continue;
    ++in_touch;
    if (contact.level) levels[static_cast<std::size_t>(*contact.level)] = true;
  }
  result.levels_reached = static_cast<int>(std::count(levels.begin(), levels.end(), true));
  result.single_thread = in_touch <= 1;
  result.alliance_formed = alliance_formed(contacts);
  if (influence > 0) {
    result.coverage = covered / influence;
    result.sbi = balance / (2 * influence);
    result.known = known / influence;
    result.greyed = below(*result.known, 0.5);
    result.moves = rank_moves(contacts, influence);
  }
  return result;
}

Result<Momentum> evaluate_momentum(std::span<const SupportPoint> points, Instant now) {
  Checks checks;
  std::vector<std::pair<double, double>> recent;  // exact days before now (<= 0), SBI
  for (std::size_t i = 0; i < points.size(); ++i) {
    const SupportPoint& point = points[i];
    if (point.at > now) checks.refuse(Checks::at("points", i, "at"), "negative_age");
    checks.range(Checks::at("points", i, "sbi"), point.sbi, -1, 1);
    if (!point.sbi || age_days(now, point.at) > kMomentumDays) continue;
    recent.emplace_back(static_cast<double>(point.at.ms - now.ms) / static_cast<double>(kMsPerDay), *point.sbi);
  }
  if (checks.failed()) return fail(checks.error());

  Momentum momentum;
  if (recent.size() < kMomentumPoints) return momentum;
  double mean_x = 0, mean_y = 0;
  for (const auto& [x, y] : recent) {
    mean_x += x;
    mean_y += y;
  }
  mean_x /= static_cast<double>(recent.size());
  mean_y /= static_cast<double>(recent.size());
  double xx = 0, xy = 0;
  for (const auto& [x, y] : recent) {
    xx += (x - mean_x) * (x - mean_x);
    xy += (x - mean_x) * (y - mean_y);
  }
  if (near(xx, 0)) return momentum;
  momentum.slope = kSlopeDays * xy / xx;
  if (above(*momentum.slope, kSteady)) momentum.direction = MomentumDirection::rising;
  else if (below(*momentum.slope, -kSteady)) momentum.direction = MomentumDirection::falling;
  else momentum.direction = MomentumDirection::steady;
  return momentum;
}

}  // namespace wheelhouse::method
