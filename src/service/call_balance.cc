#include "service/call_balance.h"

#include <algorithm>

#include "method/blank.h"

namespace wheelhouse::service {

CallTalk talk_of(const Call& call, const std::vector<Question>& questions, const std::vector<StatementUse>& uses) {
  CallTalk talk;
  for (const Question& q : questions)
    if (q.asked) ++talk.asked[static_cast<std::size_t>(q.type)], ++talk.items;
  for (const StatementUse& use : uses)
    if (use.said && use.cls) ++talk.said[static_cast<std::size_t>(*use.cls)], ++talk.items;
  method::ConversationLog& log = talk.log;
  if (!uses.empty()) log.say = talk.said;
  if (call.talk_share || call.confirmed_summaries) {
    auto& listen = log.listen.emplace();
    if (call.talk_share) listen.estimate = static_cast<double>(*call.talk_share);
    if (call.confirmed_summaries) listen.confirmed_summaries = static_cast<int>(*call.confirmed_summaries);
  }
  if (call.observations && !method::is_blank(*call.observations))  // one a line
    log.look = static_cast<int>(1 + std::count(call.observations->begin(), call.observations->end(), '\n'));
  if (!questions.empty()) log.ask = talk.asked;
  if (auto result = method::evaluate_conversation(log)) talk.balance = *result;  // within the record's own limits
  return talk;
}

}  // namespace wheelhouse::service
