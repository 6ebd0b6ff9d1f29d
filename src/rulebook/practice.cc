// M16.checks, M26 and M27 on JSON.
#include "method/practice.h"

#include <algorithm>

#include "method/step_checks.h"
#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

// M17–M23.
struct Steps {
  std::vector<PreparedCall> calls;
  StepFacts facts;
};
Steps read_steps(const Input& in) {
  Steps steps;
  steps.calls = in["calls"].list([](const Input& item) {
    return PreparedCall{item["plan_score"].number(kPercent), item["objective"].has_text(), item["fallback"].has_text()};
  });
  StepFacts& facts = steps.facts;
  facts.talk_agreed = in["talk_agreed"].flag();
  facts.quoted_needs = in["quoted_needs"].whole(kNotNegative);
  facts.buying_people = in["buying_people"].whole(kNotNegative);
  facts.benefits = in["benefits"].whole(kNotNegative);
  facts.customer_said_proven = in["customer_said_proven"].flag();
  facts.must_have_cover = in["must_have_cover"].optional_number(kShare);
  facts.value_confirmed = in["value_confirmed"].flag();
  facts.ordered = in["ordered"].flag();
  facts.dated_promise = in["dated_promise"].flag();
  return steps;
}
std::string answer_steps(const Steps& steps) {
  StepFacts facts = steps.facts;
  facts.calls = steps.calls;
  const StepChecks checks = evaluate_steps(facts);
  return Answer()
      .object("checks",
              [&](Answer& answer) {
                for (std::size_t i = 0; i < checks.size(); ++i) answer.set(to_string(static_cast<SellerStep>(i)), checks[i]);
              })
      .set("all_done", all_steps_done(checks))
      .text();
}

struct Quiz {
  std::size_t right = 0, asked = 0;
};
Quiz read_quiz(const Input& in) {
  Quiz quiz;
  for (const bool right : in["answers"].list([](const Input& item) { return item["own"].optional_text() == item["right"].text(); })) {
    ++quiz.asked;
    quiz.right += right;
  }
  return quiz;
}
std::string answer_quiz(const Quiz& quiz) {
  const auto score = quiz_score(static_cast<double>(quiz.right), quiz.asked);
  return Answer().set("right", quiz.right).set("asked", quiz.asked).set("score", score).set("passed", quiz_passes(score)).text();
}

struct ModuleState {
  std::vector<std::optional<double>> scores;
  bool evidence = false;
};
ModuleState read_module(const Input& in) {
  ModuleState state;
  state.scores = in["quiz_scores"].list([](const Input& item) { return item.optional_number(kPercent); });
  state.evidence = in["work_evidence"].flag();
  return state;
}
std::string answer_module(const ModuleState& state) {
  const auto best = evaluate_improvement(state.scores).best;
  return Answer().set("best", best).set("quiz_passed", quiz_passes(best)).set("passed", module_passes(best, state.evidence)).text();
}

struct Judgements {
  std::vector<std::string> categories;
  std::vector<JudgedPair> pairs;
  AgreementWeights weights = AgreementWeights::none;
};
Judgements read_judgements(const Input& in) {
  Judgements judgements;
  std::vector<std::string>& categories = judgements.categories;
  in["categories"].each_item({2, 100}, [&](const Input& item, std::size_t) {
    std::string name = item.text();
    if (std::find(categories.begin(), categories.end(), name) != categories.end()) item.refuse("duplicate_id");
    categories.push_back(std::move(name));
  });
  const auto place_of = [&](const Input& item) -> std::size_t {
    const std::string name = item.text();
    const auto found = std::find(categories.begin(), categories.end(), name);
    if (found != categories.end()) return static_cast<std::size_t>(found - categories.begin());
    if (!item.describing()) item.refuse("unknown_value", {{"value", name.substr(0, 60)}});
    return 0;
  };
  judgements.pairs = in["pairs"].list([&](const Input& item) { return JudgedPair{place_of(item["own"]), place_of(item["model"])}; });
  judgements.weights = in["linear"].flag() ? AgreementWeights::linear : AgreementWeights::none;
  return judgements;
}
std::string answer_judgements(const Judgements& judgements) {
  const Agreement agreement = evaluate_agreement(judgements.categories.size(), judgements.pairs, judgements.weights);
  return Answer().set("observed", agreement.observed).set("expected", agreement.expected).set("kappa", agreement.kappa).text();
}

struct Attempts {
  std::vector<std::optional<double>> scores;
};
Attempts read_attempts(const Input& in) {
  return {in["scores"].list([](const Input& item) { return item.optional_number({-100, 100}); })};
}
std::string answer_attempts(const Attempts& attempts) {
  const Improvement improvement = evaluate_improvement(attempts.scores);
  return Answer()
      .set("latest", improvement.latest)
      .set("best", improvement.best)
      .set("since_first", improvement.since_first)
      .set("since_previous", improvement.since_previous)
      .text();
}

}  // namespace

std::vector<Rule> practice_rules() {
  return {
      make_rule<read_steps, answer_steps>({"M16.checks", "rule.M16.checks"}),
      make_rule<read_quiz, answer_quiz>({"M26.quiz", "rule.M26.quiz"}),
      make_rule<read_module, answer_module>({"M26.module", "rule.M26.module"}),
      make_rule<read_judgements, answer_judgements>({"M27.agreement", "rule.M27.agreement"}),
      make_rule<read_attempts, answer_attempts>({"M27.improvement", "rule.M27.improvement"}),
  };
}

}  // namespace wheelhouse::rulebook
