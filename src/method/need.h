// METHOD C3 and M43, M50, M51: how far a need has come, how much it hurts, and when it may move on. Pure.
#pragma once
#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "method/words.h"

namespace wheelhouse::method {

// The four opposed pairs of M43; true is the upper side of each.
struct NeedLayer {
  bool visible = false;
  bool conscious = false;
  bool surface = false;
  bool clear = false;
};
int layer_count(NeedLayer layer);           // 0..4
NeedBand layer_band(NeedLayer layer);       // 4 above water, 2..3 waterline, 0..1 below
bool layer_fits(NeedState state, NeedLayer layer);

// I = 25 (0.5 sev + 0.3 urg + 0.2 reach - 1), 0..100. Inputs are whole numbers 1..5, others are refused; null when one is missing.
Result<std::optional<double>> need_intensity(std::optional<int> severity, std::optional<int> urgency, std::optional<int> reach);

struct WeighedNeed {
  NeedState state{};
  std::optional<double> intensity;  // 0..100
};
// NMI = 100 sum(I m) / (4 sum I), 0..100, over open needs with I > 0; null when there are none.
std::optional<double> need_maturity_index(std::span<const WeighedNeed> needs);

// What has to stand behind a move from `from` to `to` (C3's guards); null when the move is not listed. `from` none: a new need.
std::optional<NeedProof> proof_for(std::optional<NeedState> from, NeedState to);
// The quote that the proof asks for; null where it asks for something else.
std::optional<QuoteKind> quote_kind_for(NeedProof proof);

// A wish to move a need. The layer flags are those after the move.
struct NeedTransition {
  std::optional<NeedState> state;  // none: the need is new
  NeedState to{};
  NeedLayer layer;
  bool has_quote = false;          // not just white space
  std::optional<QuoteKind> quote_kind;
  int accepted_implications = 0;   // answered I questions whose consequence was accepted
  bool volunteered = false;        // the customer said it without being led there
  bool has_reason = false;         // for dropping
  bool delivery_confirmed = false;
};
struct NeedTransitionResult {
  bool allowed = false;
  std::optional<TransitionRefusal> reason;  // the first cause: transition, guard, layer
  std::optional<NeedState> state;           // after the move, or as it was
};
NeedTransitionResult evaluate_need_transition(const NeedTransition& move);

struct PricedNeed {
  std::optional<double> intensity;
  std::optional<double> price;  // what the customer said they would pay
};
// M40: Spearman's rank correlation of intensity and price, -1..1. Null below 5 needs that have both, or when a side is constant.
std::optional<double> willingness_correlation(std::span<const PricedNeed> needs);

}  // namespace wheelhouse::method
