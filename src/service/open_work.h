// Promises and next steps that are still open on the records of a scope. A small scope is read whole, from its records; a large
// one from the open ends: the longest overdue and the soonest due.
#pragma once
#include <vector>

#include "domain/commitment.h"
#include "domain/next_step.h"
#include "service/work_scope.h"

namespace wheelhouse::service {

constexpr int kOpenWorkSlice = 300;  // of a large scope: this many overdue and this many to come, of each side

struct OpenWork {
  std::vector<Commitment> commitments;  // by due date, the undated last
  std::vector<NextStep> next_steps;     // likewise
};
// What hangs on closed opportunities is left out: nobody waits for it.
OpenWork open_work(storage::Session& session, const WorkScope& scope, const ScopeView& view, Instant now, Date today);

}  // namespace wheelhouse::service
