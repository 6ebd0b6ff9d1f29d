// C4.plan and C4.run on JSON.
#include "method/question.h"

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

std::vector<QuestionChain> read_plan(const Input& in) {
  return in["chains"].list([](const Input& item) {
    QuestionChain chain;
    chain.intensity = item["intensity"].optional_number(kPercent);
    chain.facts_on_file = item["facts_on_file"].flag();
    chain.counts = {item["situation_count"].whole(kNotNegative), item["problem_count"].whole(kNotNegative),
                    item["implication_count"].whole(kNotNegative), item["need_payoff_count"].whole(kNotNegative)};
    return chain;
  });
}
Result<std::string> answer_plan(const std::vector<QuestionChain>& chains) {
  const auto plan = evaluate_question_plan(chains);
  if (!plan) return fail(plan.error());
  return Answer().set("score", plan->score).list("chain_scores", plan->chain_scores).text();
}

struct Run {
  Stage stage{};
  std::vector<RunChain> chains;
};
Question read_question(const Input& in) {
  Question question;
  question.type = in["type"].one_of<QuestionType>();
  question.asked = in["asked"].boolean();
  question.answered = in["answered"].boolean();
  question.accepted = in["accepted"].boolean();
  question.on_file = in["on_file"].flag();
  question.deliverable = in["deliverable"].boolean();
  return question;
}
Run read_run(const Input& in) {
  Run run;
  run.stage = in["stage"].one_of<Stage>();
  run.chains = in["chains"].list([](const Input& item) {
    return RunChain{item["intensity"].optional_number(kPercent), item["facts_on_file"].flag(), item["volunteered"].flag(),
                    item["questions"].list(read_question)};
  });
  return run;
}
Result<std::string> answer_run(const Run& run) {
  const auto result = evaluate_question_run(run.stage, run.chains);
  if (!result) return fail(result.error());
  Answer answer;
  answer.set("score", result->score).list("faults", result->faults, [](std::string& out, const Fault& fault) {
    out += Answer().set("chain", fault.chain).set("question", fault.question).set("fault", fault.fault).text();
  });
  if (result->mix) {
    answer.object("mix", [&](Answer& mix) {
      for (std::size_t t = 0; t < kQuestionTypes; ++t) mix.set(to_string(static_cast<QuestionType>(t)), (*result->mix)[t]);
    });
  } else {
    answer.raw("mix", "null");
  }
  return answer.set("warn_situation", result->warn_situation)
      .set("warn_depth", result->warn_depth)
      .list("stage_fit", result->stage_fit)
      .text();
}

}  // namespace

std::vector<Rule> question_rules() {
  return {make_rule<read_plan, answer_plan>({"C4.plan", "rule.C4.plan"}), make_rule<read_run, answer_run>({"C4.run", "rule.C4.run"})};
}

}  // namespace wheelhouse::rulebook
