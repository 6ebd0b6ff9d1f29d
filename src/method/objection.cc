#include "method/objection.h"

#include <algorithm>
#include <unordered_set>

#include "method/check.h"

namespace wheelhouse::method {
namespace {

constexpr int kStatementsForRate = 10;

std::optional<double> median(std::vector<int> values) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2.0;
}

std::optional<double> prevention_rate(std::span<const ObjectionCall> calls, std::span<const ObjectionRecord> objections) {
  std::unordered_set<std::string_view> with_objection;
  for (const ObjectionRecord& objection : objections) with_objection.insert(objection.call_id);
  int late = 0, free = 0;
  for (const ObjectionCall& call : calls) {
    if (call.stage < Stage::criteria) continue;
    ++late;
    free += !with_objection.contains(call.id);
  }
  if (late == 0) return std::nullopt;
  return static_cast<double>(free) / late;
}

}  // namespace

Result<ObjectionNumbers> evaluate_objections(std::span<const ObjectionCall> calls, const std::array<int, kStatementClasses>& statements,
                                             std::span<const ObjectionRecord> objections) {
  Checks checks;
  for (std::size_t c = 0; c < kStatementClasses; ++c)
    checks.range("/statements/" + std::string(to_string(static_cast<StatementClass>(c))), statements[c], 0, kNoLimit);
  std::vector<int> loops;
  std::array<int, kStatementClasses> triggered{};
  int resolved = 0, price_after_feature = 0;
  for (std::size_t i = 0; i < objections.size(); ++i) {
    const ObjectionRecord& objection = objections[i];
    checks.range(Checks::at("objections", i, "loops"), objection.loops, 0, kNoLimit);
    loops.push_back(objection.loops);
    resolved += objection.state == ObjectionState::resolved;
    if (!objection.trigger) continue;
    ++triggered[static_cast<std::size_t>(*objection.trigger)];
    price_after_feature += objection.trigger == StatementClass::feature && objection.cls == ObjectionClass::price;
  }
  if (checks.failed()) return fail(checks.error());

  ObjectionNumbers numbers;
  const auto n = static_cast<double>(objections.size());
  if (!calls.empty()) numbers.per_call = n / static_cast<double>(calls.size());
  for (std::size_t c = 0; c < kStatementClasses; ++c)
    if (statements[c] >= kStatementsForRate) numbers.after[c] = static_cast<double>(triggered[c]) / statements[c];
  if (!objections.empty()) numbers.resolved_share = resolved / n;
  numbers.median_loops = median(std::move(loops));
  numbers.prevention_rate = prevention_rate(calls, objections);
  const int features = statements[static_cast<std::size_t>(StatementClass::feature)];
  if (features >= kStatementsForRate) numbers.price_after_feature = static_cast<double>(price_after_feature) / features;
  return numbers;
}

bool is_open(ObjectionState state) { return state != ObjectionState::resolved && state != ObjectionState::unresolved; }

bool is_listed_move(ObjectionState from, ObjectionState to) {
  using enum ObjectionState;
  switch (to) {
    case raised: return false;
    case clarified: return from == raised || from == checked || from == deferred || from == unresolved;
    case classified: return from == clarified;
    case responded: return from == classified;
    case checked: return from == responded;
    case resolved:
    case deferred:
    case unresolved: return from == checked;
  }
  return false;
}

std::optional<ObjectionRefusal> refuse_objection_move(const ObjectionTransition& move) {
  using enum ObjectionState;
  if (!is_listed_move(move.state, move.to)) return ObjectionRefusal::transition;
  bool holds = true;
  switch (move.to) {
    case raised:
    case checked: break;
    case clarified: holds = move.restated; break;
    case classified: holds = move.classified; break;
    case responded: holds = move.responded; break;
    case resolved: holds = move.acknowledged; break;
    case deferred: holds = move.has_date; break;
    case unresolved: holds = move.has_reason; break;
  }
  return holds ? std::nullopt : std::optional(ObjectionRefusal::guard);
}

double response_rank(std::int64_t resolved, std::int64_t used) {
  return (static_cast<double>(resolved) + 1) / (static_cast<double>(used) + 2);
}

ObjectionTreatment treatment_of(ObjectionClass cls) {
  switch (cls) {
    case ObjectionClass::value: return ObjectionTreatment::more_implications;
    case ObjectionClass::capability_cannot: return ObjectionTreatment::show_whole_value;
    case ObjectionClass::capability_can: return ObjectionTreatment::proof;
    case ObjectionClass::process_rules: return ObjectionTreatment::rules_check;
    case ObjectionClass::price: return ObjectionTreatment::value_first;
    case ObjectionClass::timing: return ObjectionTreatment::cost_of_waiting;
    case ObjectionClass::person: return ObjectionTreatment::change_person;
  }
  return ObjectionTreatment::more_implications;
}

}  // namespace wheelhouse::method
