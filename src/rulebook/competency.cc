// C11 on JSON.
#include "method/competency.h"

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

struct Rubric {
  std::vector<RubricRating> ratings;
  std::array<double, kRubricRows> weights = equal_row_weights();
};

Rubric read_rubric(const Input& in) {
  Rubric rubric;
  rubric.ratings = in["ratings"].list([](const Input& item) {
    return RubricRating{item["row"].one_of<RubricRow>(), item["source"].one_of<RatingSource>(), item["level"].optional_number({0, 3}),
                        item["evidence_count"].whole(kNotNegative)};
  });
  if (const Input& weights = in["weights"]; weights.given()) {
    for (std::size_t r = 0; r < kRubricRows; ++r)
      rubric.weights[r] = weights[to_string(static_cast<RubricRow>(r))].optional_number(kNotNegative).value_or(1);
  }
  return rubric;
}

Result<std::string> answer_rubric(const Rubric& rubric) {
  const auto result = evaluate_competency(rubric.ratings, rubric.weights);
  if (!result) return fail(result.error());
  Answer answer;
  answer
      .object("levels",
              [&](Answer& levels) {
                for (std::size_t r = 0; r < kRubricRows; ++r)
                  if (result->levels[r]) levels.set(to_string(static_cast<RubricRow>(r)), *result->levels[r]);
              })
      .set("score", result->score)
      .set("band", result->band)
      .set("self_gap", result->self_gap)
      .list("growth", result->growth);
  return answer.text();
}

}  // namespace

std::vector<Rule> competency_rules() { return {make_rule<read_rubric, answer_rubric>({"C11", "rule.C11"})}; }

}  // namespace wheelhouse::rulebook
