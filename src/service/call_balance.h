// What of a call was asked and said, counted for METHOD C17 and C22. Reads only.
#pragma once
#include <vector>

#include "domain/call.h"
#include "domain/question.h"
#include "domain/statement_use.h"
#include "method/conversation.h"

namespace wheelhouse::service {

struct CallTalk {
  method::QuestionCounts asked{};  // asked questions, by type
  method::StatementCounts said{};  // statements said, by class
  std::int64_t items = 0;          // of both
  method::ConversationLog log;     // what rule C17 is given
  method::ConversationBalance balance;
};
// `questions` and `uses` are those of the call.
CallTalk talk_of(const Call& call, const std::vector<Question>& questions, const std::vector<StatementUse>& uses);

}  // namespace wheelhouse::service
