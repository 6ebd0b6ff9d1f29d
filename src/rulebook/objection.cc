// C15 on JSON.
#include "method/objection.h"

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

struct Objections {
  std::vector<ObjectionCall> calls;
  std::array<int, kStatementClasses> statements{};
  std::vector<ObjectionRecord> objections;
};
Objections read_objections(const Input& in) {
  Objections input;
  input.calls = in["calls"].list([](const Input& item) { return ObjectionCall{item["id"].text(), item["stage"].one_of<Stage>()}; });
  const Input& statements = in["statements"];
  for (std::size_t c = 0; c < kStatementClasses; ++c)
    input.statements[c] = statements[to_string(static_cast<StatementClass>(c))].optional_int(kNotNegative).value_or(0);
  input.objections = in["objections"].list([](const Input& item) {
    return ObjectionRecord{item["call_id"].optional_text().value_or(""), item["class"].one_of<ObjectionClass>(),
                           item["trigger"].optional_one_of<StatementClass>(), item["state"].one_of<ObjectionState>(),
                           item["loops"].whole(kNotNegative)};
  });
  return input;
}
Result<std::string> answer_objections(const Objections& input) {
  const auto result = evaluate_objections(input.calls, input.statements, input.objections);
  if (!result) return fail(result.error());
  return Answer()
      .set("per_call", result->per_call)
      .object("after",
              [&](Answer& after) {
                for (std::size_t c = 0; c < kStatementClasses; ++c) after.set(to_string(static_cast<StatementClass>(c)), result->after[c]);
              })
      .set("resolved_share", result->resolved_share)
      .set("median_loops", result->median_loops)
      .set("prevention_rate", result->prevention_rate)
      .set("price_after_feature", result->price_after_feature)
      .text();
}

}  // namespace

std::vector<Rule> objection_rules() { return {make_rule<read_objections, answer_objections>({"C15", "rule.C15"})}; }

}  // namespace wheelhouse::rulebook
