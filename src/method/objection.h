// METHOD C15 and M24: what objections say about how we sell; better prevented than overcome. Pure.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/vocabulary.h"
#include "method/words.h"

namespace wheelhouse::method {

constexpr std::size_t kStatementClasses = enum_size<StatementClass>();

struct ObjectionCall {
  std::string id;
  Stage stage{};  // shown at the call
};
struct ObjectionRecord {
  std::string call_id;  // empty, or of no call at hand, when it came up elsewhere
  ObjectionClass cls{};
  std::optional<StatementClass> trigger;  // class of the statement that set it off
  ObjectionState state{};
  int loops = 0;        // times it went from checked back to clarified
};
struct ObjectionNumbers {
  std::optional<double> per_call;         // null without calls
  std::array<std::optional<double>, kStatementClasses> after{};  // objections set off per statement; null below 10 statements
  std::optional<double> resolved_share;
  std::optional<double> median_loops;
  std::optional<double> prevention_rate;  // calls of stage >= 4 without a new objection / calls of stage >= 4
  std::optional<double> price_after_feature;  // price objections set off by features / features; null below 10
};
// `statements` by StatementClass, >= 0.
Result<ObjectionNumbers> evaluate_objections(std::span<const ObjectionCall> calls, const std::array<int, kStatementClasses>& statements,
                                             std::span<const ObjectionRecord> objections);

}  // namespace wheelhouse::method
