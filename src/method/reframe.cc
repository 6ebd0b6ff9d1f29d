#include "method/reframe.h"

#include <algorithm>
#include <map>

namespace wheelhouse::method {

std::optional<LostAlike> lost_alike(std::span<const LostDeal> lost, Instant now) {
  std::map<std::string_view, LostAlike> by_cause;
  for (const LostDeal& deal : lost) {
    if (deal.cause.empty() || deal.lost_at > now || age_days(now, deal.lost_at) > kLostWithinDays) continue;
    LostAlike& entry = by_cause[deal.cause];
    entry.since = entry.n++ == 0 ? deal.lost_at : std::max(entry.since, deal.lost_at);
  }
  std::optional<LostAlike> found;
  for (auto& [cause, entry] : by_cause) {
    if (entry.n < kLostAlike || (found && found->since >= entry.since)) continue;
    found = entry;
    found->cause = cause;
  }
  return found;
}

Reframe evaluate_reframe(const ReframeInput& input, Instant now) {
  const auto forces = [&](const std::optional<Instant>& at, const std::optional<Instant>& written_at) {
    return at && *at <= now && (!written_at || *written_at < *at);
  };
  if (forces(input.continued_at, input.written_at)) return {ReframeCause::continuations, input.continued_at};
  if (forces(input.stuck_at, input.written_at)) return {ReframeCause::stuck, input.stuck_at};
  if (forces(input.lost_at, std::max(input.written_at, input.lost_written_at))) return {ReframeCause::lost_alike, input.lost_at};
  return {};
}

}  // namespace wheelhouse::method
