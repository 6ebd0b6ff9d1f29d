#include "method/step_checks.h"

#include <algorithm>

#include "method/compare.h"

namespace wheelhouse::method {

StepChecks evaluate_steps(const StepFacts& facts) {
  StepChecks checks{};
  const auto at = [&](SellerStep step) -> bool& { return checks[static_cast<std::size_t>(step)]; };
  at(SellerStep::preparation) = std::any_of(facts.calls.begin(), facts.calls.end(), [](const PreparedCall& call) {
    return call.has_objective && call.has_fallback && at_least(call.plan_score, kPlanComplete);
  });
  at(SellerStep::approach) = facts.talk_agreed;
  at(SellerStep::survey) = facts.quoted_needs > 0 && facts.buying_people > 0;
  at(SellerStep::presentation) = facts.benefits > 0;
  at(SellerStep::demo) = facts.customer_said_proven;
  at(SellerStep::proposal) = facts.value_confirmed && at_least(facts.must_have_cover.value_or(1), 1);
  at(SellerStep::close) = facts.ordered || facts.dated_promise;
  return checks;
}

bool all_steps_done(const StepChecks& checks) {
  return std::all_of(checks.begin(), checks.end(), [](bool done) { return done; });
}

}  // namespace wheelhouse::method
