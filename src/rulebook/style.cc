// C7.placement, C7.raters and C7.flex on JSON.
#include "method/style.h"

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

void set_zone(Answer& answer, const StyleZone& zone) {
  answer.set("quadrant", zone.quadrant)
      .set("borderline", zone.borderline)
      .list("candidates", zone.candidates)
      .set("grid_row", zone.grid_row)
      .set("grid_column", zone.grid_column)
      .set("strength", zone.strength);
}

struct Answers {
  StyleAnswers power{}, emotion{};
};
Answers read_answers(const Input& in) {
  Answers answers;
  const auto read = [](const Input& list, StyleAnswers& out) {
    list.each_item({kStyleItems, kStyleItems}, [&](const Input& item, std::size_t i) { out[i] = item.optional_int({1, 5}); });
  };
  read(in["power_answers"], answers.power);
  read(in["emotion_answers"], answers.emotion);
  return answers;
}
Result<std::string> answer_placement(const Answers& answers) {
  const auto placement = evaluate_style(answers.power, answers.emotion);
  if (!placement) return fail(placement.error());
  Answer answer;
  answer.set("power", placement->power).set("emotion", placement->emotion).set("status", placement->status);
  if (placement->zone) set_zone(answer, *placement->zone);
  return answer.text();
}

std::vector<StyleRating> read_raters(const Input& in) {
  return in["raters"].list([](const Input& item) {
    return StyleRating{item["power"].optional_number({-1, 1}), item["emotion"].optional_number({-1, 1}), item["familiarity"].whole({1, 3})};
  });
}
Result<std::string> answer_raters(const std::vector<StyleRating>& raters) {
  const auto result = evaluate_raters(raters);
  if (!result) return fail(result.error());
  Answer answer;
  if (!*result) return answer.raw("power", "null").raw("emotion", "null").text();
  const RatersResult& mean = **result;
  answer.set("power", mean.power)
      .set("emotion", mean.emotion)
      .set("power_deviation", mean.power_deviation)
      .set("emotion_deviation", mean.emotion_deviation)
      .set("raters_disagree", mean.raters_disagree);
  set_zone(answer, mean.zone);
  return answer.text();
}

struct Pair {
  StylePoint seller, contact;
};
StylePoint read_point(const Input& in) { return {in["power"].number({-1, 1}), in["emotion"].number({-1, 1})}; }
Pair read_pair(const Input& in) { return {read_point(in["seller"]), read_point(in["contact"])}; }
Result<std::string> answer_flex(const Pair& pair) {
  const auto flex = evaluate_flex(pair.seller, pair.contact);
  if (!flex) return fail(flex.error());
  return Answer().set("distance", flex->distance).set("axis", flex->axis).set("direction", flex->direction).text();
}

}  // namespace

std::vector<Rule> style_rules() {
  return {make_rule<read_pair, answer_flex>({"C7.flex", "rule.C7.flex"}),
          make_rule<read_answers, answer_placement>({"C7.placement", "rule.C7.placement"}),
          make_rule<read_raters, answer_raters>({"C7.raters", "rule.C7.raters"})};
}

}  // namespace wheelhouse::rulebook
