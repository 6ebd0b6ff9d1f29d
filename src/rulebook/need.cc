// C3.intensity, C3.layer, C3.nmi, C3.transition and C3.willingness on JSON.
#include "method/need.h"

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

struct Ratings {
  std::optional<int> severity, urgency, reach;
};
Ratings read_ratings(const Input& in) {
  return {in["severity"].optional_int({1, 5}), in["urgency"].optional_int({1, 5}), in["reach"].optional_int({1, 5})};
}
Result<std::string> answer_intensity(const Ratings& ratings) {
  const auto intensity = need_intensity(ratings.severity, ratings.urgency, ratings.reach);
  if (!intensity) return fail(intensity.error());
  return Answer().set("intensity", *intensity).text();
}

NeedLayer read_layer(const Input& in) {
  return {in["visible"].boolean(), in["conscious"].boolean(), in["surface"].boolean(), in["clear"].boolean()};
}
struct LayeredNeed {
  NeedState state{};
  NeedLayer layer;
};
LayeredNeed read_layered_need(const Input& in) { return {in["state"].one_of<NeedState>(), read_layer(in["layer"])}; }
std::string answer_layer(const LayeredNeed& need) {
  return Answer()
      .set("count", layer_count(need.layer))
      .set("band", layer_band(need.layer))
      .set("valid", layer_fits(need.state, need.layer))
      .text();
}

std::vector<WeighedNeed> read_weighed_needs(const Input& in) {
  return in["needs"].list([](const Input& item) {
    return WeighedNeed{item["state"].one_of<NeedState>(), item["intensity"].optional_number(kPercent)};
  });
}
std::string answer_maturity(const std::vector<WeighedNeed>& needs) { return Answer().set("nmi", need_maturity_index(needs)).text(); }

NeedTransition read_transition(const Input& in) {
  NeedTransition move;
  move.state = in["state"].optional_one_of<NeedState>();
  move.to = in["to"].one_of<NeedState>();
  move.layer = read_layer(in["layer"]);
  move.has_quote = in["quote"].has_text();
  move.quote_kind = in["quote_kind"].optional_one_of<QuoteKind>();
  move.accepted_implications = in["accepted_implications"].optional_int(kNotNegative).value_or(0);
  move.volunteered = in["volunteered"].flag();
  move.has_reason = in["reason"].has_text();
  move.delivery_confirmed = in["delivery_confirmed"].flag();
  return move;
}
std::string answer_transition(const NeedTransition& move) {
  const NeedTransitionResult result = evaluate_need_transition(move);
  return Answer().set("allowed", result.allowed).set("reason", result.reason).set("state", result.state).text();
}

std::vector<PricedNeed> read_priced_needs(const Input& in) {
  return in["needs"].list([](const Input& item) {
    return PricedNeed{item["intensity"].optional_number(kPercent), item["price"].optional_number(kNotNegative)};
  });
}
std::string answer_willingness(const std::vector<PricedNeed>& needs) {
  return Answer().set("rank_correlation", willingness_correlation(needs)).text();
}

}  // namespace

std::vector<Rule> need_rules() {
  return {make_rule<read_ratings, answer_intensity>({"C3.intensity", "rule.C3.intensity"}),
          make_rule<read_layered_need, answer_layer>({"C3.layer", "rule.C3.layer"}),
          make_rule<read_weighed_needs, answer_maturity>({"C3.nmi", "rule.C3.nmi"}),
          make_rule<read_transition, answer_transition>({"C3.transition", "rule.C3.transition"}),
          make_rule<read_priced_needs, answer_willingness>({"C3.willingness", "rule.C3.willingness"})};
}

}  // namespace wheelhouse::rulebook
