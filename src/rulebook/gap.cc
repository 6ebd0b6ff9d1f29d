// C21 on JSON.
#include "method/gap.h"

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

std::vector<GapDimension> read_dimensions(const Input& in) {
  constexpr Range kLevel{0, 10};
  return in["dimensions"].list([&](const Input& item) {
    return GapDimension{item["weight"].number(kNotNegative), item["current"].optional_number(kLevel), item["ideal"].optional_number(kLevel),
                        item["promised"].optional_number(kLevel), item["measured"].optional_number(kLevel)};
  });
}
Result<std::string> answer_gap(const std::vector<GapDimension>& dimensions) {
  const auto result = evaluate_gap(dimensions);
  if (!result) return fail(result.error());
  return Answer()
      .set("gap", result->gap)
      .set("gap_percent", result->gap_percent)
      .set("cover", result->cover)
      .set("realised", result->realised)
      .text();
}

}  // namespace

std::vector<Rule> gap_rules() { return {make_rule<read_dimensions, answer_gap>({"C21", "rule.C21"})}; }

}  // namespace wheelhouse::rulebook
