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

// A wish to move an objection (METHOD §9.1): what the move brings with it, not just white space.
struct ObjectionTransition {
  ObjectionState state{};
  ObjectionState to{};
  bool restated = false;        // in our words, accepted by the customer
  bool classified = false;
  bool responded = false;
  bool acknowledged = false;    // by the customer, in their own words
  bool has_date = false;        // to come back to it, not in the past
  bool has_reason = false;
};
// Null when the move is allowed. raised → clarified → classified → responded → checked → resolved | deferred |
// unresolved; a "no" at the check goes back to clarified, and what was put off or left open may be taken up again there.
std::optional<ObjectionRefusal> refuse_objection_move(const ObjectionTransition& move);
bool is_open(ObjectionState state);        // all but resolved and unresolved
bool is_listed_move(ObjectionState from, ObjectionState to);
// Ranks an answer by how often it resolved, careful with few tries: (resolved + 1) / (used + 2), 0..1.
double response_rank(std::int64_t resolved, std::int64_t used);
ObjectionTreatment treatment_of(ObjectionClass cls);

}  // namespace wheelhouse::method
