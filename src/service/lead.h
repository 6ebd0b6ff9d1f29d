// Which opportunity speaks for an account at each time: the pinned one, else the largest value (unknown last), then the further
// stage, then the latest evidence, then the older one. Pure; DESIGN decision 2 of the product.
#pragma once
#include <optional>
#include <vector>

#include "storage/position_store.h"

namespace wheelhouse::service {

struct LeadCandidate {
  storage::PositionRow position;
  std::vector<storage::SpanRow> spans;
  bool pinned = false;
  bool finished = false;  // won, and its lap has closed: its last span ends where the customer's next lap opens
};
struct LeadTimeline {
  std::vector<storage::SpanRow> spans;           // of the account
  const LeadCandidate* lead_now = nullptr;       // null: the account stands by its own position
};
// `own` fills the times at which no candidate is on the wheel.
LeadTimeline lead_timeline(const std::vector<LeadCandidate>& candidates, const std::vector<storage::SpanRow>& own);

// The candidate that spoke for the account at `at`; null when none was on the wheel. Agrees with lead_timeline().
const LeadCandidate* lead_at(const std::vector<LeadCandidate>& candidates, Instant at);

}  // namespace wheelhouse::service
