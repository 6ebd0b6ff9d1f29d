// METHOD C5, M58-M60: what class a statement about our offer truly is, what it covers, and when each class works. Pure.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/vocabulary.h"
#include "method/words.h"

namespace wheelhouse::method {

// What of a statement is filled in (not just white space).
struct StatementFacts {
  bool feature = false;
  bool advantage = false;
  bool benefit = false;
  bool quantified = false;  // amount (0 included), unit, period and basis
  bool confirmed = false;   // the customer did: who and when
  std::optional<NeedState> need_state;  // of the linked need of the same opportunity; none without one
};
// Without an explicit need the words are an advantage, whatever they say; a downgraded need takes B and V back at once.
StatementClass classify_statement(const StatementFacts& facts);
// L = 0.1 F + 0.2 A + 0.4 B + 0.3 V, 0..1.
double statement_completeness(const StatementFacts& facts, StatementClass cls);

struct OfferNeed {
  std::string id;
  NeedState state{};
  bool must_have = false;
  bool same_opportunity = true;
};
struct OfferStatement {
  std::optional<std::string> need_id;
  StatementFacts facts;  // need_state is filled in from the needs
};
struct OfferPart {
  bool has_gap = false;             // tied to a gap dimension (M13)
  std::vector<std::string> need_ids;
};
struct Offer {
  AccountTier tier = AccountTier::undecided;
  std::vector<OfferNeed> needs;
  std::vector<OfferStatement> statements;
  std::vector<OfferPart> parts;
};
struct OfferReview {
  std::vector<StatementClass> classes;    // by statement
  std::vector<double> completeness;       // by statement
  std::optional<double> coverage;            // explicit needs with a benefit or value / explicit needs; null without any
  std::optional<double> must_have_coverage;  // likewise over must-haves
  std::optional<double> orphan_share;        // features and advantages / statements; null without any
  std::vector<std::size_t> unneeded_parts;   // tied to no gap and no explicit need: cost without benefit
  ProposalGate gate = ProposalGate::block;   // warns instead of blocking for an individual account
};
OfferReview evaluate_offer(const Offer& offer);

// The model curves of M60 ("model, not data"), each 0..1.
struct ImpactCurves {
  double benefit = 0;
  double advantage = 0;
  double feature = 0;
};
ImpactCurves impact_curves_at(double t);     // t = 0 first stage .. 1 last
ImpactCurves impact_curves(Stage stage);

// §12.4: what is worth saying at a stage. Before the criteria nothing unasked; then what becomes a benefit; features only to prove, while
// the customer checks; at the choice benefits and value alone; after the order what came of it.
bool class_fits_stage(StatementClass cls, Stage stage);

struct StatementCall {
  std::vector<StatementClass> classes;  // used in the call
  Stage stage{};
  CallOutcome outcome{};
};
struct StatementRate {
  int n = 0;                   // calls of that stage where the class was used
  std::optional<double> rate;  // successful / n; null below 10
};
StatementRate statement_rate(StatementClass cls, Stage stage, std::span<const StatementCall> calls);

}  // namespace wheelhouse::method
