// METHOD M46 (with M49): how a seller changes over the months, from telling the product to understanding the customer. Pure.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "method/conversation.h"

namespace wheelhouse::method {

constexpr int kPathMonths = 6;      // over which the slope is taken, the current one among them
constexpr int kPathSlopeLeast = 3;  // months with a value, below which no slope is told

// A call that was held, as it was logged.
struct PathCall {
  Date held_on;
  QuestionCounts questions{};            // asked
  StatementCounts statements{};          // made
  std::optional<double> talk_share;      // the customer's, 0..100
  std::optional<bool> customer_voiced;   // the customer named the solution first (M49 d)
  std::optional<bool> summary_accepted;  // our summary of their position was accepted (M49 e)
};
// Shares 0..1; null without anything to take a share of.
struct PathShares {
  std::optional<double> questions;        // of questions and statements
  std::optional<double> deep_questions;   // implication and need-payoff, of the questions
  std::optional<double> benefit_value;    // benefits and values, of the statements
  std::optional<double> talk;             // mean of the customer's share
  std::optional<double> customer_voiced;  // of the calls that say so or deny it
  std::optional<double> summary_accepted;
};
struct PathMonth {
  int year = 0, month = 0;
  int calls = 0;
  PathShares shares;
};
struct ChangePath {
  std::vector<PathMonth> months;  // `months` of them up to that of `today`, the oldest first
  PathShares slope;               // change a month over the last kPathMonths, by least squares; null with fewer than kPathSlopeLeast
};
// 1 <= months <= 36. Calls outside the months are left out.
Result<ChangePath> evaluate_change_path(std::span<const PathCall> calls, Date today, int months);

}  // namespace wheelhouse::method
