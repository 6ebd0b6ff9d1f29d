// Whose work Today is about, and where that work stands: the opportunities on the wheel of one person, of everyone the actor
// may see, or a single one. Two ways to read them, by size: a person's few hundred one by one, a whole book by the oldest of each
// stage, so that neither costs the other's price.
#pragma once
#include <optional>
#include <vector>

#include "base/result.h"
#include "service/actor.h"
#include "storage/position_store.h"
#include "storage/session.h"
#include "storage/wheel_store.h"

namespace wheelhouse::service {

constexpr std::size_t kSmallScope = 5000;  // accounts, and opportunities; up to here all of them are looked at
constexpr int kOldestPerStage = 250;       // beyond, this many opportunities of each stage

struct WorkScope {
  std::int64_t workspace_id = 1;
  std::optional<std::vector<Uuid>> owners;  // null: everyone's
  bool include_unowned = false;             // with `owners`: records without an owner too
  Grants grants;                            // with `owners`: these accounts with their deals, and these deals, too
  std::optional<Uuid> opportunity_id;       // this one alone; the rest is ignored

  storage::WheelFilter wheel_filter() const;
  // " AND (…)" on an alias p of position, or "" when everything is in; binds after `values`.
  std::string position_condition(std::vector<SqlValue>& values) const;
};

enum class Whose { mine, team };  // team: everything the actor may see
// A person without the means to own records (the command line) and every role but the seller's is shown the team's work unless
// he asks otherwise. Errors: not_found for an owner or opportunity the actor cannot see.
Result<WorkScope> work_scope(storage::Session& session, const Actor& actor, std::optional<Whose> whose, const std::optional<Uuid>& owner_id,
                             const std::optional<Uuid>& opportunity_id);

// What a scope holds.
struct ScopeView {
  bool small = false;
  std::vector<storage::PositionRow> opportunities;  // on the wheel, longest in their stage first (ties by id)
  std::vector<Uuid> account_ids;                    // of a small scope
  std::int64_t stuck = 0;
  std::vector<std::pair<std::string, std::int64_t>> stuck_value;  // currency, minor units; largest first
};
// `small_most` is for tests.
ScopeView view_scope(storage::Session& session, const WorkScope& scope, Instant now, std::size_t small_most = kSmallScope);

}  // namespace wheelhouse::service
