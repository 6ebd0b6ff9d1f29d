// METHOD C17, C22, M5, M47, M68-M72: how a call was balanced between saying, listening, looking and asking, whether it was
// more about product or buyer, and the seller's self-check. Pure.
#pragma once
#include <array>
#include <optional>
#include <span>

#include "base/result.h"
#include "method/words.h"

namespace wheelhouse::method {

using StatementCounts = std::array<int, enum_size<StatementClass>()>;  // by class, >= 0
using QuestionCounts = std::array<int, enum_size<QuestionType>()>;     // by type, >= 0

struct ListenLog {
  std::optional<double> customer_seconds;  // >= 0
  std::optional<double> seller_seconds;
  std::optional<double> estimate;          // customer's share of the talk, 0..100, when nobody timed it
  std::optional<int> confirmed_summaries;
};
// Each part is null where that part of the log was not filled in.
struct ConversationLog {
  std::optional<StatementCounts> say;
  std::optional<ListenLog> listen;
  std::optional<int> look;  // observations
  std::optional<QuestionCounts> ask;
};
struct ConversationBalance {
  std::optional<double> talk;    // customer's share 0..1, from the seconds, else the estimate
  std::optional<double> say;     // each part 0..25; null when it is missing. Say is null when nothing was stated
  std::optional<double> listen;  // needs the talk share and the summaries
  std::optional<double> look;
  std::optional<double> ask;
  std::optional<double> balance;  // sum of the parts that are there; null without any
  bool partial = false;           // some part is null
};
Result<ConversationBalance> evaluate_conversation(const ConversationLog& log);

// C22: 100 (I + N + B + V) / (questions + statements), 0 product-centred .. 100 buyer-centred; null below 5 items.
Result<std::optional<double>> mode_index(const QuestionCounts& questions, const StatementCounts& statements);

// C22 / M5: 100 sum / 32 over eight items 0..4; null when one is missing.
using SelfCheckItems = std::array<std::optional<int>, 8>;
Result<std::optional<double>> self_check_score(const SelfCheckItems& items);

}  // namespace wheelhouse::method
