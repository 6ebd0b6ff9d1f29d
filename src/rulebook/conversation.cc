// C17, C22.mode and C22.selfcheck on JSON.
#include "method/conversation.h"

#include "rulebook/answer.h"
#include "rulebook/counts.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

ConversationLog read_log(const Input& in) {
  ConversationLog log;
  if (const Input& say = in["say"]; say.given()) log.say = read_counts<StatementClass>(say);
  if (const Input& listen = in["listen"]; listen.given())
    log.listen = ListenLog{listen["customer_seconds"].optional_number(kNotNegative), listen["seller_seconds"].optional_number(kNotNegative),
                           listen["estimate"].optional_number(kPercent), listen["confirmed_summaries"].optional_int(kNotNegative)};
  log.look = in["look"].optional_int(kNotNegative);
  if (const Input& ask = in["ask"]; ask.given()) log.ask = read_counts<QuestionType>(ask);
  return log;
}
Result<std::string> answer_balance(const ConversationLog& log) {
  const auto result = evaluate_conversation(log);
  if (!result) return fail(result.error());
  return Answer()
      .set("talk", result->talk)
      .set("say", result->say)
      .set("listen", result->listen)
      .set("look", result->look)
      .set("ask", result->ask)
      .set("balance", result->balance)
      .set("partial", result->partial)
      .text();
}

struct Mix {
  QuestionCounts questions{};
  StatementCounts statements{};
};
Mix read_mix(const Input& in) { return {read_counts<QuestionType>(in["questions"]), read_counts<StatementClass>(in["statements"])}; }
Result<std::string> answer_mode(const Mix& mix) {
  const auto index = mode_index(mix.questions, mix.statements);
  if (!index) return fail(index.error());
  return Answer().set("index", *index).text();
}

SelfCheckItems read_items(const Input& in) {
  SelfCheckItems items{};
  in["items"].each_item({items.size(), items.size()}, [&](const Input& item, std::size_t i) { items[i] = item.optional_int({0, 4}); });
  return items;
}
Result<std::string> answer_self_check(const SelfCheckItems& items) {
  const auto score = self_check_score(items);
  if (!score) return fail(score.error());
  return Answer().set("score", *score).text();
}

}  // namespace

std::vector<Rule> conversation_rules() {
  return {make_rule<read_log, answer_balance>({"C17", "rule.C17"}), make_rule<read_mix, answer_mode>({"C22.mode", "rule.C22.mode"}),
          make_rule<read_items, answer_self_check>({"C22.selfcheck", "rule.C22.selfcheck"})};
}

}  // namespace wheelhouse::rulebook
