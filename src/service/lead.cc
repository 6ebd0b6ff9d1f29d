#include "service/lead.h"

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>

namespace wheelhouse::service {
namespace {

constexpr std::int64_t kForever = std::numeric_limits<std::int64_t>::max();

// Smaller comes first. The account's own position stands behind every opportunity.
using Rank = std::tuple<bool, bool, bool, std::int64_t, int, std::int64_t, std::int64_t, Uuid>;
Rank rank(const LeadCandidate& c, const storage::SpanRow& span) {
  const auto& p = c.position;
  return {false, !c.pinned, !p.amount_minor.has_value(), -p.amount_minor.value_or(0), -stage_number(span.stage), -p.last_evidence_at.ms,
          p.lap_opened_at.ms, p.subject_id};
}
constexpr Rank own_rank() { return {true, true, true, 0, 0, 0, 0, Uuid{}}; }

struct Entry {
  Rank rank;
  const LeadCandidate* candidate;  // null: the account's own
  const storage::SpanRow* span;
  bool operator<(const Entry& other) const { return rank < other.rank; }
};
struct Edge {
  std::int64_t at;
  bool begins;
  Entry entry;
};

void append(std::vector<storage::SpanRow>& spans, const storage::SpanRow& source, std::int64_t from, std::int64_t to) {
  const auto same = [](const storage::SpanRow& a, const storage::SpanRow& b) {
    return a.stage == b.stage && a.basis == b.basis && a.stale_at == b.stale_at && a.stuck_at == b.stuck_at;
  };
  const std::optional<Instant> end = to == kForever ? std::nullopt : std::optional(Instant{to});
  const bool continues = !spans.empty() && spans.back().to_at == Instant{from};
  if (continues && same(spans.back(), source)) {
    spans.back().to_at = end;
    return;
  }
  storage::SpanRow span = source;
  span.previous_stage = continues ? std::optional(spans.back().stage) : std::nullopt;
  span.from_at = {from};
  span.to_at = end;
  spans.push_back(span);
}

}  // namespace

LeadTimeline lead_timeline(const std::vector<LeadCandidate>& candidates, const std::vector<storage::SpanRow>& own) {
  std::vector<Edge> edges;
  const auto add = [&](const Entry& entry) {
    edges.push_back({entry.span->from_at.ms, true, entry});
    if (entry.span->to_at) edges.push_back({entry.span->to_at->ms, false, entry});
  };
  for (const auto& candidate : candidates)
    for (const auto& span : candidate.spans) add({rank(candidate, span), &candidate, &span});
  for (const auto& span : own) add({own_rank(), nullptr, &span});
  std::stable_sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.at < b.at; });

  LeadTimeline timeline;
  std::multiset<Entry> active;
  const auto leave = [&](const Entry& entry) {
    auto [first, last] = active.equal_range(entry);
    for (auto it = first; it != last; ++it)
      if (it->span == entry.span) { active.erase(it); return; }
  };
  for (std::size_t i = 0; i < edges.size();) {
    const std::int64_t at = edges[i].at;
    for (; i < edges.size() && edges[i].at == at; ++i) {
      if (edges[i].begins) active.insert(edges[i].entry);
      else leave(edges[i].entry);
    }
    const std::int64_t next = i < edges.size() ? edges[i].at : kForever;
    if (!active.empty()) append(timeline.spans, *active.begin()->span, at, next);
  }
  if (!active.empty()) timeline.lead_now = active.begin()->candidate;
  return timeline;
}

const LeadCandidate* lead_at(const std::vector<LeadCandidate>& candidates, Instant at) {
  const LeadCandidate* lead = nullptr;
  std::optional<Rank> best;
  for (const LeadCandidate& candidate : candidates)
    for (const storage::SpanRow& span : candidate.spans)
      if (span.from_at <= at && (!span.to_at || *span.to_at > at))
        if (const Rank its = rank(candidate, span); !best || its < *best) {
          best = its;
          lead = &candidate;
        }
  return lead;
}
}  // namespace wheelhouse::service
