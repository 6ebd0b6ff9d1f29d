// The story of a customer or a deal: calls, notes, evidence, promises, steps done and moves on the wheel, merged, newest first. What
// is only planned is not part of it. Reads only.
#pragma once
#include <optional>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "domain/vocabulary.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

// In the order in which things of one instant are told.
enum class TimelineKind : std::uint8_t { stage, stage_event, evidence, call, commitment, next_step, note };

struct TimelineQuery {
  Unit unit = Unit::account;
  Uuid id;
  std::string only;    // kinds, separated by commas; "" = all
  std::string cursor;  // from the page before
  int limit = 50;      // 1..200
};

// Appends {"items":[{"kind","at","id",…}],"next":cursor|null}. Of what hangs on a deal, only deals the actor may see.
// Errors: not_found; invalid with pointer "?only", "?cursor".
Result<void> write_timeline(std::string& out, storage::Session& session, const Actor& actor, const TimelineQuery& query, Instant now);

}  // namespace wheelhouse::service

namespace wheelhouse {
WH_ENUM_NAMES(service::TimelineKind, "stage", "stage_event", "evidence", "call", "commitment", "next_step", "note");
}
