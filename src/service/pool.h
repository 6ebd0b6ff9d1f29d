// The open pool 公海: accounts that nobody owns. Everyone sees them; a seller claims one before he tends it, gives it back with a
// reason, and loses what he leaves untouched for too long. Every step is a change like any other: with its event, and undone like one.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/account.h"
#include "service/record_service.h"
#include "service/unit_of_work.h"

namespace wheelhouse::service {

constexpr int kPoolWarningDays = 7;                       // an account is announced for so long before it falls back
constexpr std::int64_t kClaimTold = 10 * 60 * 1000;       // ms in which whoever comes second is told who was first
constexpr int kFallingMax = 200;

// The account becomes the actor's, with its deals that nobody owns. Errors: not_found; conflict "already_claimed" {name},
// "pool_limit" {max}, "pool_managers", "pool_last_team" {name}; stale.
Result<Account> claim_account(UnitOfWork& work, Id<Account> id, ExpectedVersion expected);
// It becomes nobody's, with the open deals of its owner. Errors: not_found, forbidden, invalid (a reason is required), stale; conflict
// "already_in_pool".
Result<Account> return_account(UnitOfWork& work, Id<Account> id, ExpectedVersion expected, const std::string& reason);

std::int64_t count_owned_accounts(storage::Session& session, const Actor& actor);

// The last time anything was written about an account or a call with it was held.
Instant last_touch(storage::Session& session, std::int64_t workspace_id, const Account& account);

struct FallingAccount {
  Uuid id;
  std::string name;
  std::optional<Uuid> owner_id;
  Instant last_touch_at, falls_at;
};
// What will fall back within kPoolWarningDays or is overdue (now), soonest first: the actor's own, or all he may see as a manager. By what
// the actor sees: what he does not see may keep an account from falling on the day that is told, and the day tells nothing of it.
std::vector<FallingAccount> falling_accounts(storage::Session& session, const Actor& actor, Instant now);
// Accounts whose time is over, as far as the rule is on. Reads only.
std::vector<Uuid> fallen_accounts(storage::Session& session, std::int64_t workspace_id, Instant now);
// Gives back those of `ids` whose time is over still. Returns how many.
std::int64_t sweep_pool(UnitOfWork& work, const std::vector<Uuid>& ids);

}  // namespace wheelhouse::service
