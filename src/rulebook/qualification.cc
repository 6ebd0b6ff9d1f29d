// C10 on JSON.
#include "method/qualification.h"

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

template <std::size_t N>
void read_ratings(const Input& in, std::array<std::optional<double>, N>& ratings) {
  in.each_item({N, N}, [&](const Input& item, std::size_t i) { ratings[i] = item.optional_number({0, 4}); });
}

QualificationInput read_qualification(const Input& in) {
  QualificationInput input;
  read_ratings(in["keyness"], input.keyness);
  read_ratings(in["attractiveness"], input.attractiveness);
  read_ratings(in["strength"], input.strength);
  input.current_tier = in["current_tier"].optional_one_of<AccountTier>();
  return input;
}

Result<std::string> answer_qualification(const QualificationInput& input) {
  const auto result = evaluate_qualification(input);
  if (!result) return fail(result.error());
  return Answer()
      .set("keyness", result->keyness)
      .set("attractiveness", result->attractiveness)
      .set("strength", result->strength)
      .set("tier", result->tier)
      .set("grid", result->grid)
      .text();
}

}  // namespace

std::vector<Rule> qualification_rules() { return {make_rule<read_qualification, answer_qualification>({"C10", "rule.C10"})}; }

}  // namespace wheelhouse::rulebook
