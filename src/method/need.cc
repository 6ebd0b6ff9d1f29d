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

bool is_listed(std::optional<NeedState> from, NeedState to) {
  using enum NeedState;
  if (!from) return to == latent;
  if (!is_open(*from)) return false;
  switch (to) {
    case latent: return false;
    case implied: return *from != implied;  // forward from latent, back from developed, explicit, confirmed
    case developed: return *from == implied || *from == explicit_ || *from == confirmed;
    case explicit_: return *from == latent || *from == implied || *from == developed;
    case confirmed: return *from == explicit_;
    case met: return *from == confirmed;
    case dropped: return true;
  }
  return false;
}

bool guard_holds(const NeedTransition& move) {
  using enum NeedState;
  const auto quoted = [&](QuoteKind kind) { return move.has_quote && move.quote_kind == kind; };
  switch (move.to) {
    case latent: return true;
    case implied: return quoted(move.state == latent ? QuoteKind::difficulty : QuoteKind::denial);
    case developed: return move.state == implied ? move.accepted_implications >= 1 : quoted(QuoteKind::retraction);
    case explicit_: return quoted(QuoteKind::want) && (move.state == developed || move.volunteered);
    case confirmed: return quoted(QuoteKind::payoff);
    case met: return move.delivery_confirmed;
    case dropped: return move.has_reason;
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

NeedTransitionResult evaluate_need_transition(const NeedTransition& move) {
  const auto refused = [&](TransitionRefusal reason) { return NeedTransitionResult{false, reason, move.state}; };
  if (!is_listed(move.state, move.to)) return refused(TransitionRefusal::transition);
  if (!guard_holds(move)) return refused(TransitionRefusal::guard);
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
