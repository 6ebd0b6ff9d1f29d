// C9.npv and C9.value on JSON.
#include "method/value.h"

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

NpvInput read_npv(const Input& in) {
  const auto number = [](const Input& item) { return item.number(); };
  return {in["benefits"].list(number), in["running"].list(number), in["initial"].number(),
          in["rate"].number({.min = -1, .open_min = true})};
}
Result<std::string> answer_npv(const NpvInput& input) {
  const auto result = evaluate_npv(input);
  if (!result) return fail(result.error());
  return Answer().set("npv", result->npv).set("roi", result->roi).set("payback", result->payback).text();
}

struct Sheet {
  std::vector<ValueBenefit> benefits;
  std::vector<ValueCost> costs;
};
Sheet read_sheet(const Input& in) {
  return {in["benefits"].list([](const Input& item) {
            return ValueBenefit{item["amount"].number(), item["currency"].text(), item["confidence"].one_of<BenefitConfidence>()};
          }),
          in["costs"].list([](const Input& item) {
            return ValueCost{item["amount"].number(), item["currency"].text(), item["kind"].one_of<CostKind>(),
                             item["probability"].optional_number(kShare)};
          })};
}
Result<std::string> answer_value(const Sheet& sheet) {
  const auto result = evaluate_value(sheet.benefits, sheet.costs);
  if (!result) return fail(result.error());
  return Answer().set("benefit", result->benefit).set("cost", result->cost).set("value", result->value).text();
}

}  // namespace

std::vector<Rule> value_rules() {
  return {make_rule<read_npv, answer_npv>({"C9.npv", "rule.C9.npv"}), make_rule<read_sheet, answer_value>({"C9.value", "rule.C9.value"})};
}

}  // namespace wheelhouse::rulebook
