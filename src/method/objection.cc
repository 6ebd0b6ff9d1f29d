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

}  // namespace wheelhouse::method
