#include "method/buyer_type.h"

#include <algorithm>

#include "method/check.h"
#include "method/compare.h"

namespace wheelhouse::method {
namespace {

constexpr int kLeastAnswers = 3;
constexpr double kClearLead = 10;
constexpr double kStrategicFrom = 60;
constexpr double kCapCount = 3, kCapShare = 0.05;

std::optional<double> score_of(const BuyerAnswers& answers) {
  int n = 0, sum = 0;
  for (const auto& answer : answers) {
    if (!answer) continue;
    ++n;
    sum += *answer;
  }
  if (n < kLeastAnswers) return std::nullopt;
  return 100 * (static_cast<double>(sum) / n - 1) / 4;
}

}  // namespace

Result<BuyerTypeResult> evaluate_buyer_type(const BuyerTypeInput& input) {
  Checks checks;
  for (std::size_t kind = 0; kind < kBuyerKinds; ++kind) {
    const std::string list = "answers/" + std::string(to_string(static_cast<BuyerType>(kind)));
    for (std::size_t i = 0; i < input.answers[kind].size(); ++i) checks.range(Checks::at(list, i), input.answers[kind][i], 1, 5);
  }
  checks.range("/joint_goals", input.joint_goals, 0, kNoLimit);
  checks.range("/strategic_accounts", input.strategic_accounts, 0, kNoLimit);
  checks.range("/accounts", input.accounts, 0, kNoLimit);
  if (checks.failed()) return fail(checks.error());

  BuyerTypeResult result;
  result.strategic_cap_exceeded = above(input.strategic_accounts, std::max(kCapCount, kCapShare * input.accounts));
  std::transform(input.answers.begin(), input.answers.end(), result.scores.begin(), score_of);
  const auto& scores = result.scores;
  if (std::any_of(scores.begin(), scores.end(), [](const auto& score) { return !score; })) return result;

  std::array<std::size_t, kBuyerKinds> order{0, 1, 2};
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return above(*scores[a], *scores[b]); });
  const auto first = static_cast<BuyerType>(order[0]), second = static_cast<BuyerType>(order[1]);
  if (!at_least(*scores[order[0]] - *scores[order[1]], kClearLead)) {
    result.type = result.mode = BuyerType::mixed;
    result.top_two = {first, second};
    return result;
  }
  result.type = result.mode = first;
  if (first == BuyerType::strategic) {
    const bool sponsored = input.has_our_sponsor && input.has_their_sponsor;
    const bool gate = at_least(*scores[order[0]], kStrategicFrom) && sponsored && input.joint_goals >= 1;
    result.strategic_candidate = !gate;
    if (!gate) result.mode = BuyerType::extrinsic;
  }
  return result;
}

}  // namespace wheelhouse::method
