// C5.fabv, C5.curves and C5.rate on JSON.
#include "method/statement.h"

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

// An offer with the names that the answer gives back.
struct NamedOffer {
  Offer offer;
  std::vector<std::string> statement_ids;
  std::vector<std::string> part_ids;
};

OfferStatement read_statement(const Input& in) {
  OfferStatement statement;
  statement.need_id = in["need_id"].optional_text();
  StatementFacts& facts = statement.facts;
  facts.feature = in["feature"].has_text();
  facts.advantage = in["advantage"].has_text();
  facts.benefit = in["benefit"].has_text();
  const bool amount = in["amount"].optional_number().has_value();
  const bool unit = in["unit"].has_text(), period = in["period"].has_text(), basis = in["basis"].has_text();
  facts.quantified = amount && unit && period && basis;
  const bool by = in["confirmed_by"].has_text(), when = in["confirmed_at"].optional_instant().has_value();
  facts.confirmed = by && when;
  return statement;
}

NamedOffer read_offer(const Input& in) {
  NamedOffer named;
  const std::string opportunity = in["opportunity_id"].text();
  named.offer.tier = in["tier"].optional_one_of<AccountTier>().value_or(AccountTier::undecided);
  named.offer.needs = in["needs"].list([&](const Input& item) {
    return OfferNeed{item["id"].text(), item["state"].one_of<NeedState>(), item["must_have"].flag(),
                     item["opportunity_id"].text() == opportunity};
  });
  named.offer.statements = in["statements"].list([&](const Input& item) {
    named.statement_ids.push_back(item["id"].text());
    return read_statement(item);
  });
  named.offer.parts = in["parts"].list([&](const Input& item) {
    named.part_ids.push_back(item["id"].text());
    const auto text = [](const Input& id) { return id.text(); };
    const bool has_gap = !item["gap_ids"].list(text).empty();
    return OfferPart{has_gap, item["need_ids"].list(text)};
  });
  return named;
}

std::string answer_offer(const NamedOffer& named) {
  const OfferReview review = evaluate_offer(named.offer);
  Answer answer;
  answer
      .object("classes",
              [&](Answer& classes) {
                for (std::size_t i = 0; i < review.classes.size(); ++i) classes.set(named.statement_ids[i], review.classes[i]);
              })
      .object("completeness",
              [&](Answer& completeness) {
                for (std::size_t i = 0; i < review.completeness.size(); ++i)
                  completeness.set(named.statement_ids[i], review.completeness[i]);
              })
      .set("coverage", review.coverage)
      .set("must_have_coverage", review.must_have_coverage)
      .set("orphan_share", review.orphan_share)
      .list("unneeded_parts", review.unneeded_parts, [&](std::string& out, std::size_t i) { append(out, named.part_ids[i]); })
      .set("gate", review.gate);
  return answer.text();
}

Stage read_curve(const Input& in) { return in["stage"].one_of<Stage>(); }
std::string answer_curve(const Stage& stage) {
  const ImpactCurves curves = impact_curves(stage);
  return Answer().set("benefit", curves.benefit).set("advantage", curves.advantage).set("feature", curves.feature).text();
}

struct RateInput {
  StatementClass cls{};
  Stage stage{};
  std::vector<StatementCall> calls;
};
RateInput read_rate(const Input& in) {
  return {in["class"].one_of<StatementClass>(), in["stage"].one_of<Stage>(), in["calls"].list([](const Input& item) {
            return StatementCall{item["classes"].list([](const Input& cls) { return cls.one_of<StatementClass>(); }),
                                 item["stage"].one_of<Stage>(), item["outcome"].one_of<CallOutcome>()};
          })};
}
std::string answer_rate(const RateInput& input) {
  const StatementRate rate = statement_rate(input.cls, input.stage, input.calls);
  return Answer().set("n", rate.n).set("rate", rate.rate).text();
}

}  // namespace

std::vector<Rule> statement_rules() {
  return {make_rule<read_curve, answer_curve>({"C5.curves", "rule.C5.curves"}),
          make_rule<read_offer, answer_offer>({"C5.fabv", "rule.C5.fabv"}),
          make_rule<read_rate, answer_rate>({"C5.rate", "rule.C5.rate"})};
}

}  // namespace wheelhouse::rulebook
