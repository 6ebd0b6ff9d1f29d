// C14 on JSON.
#include "method/criteria.h"

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

std::vector<ScoredCriterion> read_criteria(const Input& in) {
  return in["criteria"].list([](const Input& item) {
    return ScoredCriterion{item["weight"].number(kNotNegative), item["ours"].optional_number({1, 5}), item["rival"].optional_number({1, 5}),
                           item["must_have"].flag(), item["shaped_by_us"].flag()};
  });
}
Result<std::string> answer_criteria(const std::vector<ScoredCriterion>& criteria) {
  const auto result = compare_criteria(criteria);
  if (!result) return fail(result.error());
  return Answer()
      .set("advantage", result->advantage)
      .set("known_share", result->known_share)
      .set("red", result->red)
      .set("influence_index", result->influence_index)
      .text();
}

}  // namespace

std::vector<Rule> criteria_rules() { return {make_rule<read_criteria, answer_criteria>({"C14", "rule.C14"})}; }

}  // namespace wheelhouse::rulebook
