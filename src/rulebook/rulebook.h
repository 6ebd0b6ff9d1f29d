// The computable rules of the method (METHOD §13) on plain JSON: what `wheelhouse method` and the API's rule endpoint run.
// Names and shapes are those of the worked cases in tests/golden/method_cases. Pure and stateless; any thread.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace wheelhouse::rulebook {

struct RuleInfo {
  std::string_view id;         // "C1.stage"
  std::string_view title_key;  // in the language packs: "rule.C1.stage"
};

// In the order of METHOD §13.
std::span<const RuleInfo> list_rules();

// JSON Schema (draft 2020-12) of the input. Errc::not_found for an unknown id.
Result<std::string> rule_schema(std::string_view id);

// Runs one rule; compact JSON answer. Errc::not_found for an unknown id; Errc::invalid for text that is not JSON (pointer ""),
// for numbers beyond a double, repeated keys and nesting deeper than 32, and for every field that is wrong or that the rule does
// not know ("unknown_field"), all of them at once.
// An unmet guard is an answer with its reason, not an error.
Result<std::string> run_rule(std::string_view id, std::string_view json_text);

}  // namespace wheelhouse::rulebook
