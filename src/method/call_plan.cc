#include "method/call_plan.h"

#include <numeric>

namespace wheelhouse::method {

std::vector<PlanLint> lint_call_plan(const CallPlan& plan) {
  std::vector<PlanLint> found;
  const auto count = [&](QuestionType type) { return plan.counts[static_cast<std::size_t>(type)]; };
  if (!plan.has_objective) found.push_back(PlanLint::objective_missing);
  if (!plan.has_fallback) found.push_back(PlanLint::fallback_missing);
  if (count(QuestionType::implication) == 0) found.push_back(PlanLint::no_implication);
  if (count(QuestionType::situation) > kMostSituations) found.push_back(PlanLint::too_many_situation);
  if (plan.linked == 0 && std::accumulate(plan.counts.begin(), plan.counts.end(), 0) > 0) found.push_back(PlanLint::no_need_linked);
  return found;
}

}  // namespace wheelhouse::method
