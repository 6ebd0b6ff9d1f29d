// The laps of one buying process: what is recorded of it, cut where a lap closes (METHOD C1), and the inputs of the rule for each.
// Pure but for the one function that loads. The rule itself is method/stage.h.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "domain/evidence.h"
#include "domain/opportunity.h"
#include "domain/stage_event.h"
#include "method/stage.h"
#include "storage/session.h"

namespace wheelhouse::service {

struct StandingStatements {
  std::optional<method::ClaimedStage> claimed;
  std::optional<method::StageOverride> override_;
  std::optional<method::LateEntry> late;
};
// The exact inputs of C1 for one lap, contacts numbered in order of appearance.
struct StageInputs {
  method::StageInput input;    // with the latest claim, override and late entry
  std::vector<Uuid> contacts;  // contact number -> id
  struct Replaced {
    Instant at;
    StandingStatements stood_before;
  };
  std::vector<Replaced> replaced;  // by `at`
};

struct Lap {
  int number = 1;                     // from 1
  std::optional<Instant> closed_at;   // null for the last one
  std::span<const Evidence> evidence;          // of this lap, into Laps
  std::span<const StageEvent> stage_events;
  StageInputs inputs;
  std::vector<method::StageSpan> trace;  // up to the moment asked for, also beyond closed_at
};

// Owns the records that its laps point into.
struct Laps {
  std::vector<Evidence> evidence;        // up to the moment asked for, in the order of their time
  std::vector<StageEvent> stage_events;  // likewise, with the claim that a result says (see result_claim)
  std::vector<Lap> list;                 // at least one
  Laps() = default;
  Laps(Laps&&) = default;
  Laps& operator=(Laps&&) = default;
  const Lap& current() const { return list.back(); }
};

// Who wins a deal says that the customer has ordered: a claim of reassessment, dated the closing, unless one of that date is recorded.
// Not stored, so it comes and goes with the result. Null unless won.
std::optional<StageEvent> result_claim(const Opportunity& opportunity, const std::vector<StageEvent>& stage_events);

// As of `now`: what is dated later is left out. A lap that closed opens the next one at that instant; what is dated from then on
// belongs to the next.
Laps laps_of(const Opportunity& opportunity, std::vector<Evidence> evidence, std::vector<StageEvent> stage_events, Instant now);
Laps laps_of(storage::Session& session, std::int64_t workspace_id, const Opportunity& opportunity, Instant now);
// Rule C1 on the lap that runs.
method::StagePosition evaluate_current_lap(storage::Session& session, std::int64_t workspace_id, const Opportunity& opportunity,
                                           Instant now);
// Of a customer without an opportunity: evidence alone.
Laps laps_of(Instant opened_at, std::vector<Evidence> evidence, Instant now);

}  // namespace wheelhouse::service
