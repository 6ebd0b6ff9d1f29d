#include "method/need.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "method/check.h"
#include "method/compare.h"

namespace wheelhouse::method {
namespace {

constexpr std::size_t kCorrelationFrom = 5;  // needs with both figures

bool is_open(NeedState state) { return state != NeedState::met && state != NeedState::dropped; }

int maturity_of(NeedState state) { return static_cast<int>(state); }  // latent 0 .. confirmed 4; open states only

bool guard_holds(const NeedTransition& move, NeedProof proof) {
  const auto kind = quote_kind_for(proof);
  if (kind && !(move.has_quote && move.quote_kind == kind)) return false;
  switch (proof) {
    case NeedProof::volunteered: return move.volunteered;
    case NeedProof::accepted_implication: return move.accepted_implications >= 1;
    case NeedProof::reason: return move.has_reason;
    case NeedProof::delivery: return move.delivery_confirmed;
    case NeedProof::nothing:
    case NeedProof::quote_difficulty:
    case NeedProof::quote_want:
    case NeedProof::quote_payoff:
    case NeedProof::quote_retraction:
    case NeedProof::quote_denial: return true;
  }
  return false;
}

// Ranks from 1; equal values share the mean of their ranks.
std::vector<double> mean_ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last + 1 < order.size() && near(values[order[last + 1]], values[order[first]])) ++last;
    const double rank = static_cast<double>(first + last) / 2 + 1;
    for (std::size_t i = first; i <= last; ++i) ranks[order[i]] = rank;
    first = last + 1;
  }
  return ranks;
}

}  // namespace

int layer_count(NeedLayer layer) { return layer.visible + layer.conscious + layer.surface + layer.clear; }

NeedBand layer_band(NeedLayer layer) {
  const int count = layer_count(layer);
  if (count == 4) return NeedBand::above_water;
  return count >= 2 ? NeedBand::waterline : NeedBand::below;
}

bool layer_fits(NeedState state, NeedLayer layer) {
  const int count = layer_count(layer);
  switch (state) {
    case NeedState::latent: return count <= 1;
    case NeedState::implied:
    case NeedState::developed: return count >= 1 && count <= 3;
    case NeedState::explicit_:
    case NeedState::confirmed:
    case NeedState::met: return count == 4;
    case NeedState::dropped: return true;
  }
  return false;
}

Result<std::optional<double>> need_intensity(std::optional<int> severity, std::optional<int> urgency, std::optional<int> reach) {
  Checks checks;
  checks.range("/severity", severity, 1, 5);
  checks.range("/urgency", urgency, 1, 5);
  checks.range("/reach", reach, 1, 5);
  if (checks.failed()) return fail(checks.error());
  if (!severity || !urgency || !reach) return std::optional<double>();
  return std::optional(25 * (0.5 * *severity + 0.3 * *urgency + 0.2 * *reach - 1));
}

std::optional<double> need_maturity_index(std::span<const WeighedNeed> needs) {
  double weighted = 0, total = 0;
  for (const WeighedNeed& need : needs) {
    if (!is_open(need.state) || !need.intensity || !above(*need.intensity, 0)) continue;
    weighted += *need.intensity * maturity_of(need.state);
    total += *need.intensity;
  }
  if (total <= 0) return std::nullopt;
  return 100 * weighted / (maturity_of(NeedState::confirmed) * total);
}

std::optional<NeedProof> proof_for(std::optional<NeedState> from, NeedState to) {
  using enum NeedState;
  if (!from) return to == latent ? std::optional(NeedProof::nothing) : std::nullopt;
  if (!is_open(*from)) return std::nullopt;
  switch (to) {
    case latent: return std::nullopt;
    case implied:  // forward from latent, back from developed, explicit, confirmed
      if (*from == implied) return std::nullopt;
      return *from == latent ? NeedProof::quote_difficulty : NeedProof::quote_denial;
    case developed:
      if (*from == implied) return NeedProof::accepted_implication;
      return *from == explicit_ || *from == confirmed ? std::optional(NeedProof::quote_retraction) : std::nullopt;
    case explicit_:
      if (*from == developed) return NeedProof::quote_want;
      return *from == latent || *from == implied ? std::optional(NeedProof::volunteered) : std::nullopt;
    case confirmed: return *from == explicit_ ? std::optional(NeedProof::quote_payoff) : std::nullopt;
    case met: return *from == confirmed ? std::optional(NeedProof::delivery) : std::nullopt;
    case dropped: return NeedProof::reason;
  }
  return std::nullopt;
}

std::optional<QuoteKind> quote_kind_for(NeedProof proof) {
  switch (proof) {
    case NeedProof::quote_difficulty: return QuoteKind::difficulty;
    case NeedProof::quote_want:
    case NeedProof::volunteered: return QuoteKind::want;
    case NeedProof::quote_payoff: return QuoteKind::payoff;
    case NeedProof::quote_retraction: return QuoteKind::retraction;
    case NeedProof::quote_denial: return QuoteKind::denial;
    case NeedProof::nothing:
    case NeedProof::accepted_implication:
    case NeedProof::reason:
    case NeedProof::delivery: return std::nullopt;
  }
  return std::nullopt;
}

NeedTransitionResult evaluate_need_transition(const NeedTransition& move) {
  const auto refused = [&](TransitionRefusal reason) { return NeedTransitionResult{false, reason, move.state}; };
  const auto proof = proof_for(move.state, move.to);
  if (!proof) return refused(TransitionRefusal::transition);
  if (!guard_holds(move, *proof)) return refused(TransitionRefusal::guard);
  if (!layer_fits(move.to, move.layer)) return refused(TransitionRefusal::layer);
  return {true, std::nullopt, move.to};
}

std::optional<double> willingness_correlation(std::span<const PricedNeed> needs) {
  std::vector<double> intensities, prices;
  for (const PricedNeed& need : needs) {
    if (!need.intensity || !need.price) continue;
    intensities.push_back(*need.intensity);
    prices.push_back(*need.price);
  }
  const std::size_t n = intensities.size();
  if (n < kCorrelationFrom) return std::nullopt;
  const std::vector<double> x = mean_ranks(intensities), y = mean_ranks(prices);
  const double mean = (static_cast<double>(n) + 1) / 2;
  double xy = 0, xx = 0, yy = 0;
  for (std::size_t i = 0; i < n; ++i) {
    xy += (x[i] - mean) * (y[i] - mean);
    xx += (x[i] - mean) * (x[i] - mean);
    yy += (y[i] - mean) * (y[i] - mean);
  }
  if (xx <= 0 || yy <= 0) return std::nullopt;
  return xy / std::sqrt(xx * yy);
}

}  // namespace wheelhouse::method
