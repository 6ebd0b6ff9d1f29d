#include "method/conversation.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "method/check.h"
#include "method/compare.h"

namespace wheelhouse::method {
namespace {

constexpr double kPart = 25;
constexpr double kTalkLow = 0.55, kTalkHigh = 0.80;
constexpr double kLookTarget = 3, kAskTarget = 6;
constexpr int kModeFrom = 5;

template <class Counts>
int sum(const Counts& counts) {
  return std::accumulate(counts.begin(), counts.end(), 0);
}
int benefits_and_values(const StatementCounts& counts) {
  return counts[static_cast<std::size_t>(StatementClass::benefit)] + counts[static_cast<std::size_t>(StatementClass::value)];
}

template <class Enum, class Counts>
void check_counts(Checks& checks, const std::string& pointer, const Counts& counts) {
  for (std::size_t i = 0; i < counts.size(); ++i)
    checks.range(pointer + "/" + std::string(to_string(static_cast<Enum>(i))), counts[i], 0, kNoLimit);
}

void check_log(Checks& checks, const ConversationLog& log) {
  if (log.say) check_counts<StatementClass>(checks, "/say", *log.say);
  if (log.ask) check_counts<QuestionType>(checks, "/ask", *log.ask);
  checks.range("/look", log.look, 0, kNoLimit);
  if (!log.listen) return;
  checks.range("/listen/customer_seconds", log.listen->customer_seconds, 0, kNoLimit);
  checks.range("/listen/seller_seconds", log.listen->seller_seconds, 0, kNoLimit);
  checks.range("/listen/estimate", log.listen->estimate, 0, 100);
  checks.range("/listen/confirmed_summaries", log.listen->confirmed_summaries, 0, kNoLimit);
}

std::optional<double> talk_share(const ListenLog& listen) {
  if (listen.customer_seconds && listen.seller_seconds) {
    const double both = *listen.customer_seconds + *listen.seller_seconds;
    if (both > 0) return *listen.customer_seconds / both;
  }
  if (listen.estimate) return *listen.estimate / 100;
  return std::nullopt;
}

}  // namespace

Result<ConversationBalance> evaluate_conversation(const ConversationLog& log) {
  Checks checks;
  check_log(checks, log);
  if (checks.failed()) return fail(checks.error());

  ConversationBalance result;
  if (log.say && sum(*log.say) > 0) result.say = kPart * benefits_and_values(*log.say) / sum(*log.say);
  if (log.listen) {
    result.talk = talk_share(*log.listen);
    if (result.talk && log.listen->confirmed_summaries) {
      const bool balanced = at_least(*result.talk, kTalkLow) && at_most(*result.talk, kTalkHigh);
      result.listen = kPart * (0.5 * balanced + 0.5 * std::min(1, *log.listen->confirmed_summaries));
    }
  }
  if (log.look) result.look = kPart * std::min(1.0, *log.look / kLookTarget);
  if (log.ask) {
    const int probing = sum(*log.ask) - (*log.ask)[static_cast<std::size_t>(QuestionType::situation)];
    result.ask = kPart * std::min(1.0, probing / kAskTarget);
  }
  for (const auto& part : {result.say, result.listen, result.look, result.ask}) {
    if (part) result.balance = result.balance.value_or(0) + *part;
    else result.partial = true;
  }
  return result;
}

Result<std::optional<double>> mode_index(const QuestionCounts& questions, const StatementCounts& statements) {
  Checks checks;
  check_counts<QuestionType>(checks, "/questions", questions);
  check_counts<StatementClass>(checks, "/statements", statements);
  if (checks.failed()) return fail(checks.error());
  const int all = sum(questions) + sum(statements);
  if (all < kModeFrom) return std::optional<double>();
  const int buyer_centred = questions[static_cast<std::size_t>(QuestionType::implication)] +
                            questions[static_cast<std::size_t>(QuestionType::need_payoff)] + benefits_and_values(statements);
  return std::optional(100.0 * buyer_centred / all);
}

Result<std::optional<double>> self_check_score(const SelfCheckItems& items) {
  constexpr int kHighest = 4;
  Checks checks;
  int total = 0;
  bool complete = true;
  for (std::size_t i = 0; i < items.size(); ++i) {
    checks.range(Checks::at("items", i), items[i], 0, kHighest);
    complete = complete && items[i];
    total += items[i].value_or(0);
  }
  if (checks.failed()) return fail(checks.error());
  if (!complete) return std::optional<double>();
  return std::optional(100.0 * total / (kHighest * static_cast<double>(items.size())));
}

}  // namespace wheelhouse::method
