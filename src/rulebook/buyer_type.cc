// C9b on JSON.
#include "method/buyer_type.h"

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

std::string_view kind_name(std::size_t kind) { return to_string(static_cast<BuyerType>(kind)); }

BuyerTypeInput read_buyer(const Input& in) {
  BuyerTypeInput input;
  const Input& answers = in["answers"];
  for (std::size_t kind = 0; kind < kBuyerKinds; ++kind)
    answers[kind_name(kind)].each_item(
        {4, 4}, [&](const Input& item, std::size_t i) { input.answers[kind][i] = item.optional_int({1, 5}); });
  input.has_our_sponsor = in["our_sponsor"].has_text();
  input.has_their_sponsor = in["their_sponsor"].has_text();
  input.joint_goals = in["joint_goals"].whole(kNotNegative);
  input.strategic_accounts = in["strategic_accounts"].whole(kNotNegative);
  input.accounts = in["accounts"].whole(kNotNegative);
  return input;
}

Result<std::string> answer_buyer(const BuyerTypeInput& input) {
  const auto result = evaluate_buyer_type(input);
  if (!result) return fail(result.error());
  Answer answer;
  answer
      .object("scores",
              [&](Answer& scores) {
                for (std::size_t kind = 0; kind < kBuyerKinds; ++kind) scores.set(kind_name(kind), result->scores[kind]);
              })
      .set("type", result->type);
  if (result->top_two) answer.list("top_two", std::array{result->top_two->first, result->top_two->second});
  else answer.raw("top_two", "null");
  return answer.set("strategic_candidate", result->strategic_candidate)
      .set("mode", result->mode)
      .set("strategic_cap_exceeded", result->strategic_cap_exceeded)
      .text();
}

}  // namespace

std::vector<Rule> buyer_type_rules() { return {make_rule<read_buyer, answer_buyer>({"C9b", "rule.C9b"})}; }

}  // namespace wheelhouse::rulebook
