// Deriving where an opportunity and an account stand (METHOD C1, C2) from what is recorded, and keeping the derived rows
// (position, spans, daily counts) in step within the same transaction. The rules themselves are method/stage.h.
#pragma once
#include <optional>
#include <set>

#include "domain/account.h"
#include "domain/evidence.h"
#include "domain/opportunity.h"
#include "domain/stage_event.h"
#include "method/stage.h"
#include "service/lead.h"
#include "storage/position_store.h"
#include "storage/session.h"

namespace wheelhouse::service {

// The exact inputs of C1 for one opportunity, contacts numbered in order of appearance.
struct StandingStatements {
  std::optional<method::ClaimedStage> claimed;
  std::optional<method::StageOverride> override_;
  std::optional<method::LateEntry> late;
};
struct StageInputs {
  method::StageInput input;    // with the latest claim, override and late entry
  std::vector<Uuid> contacts;  // contact number -> id
  struct Replaced {
    Instant at;
    StandingStatements stood_before;
  };
  std::vector<Replaced> replaced;  // by `at`
};
// Evidence and stage events of that opportunity, each in the order of their time.
StageInputs stage_inputs(const Opportunity& opportunity, const std::vector<Evidence>& evidence,
                         const std::vector<StageEvent>& stage_events);
StageInputs stage_inputs(storage::Session& session, std::int64_t workspace_id, const Opportunity& opportunity);

struct Derived {
  storage::PositionRow row;
  std::vector<storage::SpanRow> spans;
};
// Pure: from the records and their inputs, as seen at `now`. An account stands where its lead opportunity stands, or by its own
// evidence (`own_evidence`: that without an opportunity) while none is open.
Derived derive_opportunity(const Opportunity& opportunity, const StageInputs& inputs, Instant now);

Derived derive_account(const Account& account, const std::vector<Evidence>& own_evidence, const std::vector<LeadCandidate>& candidates,
                       Instant now);

// Recomputes and stores. Missing records lose their derived rows. Returns the account whose position follows from it: the
// one it has, or had until now.
std::vector<Uuid> refresh_opportunity(storage::Session& session, std::int64_t workspace_id, const Uuid& id, Instant now,
                                      storage::WheelDeltas& deltas);
void refresh_account(storage::Session& session, std::int64_t workspace_id, const Uuid& id, Instant now, storage::WheelDeltas& deltas);

// Derives everything anew and compares with what is stored; returns how many subjects differ (0 = the book is true to its
// events). With `repair` the stored rows are replaced.
struct PositionAudit {
  std::int64_t subjects = 0, different = 0;
};
PositionAudit audit_positions(storage::Session& session, std::int64_t workspace_id, Instant now, bool repair);

// The order of a name in lists: folded, Chinese by pinyin.
std::string sort_key(std::string_view name);

}  // namespace wheelhouse::service
