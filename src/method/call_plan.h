// METHOD M17, M53–M56: what is missing from the plan of a call. Pure.
#pragma once
#include <array>
#include <vector>

#include "method/question.h"

namespace wheelhouse::method {

enum class PlanLint : std::uint8_t { objective_missing, fallback_missing, no_implication, too_many_situation, no_need_linked };

struct CallPlan {
  bool has_objective = false;  // what the customer is to do, not just white space
  bool has_fallback = false;
  std::array<int, kQuestionTypes> counts{};  // by QuestionType
  int linked = 0;                            // questions that belong to a need
};
std::vector<PlanLint> lint_call_plan(const CallPlan& plan);  // in the order of the enumeration

}  // namespace wheelhouse::method

namespace wheelhouse {
WH_ENUM_NAMES(method::PlanLint, "objective_missing", "fallback_missing", "no_implication", "too_many_situation", "no_need_linked");
}
