#include "method/statement.h"

#include <algorithm>
#include <cmath>

#include "method/call_outcome.h"
#include "method/compare.h"

namespace wheelhouse::method {
namespace {

constexpr int kRateFrom = 10;  // calls

bool is_explicit(NeedState state) { return state == NeedState::explicit_ || state == NeedState::confirmed; }

const OfferNeed* find_need(const Offer& offer, const std::string& id) {
  const auto found = std::find_if(offer.needs.begin(), offer.needs.end(), [&](const OfferNeed& need) { return need.id == id; });
  return found == offer.needs.end() || !found->same_opportunity ? nullptr : &*found;
}

bool earns(StatementClass cls) { return cls == StatementClass::benefit || cls == StatementClass::value; }

// Share of the explicit needs that `counts` picks and a benefit or value speaks to.
template <class Picks>
std::optional<double> coverage_of(const Offer& offer, const std::vector<StatementClass>& classes, Picks&& picks) {
  int all = 0, covered = 0;
  for (const OfferNeed& need : offer.needs) {
    if (!need.same_opportunity || !is_explicit(need.state) || !picks(need)) continue;
    ++all;
    for (std::size_t i = 0; i < classes.size(); ++i) {
      if (!earns(classes[i]) || offer.statements[i].need_id != need.id) continue;
      ++covered;
      break;
    }
  }
  if (all == 0) return std::nullopt;
  return static_cast<double>(covered) / all;
}

bool is_needed(const Offer& offer, const OfferPart& part) {
  return part.has_gap || std::any_of(part.need_ids.begin(), part.need_ids.end(), [&](const std::string& id) {
           const OfferNeed* need = find_need(offer, id);
           return need && is_explicit(need->state);
         });
}

}  // namespace

StatementClass classify_statement(const StatementFacts& facts) {
  const bool met_need = facts.need_state && (is_explicit(*facts.need_state) || *facts.need_state == NeedState::met);
  if (facts.benefit && met_need) return facts.quantified && facts.confirmed ? StatementClass::value : StatementClass::benefit;
  return facts.advantage || facts.benefit ? StatementClass::advantage : StatementClass::feature;
}

double statement_completeness(const StatementFacts& facts, StatementClass cls) {
  return 0.1 * facts.feature + 0.2 * facts.advantage + 0.4 * earns(cls) + 0.3 * (cls == StatementClass::value);
}

OfferReview evaluate_offer(const Offer& offer) {
  OfferReview review;
  for (const OfferStatement& statement : offer.statements) {
    StatementFacts facts = statement.facts;
    const OfferNeed* need = statement.need_id ? find_need(offer, *statement.need_id) : nullptr;
    facts.need_state = need ? std::optional(need->state) : std::nullopt;
    review.classes.push_back(classify_statement(facts));
    review.completeness.push_back(statement_completeness(facts, review.classes.back()));
  }
  review.coverage = coverage_of(offer, review.classes, [](const OfferNeed&) { return true; });
  review.must_have_coverage = coverage_of(offer, review.classes, [](const OfferNeed& need) { return need.must_have; });
  if (!review.classes.empty()) {
    const auto orphans = std::count_if(review.classes.begin(), review.classes.end(), [](StatementClass cls) { return !earns(cls); });
    review.orphan_share = static_cast<double>(orphans) / static_cast<double>(review.classes.size());
  }
  for (std::size_t i = 0; i < offer.parts.size(); ++i)
    if (!is_needed(offer, offer.parts[i])) review.unneeded_parts.push_back(i);

  const bool must_haves_covered = !review.must_have_coverage || at_least(*review.must_have_coverage, 1);
  const bool has_value = std::count(review.classes.begin(), review.classes.end(), StatementClass::value) > 0;
  if (must_haves_covered && has_value && review.unneeded_parts.empty()) review.gate = ProposalGate::pass;
  else review.gate = offer.tier == AccountTier::individual ? ProposalGate::warn : ProposalGate::block;
  return review;
}

ImpactCurves impact_curves_at(double t) {
  return {0.80 + 0.10 * t, 0.20 + 0.45 * std::pow(1 - t, 1.2), 0.10 + 0.15 * t * t * t};
}

ImpactCurves impact_curves(Stage stage) { return impact_curves_at((stage_number(stage) - 1) / 7.0); }

bool class_fits_stage(StatementClass cls, Stage stage) {
  switch (stage) {
    case Stage::satisfaction:
    case Stage::recognition:
    case Stage::decision: return false;
    case Stage::criteria: return cls == StatementClass::advantage || cls == StatementClass::benefit;
    case Stage::assessment:
    case Stage::choice: return earns(cls);
    case Stage::investigation: return earns(cls) || cls == StatementClass::feature;
    case Stage::reassessment: return cls == StatementClass::value;
  }
  return false;
}

StatementRate statement_rate(StatementClass cls, Stage stage, std::span<const StatementCall> calls) {
  StatementRate result;
  int successes = 0;
  for (const StatementCall& call : calls) {
    if (call.stage != stage || std::count(call.classes.begin(), call.classes.end(), cls) == 0) continue;
    ++result.n;
    successes += is_successful(call.outcome);
  }
  if (result.n >= kRateFrom) result.rate = static_cast<double>(successes) / result.n;
  return result;
}

}  // namespace wheelhouse::method
