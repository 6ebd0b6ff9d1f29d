#include "method/question.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "method/check.h"
#include "method/compare.h"

namespace wheelhouse::method {
namespace {

constexpr std::size_t kChainsInScore = 5;
constexpr int kWholeImplications = 3, kWholePayoffs = 2;  // of a chain that scores in full
constexpr double kFaultCost = 5, kMostFaultCost = 30;
constexpr int kMixFrom = 6;
constexpr double kMostSituationShare = 0.35, kLeastDepthShare = 0.30;

constexpr std::size_t at(QuestionType type) { return static_cast<std::size_t>(type); }

double chain_score(const QuestionChain& chain) {
  const int situations = chain.counts[at(QuestionType::situation)];
  double score = 0;
  if (situations > kMostSituations) score = 5;
  else if (situations >= 1 || chain.facts_on_file) score = 10;
  if (chain.counts[at(QuestionType::problem)] >= 1) score += 25;
  score += 35 * std::min(1.0, static_cast<double>(chain.counts[at(QuestionType::implication)]) / kWholeImplications);
  score += 30 * std::min(1.0, static_cast<double>(chain.counts[at(QuestionType::need_payoff)]) / kWholePayoffs);
  return score;
}

PlanScore score_chains(std::span<const QuestionChain> chains) {
  PlanScore plan;
  for (const QuestionChain& chain : chains) plan.chain_scores.push_back(chain_score(chain));

  std::vector<std::size_t> order(chains.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto intensity = [&](std::size_t i) { return chains[i].intensity.value_or(0); };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return intensity(a) > intensity(b); });
  order.resize(std::min(order.size(), kChainsInScore));
  if (order.empty()) return plan;

  double weighted = 0, total = 0, plain = 0;
  for (const std::size_t i : order) {
    weighted += intensity(i) * plan.chain_scores[i];
    total += intensity(i);
    plain += plan.chain_scores[i];
  }
  plan.score = above(total, 0) ? weighted / total : plain / static_cast<double>(order.size());
  return plan;
}

bool counts(const Question& question) { return question.asked && question.answered; }

void find_faults(const RunChain& chain, std::size_t chain_index, std::vector<Fault>& faults) {
  bool problem_accepted = false, implication_accepted = false;
  for (std::size_t i = 0; i < chain.questions.size(); ++i) {
    const Question& question = chain.questions[i];
    if (!counts(question)) continue;
    const auto add = [&](QuestionFault fault) { faults.push_back({chain_index, i, fault}); };
    switch (question.type) {
      case QuestionType::situation:
        if (question.on_file) add(QuestionFault::situation_on_file);
        break;
      case QuestionType::problem: problem_accepted = problem_accepted || question.accepted; break;
      case QuestionType::implication:
        if (!problem_accepted) add(QuestionFault::implication_before_accepted_problem);
        implication_accepted = implication_accepted || question.accepted;
        break;
      case QuestionType::need_payoff:
        if (!implication_accepted && !chain.volunteered) add(QuestionFault::need_payoff_before_accepted_implication);
        if (!question.deliverable) add(QuestionFault::need_payoff_not_deliverable);
        break;
    }
  }
}

void check_intensity(Checks& checks, std::size_t chain, const std::optional<double>& intensity) {
  if (intensity && !(*intensity >= 0 && *intensity <= 100)) checks.range(Checks::at("chains", chain, "intensity"), *intensity, 0, 100);
}

}  // namespace

Result<PlanScore> evaluate_question_plan(std::span<const QuestionChain> chains) {
  Checks checks;
  for (std::size_t c = 0; c < chains.size(); ++c) {
    check_intensity(checks, c, chains[c].intensity);
    for (std::size_t t = 0; t < kQuestionTypes; ++t) {
      if (chains[c].counts[t] >= 0) continue;
      const std::string member = std::string(to_string(static_cast<QuestionType>(t))) + "_count";
      checks.range(Checks::at("chains", c, member), chains[c].counts[t], 0, kNoLimit);
    }
  }
  if (checks.failed()) return fail(checks.error());
  return score_chains(chains);
}

