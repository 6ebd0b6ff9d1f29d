// What the registry knows of one rule, and how an adapter makes it from two functions. For this folder only.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "rulebook/input.h"
#include "rulebook/rulebook.h"

namespace wheelhouse::rulebook {

struct Rule {
  RuleInfo info;
  void (*describe)(const Input& in);                                              // reads a description
  Result<std::string> (*run)(const Input& in, const std::vector<FieldError>& errors);  // `errors` are those of `in`
};

// read(in) -> T collects errors in `in`; answer(T) -> std::string or Result<std::string>. The answer is asked for only when the
// reading was clean, so it may rely on every range that the reading names.
template <auto read, auto answer>
constexpr Rule make_rule(RuleInfo info) {
  return {info, [](const Input& in) { static_cast<void>(read(in)); },
          [](const Input& in, const std::vector<FieldError>& errors) -> Result<std::string> {
            const auto value = read(in);
            if (!errors.empty()) return fail(Error::invalid_fields(errors));
            return answer(value);
          }};
}

// One function per adapter file.
std::vector<Rule> stage_rules();
std::vector<Rule> need_rules();
std::vector<Rule> question_rules();
std::vector<Rule> statement_rules();
std::vector<Rule> call_rules();
std::vector<Rule> style_rules();
std::vector<Rule> portfolio_rules();
std::vector<Rule> value_rules();
std::vector<Rule> buyer_type_rules();
std::vector<Rule> qualification_rules();
std::vector<Rule> competency_rules();
std::vector<Rule> support_rules();
std::vector<Rule> resource_rules();
std::vector<Rule> criteria_rules();
std::vector<Rule> objection_rules();
std::vector<Rule> negotiation_rules();
std::vector<Rule> conversation_rules();
std::vector<Rule> habit_rules();
std::vector<Rule> stage_model_rules();
std::vector<Rule> forecast_rules();
std::vector<Rule> gap_rules();
std::vector<Rule> next_action_rules();
std::vector<Rule> data_quality_rules();
std::vector<Rule> mapping_rules();
std::vector<Rule> development_rules();
std::vector<Rule> practice_rules();

}  // namespace wheelhouse::rulebook
