// METHOD C9b and M64-M67: what kind of value a buyer looks for, and how to work with that. Pure.
#pragma once
#include <array>
#include <optional>
#include <utility>

#include "base/result.h"
#include "domain/vocabulary.h"

namespace wheelhouse::method {

constexpr std::size_t kBuyerKinds = 3;  // intrinsic, extrinsic, strategic: the first three of BuyerType, in that order
using BuyerAnswers = std::array<std::optional<int>, 4>;  // 1..5; null not answered

struct BuyerTypeInput {
  std::array<BuyerAnswers, kBuyerKinds> answers{};
  bool has_our_sponsor = false;
  bool has_their_sponsor = false;
  int joint_goals = 0;
  int strategic_accounts = 0;  // that we work as such
  int accounts = 0;            // in all
};
struct BuyerTypeResult {
  std::array<std::optional<double>, kBuyerKinds> scores{};  // 0..100; null below 3 answers
  std::optional<BuyerType> type;  // null when a score is
  std::optional<std::pair<BuyerType, BuyerType>> top_two;  // when mixed
  bool strategic_candidate = false;  // strategic by the answers, but the gate is not met
  std::optional<BuyerType> mode;     // how to work: a candidate as extrinsic
  bool strategic_cap_exceeded = false;  // more strategic accounts than max(3, 5 %)
};
Result<BuyerTypeResult> evaluate_buyer_type(const BuyerTypeInput& input);

}  // namespace wheelhouse::method