Result<RunScore> evaluate_question_run(Stage stage, std::span<const RunChain> chains) {
  Checks checks;
  RunScore run;
  std::vector<QuestionChain> asked;
  std::array<int, kQuestionTypes> totals{};
  for (std::size_t c = 0; c < chains.size(); ++c) {
    check_intensity(checks, c, chains[c].intensity);
    QuestionChain chain{chains[c].intensity, chains[c].facts_on_file, {}};
    for (const Question& question : chains[c].questions) {
      if (!counts(question)) continue;
      ++chain.counts[at(question.type)];
      ++totals[at(question.type)];
      run.stage_fit.push_back(question_fits_stage(question.type, stage) ? QuestionFit::ok : QuestionFit::info);
    }
    asked.push_back(chain);
    find_faults(chains[c], c, run.faults);
  }
  if (checks.failed()) return fail(checks.error());

  const double cost = std::min(kMostFaultCost, kFaultCost * static_cast<double>(run.faults.size()));
  run.score = std::max(0.0, score_chains(asked).score - cost);
  const int n = std::accumulate(totals.begin(), totals.end(), 0);
  if (n == 0) return run;
  auto& mix = run.mix.emplace();
  for (std::size_t t = 0; t < kQuestionTypes; ++t) mix[t] = static_cast<double>(totals[t]) / n;
  if (n < kMixFrom) return run;
  run.warn_situation = above(mix[at(QuestionType::situation)], kMostSituationShare);
  run.warn_depth = below(mix[at(QuestionType::implication)] + mix[at(QuestionType::need_payoff)], kLeastDepthShare);
  return run;
}

bool question_fits_stage(QuestionType type, Stage stage) {
  using enum QuestionType;
  switch (stage) {
    case Stage::satisfaction: return type == situation || type == problem;
    case Stage::recognition: return type == problem || type == implication;
    case Stage::decision:
    case Stage::criteria: return type == implication || type == need_payoff;
    case Stage::assessment: return type == need_payoff;
    case Stage::investigation:
    case Stage::choice: return type == need_payoff || type == problem;
    case Stage::reassessment: return type != implication;
  }
  return false;
}

SuggestedQuestion question_out_of(Stage stage) {
  switch (stage) {
    case Stage::satisfaction: return {QuestionType::problem, "P1"};
    case Stage::recognition: return {QuestionType::implication, "I2"};
    case Stage::decision: return {QuestionType::need_payoff, "N4"};      // "what would a good answer look like?"
    case Stage::criteria: return {QuestionType::need_payoff, "N2"};      // with figures
    case Stage::assessment: return {QuestionType::need_payoff, "N1"};    // then "how would you check it?"
    case Stage::investigation: return {QuestionType::need_payoff, "N1"}; // what the proof means
    case Stage::choice: return {QuestionType::problem, "P1"};            // concerns first
    case Stage::reassessment: return {QuestionType::situation, "S2"};    // on use
  }
  return {};
}

std::optional<SuggestedQuestion> question_after_regression(Stage from, Stage to) {
  if (from == Stage::decision && to == Stage::recognition) return SuggestedQuestion{QuestionType::implication, "I1"};
  if (from == Stage::investigation && to == Stage::criteria) return SuggestedQuestion{QuestionType::problem, "P1"};
  if (from == Stage::choice && to == Stage::investigation) return SuggestedQuestion{QuestionType::problem, "P1"};
  if (from == Stage::choice && to == Stage::recognition) return SuggestedQuestion{QuestionType::implication, "I2"};
  return std::nullopt;
}

std::optional<QuestionType> missing_question(NeedState state, bool facts_on_file, const std::array<int, kQuestionTypes>& counts) {
  using enum QuestionType;
  const auto has = [&](QuestionType type) { return counts[at(type)] > 0; };
  if (state == NeedState::latent && !has(situation) && !facts_on_file) return situation;
  if (state == NeedState::latent && !has(problem)) return problem;  // once it is implied, they have named the difficulty
  if (state < NeedState::explicit_ && counts[at(implication)] < kWholeImplications) return implication;
  if (counts[at(need_payoff)] < kWholePayoffs) return need_payoff;
  return std::nullopt;
}

std::string_view template_for(QuestionType type) {
  switch (type) {
    case QuestionType::situation: return "S1";
    case QuestionType::problem: return "P1";
    case QuestionType::implication: return "I2";
    case QuestionType::need_payoff: return "N1";
  }
  return {};
}

}  // namespace wheelhouse::method
