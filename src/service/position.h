// Deriving where an opportunity and an account stand (METHOD C1, C2) from what is recorded, and keeping the derived rows
// (position, spans, daily counts) in step within the same transaction. The rules themselves are method/stage.h.
#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/account.h"
#include "service/lap.h"
#include "service/lead.h"
#include "storage/position_store.h"
#include "storage/session.h"

namespace wheelhouse::service {

struct Derived {
  storage::PositionRow row;
  std::vector<storage::SpanRow> spans;
};
// Pure: from the records, as seen at `now`, the moment the laps were cut at. The row is of the lap that runs.
Derived derive_opportunity(const Opportunity& opportunity, const Laps& laps, Instant now);

// What a customer says or does after the lap of a deal won has closed is no longer the deal's: it opens the customer's next lap.
// Empty for every other deal.
std::vector<Evidence> evidence_after_deal(const Opportunity& opportunity, const Laps& laps, Instant now);

// Where a customer stands by its own evidence alone. A deal that finished closes a lap of the customer too.
struct OwnPosition {
  Laps laps;                           // since the last deal finished; or all
  std::vector<storage::SpanRow> spans;  // of all the time
  int lap = 1;                         // the number of the lap that runs, deals' laps counted
};
// `own_evidence`: that without an opportunity and that of evidence_after_deal().
OwnPosition own_position(const Account& account, const std::vector<Evidence>& own_evidence, const std::vector<LeadCandidate>& candidates,
                         Instant now);

// An account stands where its lead opportunity stands, or by its own evidence while none is open.
Derived derive_account(const Account& account, const std::vector<Evidence>& own_evidence, const std::vector<LeadCandidate>& candidates,
                       Instant now);

// Recomputes and stores. Missing records lose their derived rows. Returns the account whose position follows from it: the
// one it has, or had until now.
std::vector<Uuid> refresh_opportunity(storage::Session& session, std::int64_t workspace_id, const Uuid& id, Instant now,
                                      storage::WheelDeltas& deltas);
// `deals`: which deals it has, where that is known; the book is asked otherwise.
void refresh_account(storage::Session& session, std::int64_t workspace_id, const Uuid& id, Instant now, storage::WheelDeltas& deltas,
                     const std::set<Uuid>* deals = nullptr);
// The same for an account that this transaction made and nothing else speaks of yet: nothing has to be read.
void store_new_account(storage::Session& session, std::int64_t workspace_id, const Account& account, Instant now,
                       storage::WheelDeltas& deltas);

// Derives everything anew and compares with what is stored; returns how many subjects differ (0 = the book is true to its
// events). Writes nothing but what differs, and that only with `repair`.
struct PositionAudit {
  std::int64_t subjects = 0, different = 0;
};
PositionAudit audit_positions(storage::Session& session, std::int64_t workspace_id, Instant now, bool repair);

// The order of a name in lists: folded, Chinese by pinyin.
std::string sort_key(std::string_view name);

}  // namespace wheelhouse::service
