#include "service/pool.h"

#include <algorithm>
#include <boost/json.hpp>
#include <functional>
#include <limits>
#include <tuple>

#include "domain/opportunity.h"
#include "domain/user.h"
#include "method/blank.h"
#include "reflect/sql.h"
#include "service/access.h"
#include "service/workspace.h"
#include "storage/record_store.h"
#include "text/utf8.h"

namespace wheelhouse::service {
namespace {

namespace json = boost::json;

constexpr std::size_t kReasonMax = 300;

Error claimed_by(storage::Session& session, std::int64_t workspace_id, const Uuid& owner_id) {
  const auto owner = storage::find_record(session, workspace_id, Id<User>{owner_id});
  return Error::make(Errc::conflict, "already_claimed", {{"name", owner ? owner->name : std::string()}});
}

// Whoever took the account out of the pool just now. An account that was another's all along stays unknown to who cannot see it.
std::optional<Uuid> just_claimed_by(UnitOfWork& work, const Uuid& id) {
  for (const storage::Event& event :
       storage::events_of_object(work.session(), work.workspace_id(), id, std::numeric_limits<std::int64_t>::max(), 5)) {
    if (event.recorded_at.ms + kClaimTold < work.now().ms || event.erased) return std::nullopt;
    const json::value data = json::parse(event.data);
    const auto owner_in = [&](std::string_view part) -> const json::value* {
      const auto* values = data.as_object().if_contains(json::string_view(part.data(), part.size()));
      return values && values->is_object() ? values->as_object().if_contains("owner_id") : nullptr;
    };
    const auto *before = owner_in("before"), *after = owner_in("after");
    if (!before || !after) continue;
    if (!before->is_null() || !after->is_string()) return std::nullopt;
    return parse_uuid({after->get_string().data(), after->get_string().size()});
  }
  return std::nullopt;
}

// Whoever had the account before it fell into the pool, by its history; null where that is not told (any more).
std::optional<Uuid> last_owner(UnitOfWork& work, const Uuid& id) {
  constexpr std::int64_t kEventsLookedAt = 200;
  for (const storage::Event& event :
       storage::events_of_object(work.session(), work.workspace_id(), id, std::numeric_limits<std::int64_t>::max(), kEventsLookedAt)) {
    if (event.erased) return std::nullopt;
    const json::value data = json::parse(event.data);
    const auto* values = data.as_object().if_contains("before");
    const auto* owner = values && values->is_object() ? values->as_object().if_contains("owner_id") : nullptr;
    if (owner && owner->is_string()) return parse_uuid({owner->get_string().data(), owner->get_string().size()});
  }
  return std::nullopt;
}

// Errors: conflict "pool_managers", "pool_last_team" {name: of the team}.
Result<void> may_claim(UnitOfWork& work, const Workspace& workspace, const Uuid& account_id) {
  const Actor& actor = work.actor();
  if (actor.role == UserRole::manager || actor.role == UserRole::admin || workspace.pool_claim == PoolClaim::sellers) return {};
  if (workspace.pool_claim == PoolClaim::managers) return fail(Error::make(Errc::conflict, "pool_managers"));
  const auto owner_id = last_owner(work, account_id);
  const auto owner = owner_id ? storage::find_record(work.session(), work.workspace_id(), Id<User>{*owner_id}) : std::nullopt;
  if (!owner || !owner->team_id) return {};  // nobody's before, or of no team: whoever sells
  const auto claimer = storage::find_record(work.session(), work.workspace_id(), Id<User>{*actor.user_id});
  if (claimer && claimer->team_id == owner->team_id) return {};
  const auto team = storage::find_record(work.session(), work.workspace_id(), *owner->team_id);
  return fail(Error::make(Errc::conflict, "pool_last_team", {{"name", team ? team->name : std::string()}}));
}

std::vector<Opportunity> open_deals(UnitOfWork& work, const Uuid& account_id, const std::optional<Uuid>& owner_id) {
  std::vector<SqlValue> values{account_id};
  if (owner_id) values.emplace_back(*owner_id);
  return storage::select_records<Opportunity>(
      work.session(), work.workspace_id(),
      std::string("account_id = ?2 AND result = 'open' AND owner_id ") + (owner_id ? "= ?3" : "IS NULL") + " ORDER BY id",
      std::move(values));
}

void hand_over(UnitOfWork& work, const Account& before, Account& after, std::optional<Id<User>> owner_id) {
  const auto old_owner = before.owner_id;
  for (const Opportunity& deal : open_deals(work, before.id.uuid, old_owner ? std::optional(old_owner->uuid) : std::nullopt)) {
    Opportunity moved = deal;
    moved.owner_id = owner_id;
    work.update(deal, moved);
  }
  after.owner_id = owner_id;
  work.update(before, after);
}

std::int64_t idle_days(storage::Session& session, std::int64_t workspace_id) {
  return session.query_integer("SELECT coalesce(max(pool_idle_days), 0) FROM workspace WHERE id = ?1", {workspace_id});
}

// As last_touch(), of what `actor` sees. What hung on a deal that is gone is not told either: whose it was is not known any more.
Instant last_touch_seen(storage::Session& session, const Actor& actor, const Account& account) {
  if (!actor.visible_owners) return last_touch(session, actor.workspace_id, account);
  Instant last = account.updated_at;
  const auto take = [&](const std::string& sql) {
    std::vector<SqlValue> values{actor.workspace_id, account.id.uuid};
    const std::string seen = visible_predicate(actor, kByBelonging, values);
    session.query(sql + seen, values, [&](const RowReader& row) {
      if (!row.is_null(0)) last = std::max(last, Instant{row.integer(0)});
    });
  };
  take("SELECT max(t.held_at) FROM calls t WHERE t.workspace_id = ?1 AND t.account_id = ?2 AND t.status = 'held'");
  take(
      "SELECT max(t.recorded_at) FROM event t WHERE t.workspace_id = ?1 AND t.account_id = ?2 AND (t.opportunity_id IS NULL OR EXISTS "
      "(SELECT 1 FROM opportunities d WHERE d.workspace_id = t.workspace_id AND d.id = t.opportunity_id))");
  return last;
}

// Owned accounts that nobody touched since `line`, as `touch_of` says, visited in the order of their last change; `condition` narrows.
void visit_quiet(storage::Session& session, std::int64_t workspace_id, Instant line, const std::string& condition,
                 std::vector<SqlValue> values, const std::function<Instant(const Account&)>& touch_of,
                 const std::function<bool(const Account&, Instant)>& visit) {
  values.insert(values.begin(), {workspace_id, line.ms});
  std::vector<Account> quiet;
  session.query("SELECT " + column_list<Account>("a.") + " FROM accounts a WHERE a.workspace_id = ?1 AND a.updated_at <= ?2 AND "
                "a.owner_id IS NOT NULL" + condition + " ORDER BY a.updated_at, a.id",
                values, [&](const RowReader& row) { read_row(quiet.emplace_back(), row); });
  for (const Account& account : quiet) {
    const Instant touched = touch_of(account);
    if (touched <= line && !visit(account, touched)) return;
  }
}

}  // namespace

std::int64_t count_owned_accounts(storage::Session& session, const Actor& actor) {
  if (!actor.user_id) return 0;
  return session.query_integer("SELECT count(*) FROM position WHERE workspace_id = ?1 AND unit = 0 AND owner_id = ?2",
                               {actor.workspace_id, *actor.user_id});
}

Result<Account> claim_account(UnitOfWork& work, Id<Account> id, ExpectedVersion expected) {
  if (auto allowed = require(work.actor(), Verb::update); !allowed) return fail(allowed.error());
  auto before = storage::find_record(work.session(), work.workspace_id(), id);
  if (!before || !work.actor().user_id) return fail(Error::not_found("account"));
  if (before->owner_id) {
    if (sees_belonging(work.session(), work.actor(), {id.uuid, std::nullopt}))
      return fail(claimed_by(work.session(), work.workspace_id(), before->owner_id->uuid));
    if (const auto first = just_claimed_by(work, id.uuid)) return fail(claimed_by(work.session(), work.workspace_id(), *first));
    return fail(Error::not_found("account"));
  }
  if (expected && *expected != before->version) return fail(Error::make(Errc::stale, "stale"));
  const auto workspace = find_workspace(work.session(), work.workspace_id());
  if (workspace)
    if (auto claimable = may_claim(work, *workspace, id.uuid); !claimable) return fail(claimable.error());
  if (workspace && workspace->pool_limit > 0 && work.actor().role == UserRole::seller) {
    if (count_owned_accounts(work.session(), work.actor()) >= workspace->pool_limit)
      return fail(Error::make(Errc::conflict, "pool_limit", {{"max", std::to_string(workspace->pool_limit)}}));
  }
  Account after = *before;
  hand_over(work, *before, after, Id<User>{*work.actor().user_id});
  return after;
}

Result<Account> return_account(UnitOfWork& work, Id<Account> id, ExpectedVersion expected, const std::string& reason) {
  auto before = find_visible(work.session(), work.actor(), id);
  if (!before) return before;
  if (auto allowed = require(work.actor(), Verb::update); !allowed) return fail(allowed.error());
  if (!before->owner_id) return fail(Error::make(Errc::conflict, "already_in_pool"));
  if (auto held = require_hold(work.session(), work.actor(), {id.uuid, std::nullopt}, Hold::govern); !held) return fail(held.error());
  if (method::is_blank(reason)) return fail(Error::invalid_field("/reason", "required"));
  if (text::count_code_points(reason) > kReasonMax)
    return fail(Error::invalid_field("/reason", "too_long", {{"max", std::to_string(kReasonMax)}}));
  if (expected && *expected != before->version) return fail(Error::make(Errc::stale, "stale"));
  work.set_reason(reason);
  Account after = *before;
  hand_over(work, *before, after, std::nullopt);
  return after;
}

Instant last_touch(storage::Session& session, std::int64_t workspace_id, const Account& account) {
  Instant last = account.updated_at;
  const auto take = [&](const RowReader& row) {
    if (!row.is_null(0)) last = std::max(last, Instant{row.integer(0)});
  };
  session.query_first("SELECT touched_at FROM account_touch WHERE workspace_id = ?1 AND account_id = ?2", {workspace_id, account.id.uuid},
                      take);
  session.query_first("SELECT recorded_at FROM event WHERE workspace_id = ?1 AND account_id = ?2 ORDER BY seq DESC LIMIT 1",
                      {workspace_id, account.id.uuid}, take);
  return last;
}

std::vector<FallingAccount> falling_accounts(storage::Session& session, const Actor& actor, Instant now) {
  std::vector<FallingAccount> falling;
  const std::int64_t days = idle_days(session, actor.workspace_id);
  if (days == 0) return falling;
  std::vector<SqlValue> values{actor.workspace_id, std::int64_t{}};
  std::string condition;
  const bool oversees = actor.role != UserRole::seller;
  if (!oversees && actor.user_id) {
    values.emplace_back(*actor.user_id);
    condition = " AND a.owner_id = ?3";
  } else if (actor.visible_owners) {
    condition = " AND a.owner_id IN (";
    for (const Uuid& owner : *actor.visible_owners) {
      values.emplace_back(owner);
      condition += (condition.back() == '(' ? "?" : ", ?") + std::to_string(values.size());
    }
    condition += ")";
  }
  values.erase(values.begin(), values.begin() + 2);
  const Instant line{now.ms - (days - kPoolWarningDays) * kMsPerDay};
  const auto seen = [&](const Account& account) { return last_touch_seen(session, actor, account); };
  visit_quiet(session, actor.workspace_id, line, condition, std::move(values), seen, [&](const Account& account, Instant touched) {
    falling.push_back({account.id.uuid, account.name, account.owner_id ? std::optional(account.owner_id->uuid) : std::nullopt, touched,
                       std::max(now, Instant{touched.ms + days * kMsPerDay})});
    return falling.size() < kFallingMax;
  });
  std::sort(falling.begin(), falling.end(),
            [](const auto& a, const auto& b) { return std::tie(a.last_touch_at, a.id) < std::tie(b.last_touch_at, b.id); });
  return falling;
}

std::vector<Uuid> fallen_accounts(storage::Session& session, std::int64_t workspace_id, Instant now) {
  std::vector<Uuid> fallen;
  const std::int64_t days = idle_days(session, workspace_id);
  if (days == 0) return fallen;
  const auto touch = [&](const Account& account) { return last_touch(session, workspace_id, account); };
  visit_quiet(session, workspace_id, Instant{now.ms - days * kMsPerDay}, "", {}, touch, [&](const Account& account, Instant) {
    fallen.push_back(account.id.uuid);
    return true;
  });
  return fallen;
}

std::int64_t sweep_pool(UnitOfWork& work, const std::vector<Uuid>& ids) {
  const std::int64_t days = idle_days(work.session(), work.workspace_id());
  if (days == 0) return 0;
  work.set_reason("pool_idle_days: " + std::to_string(days));
  std::int64_t returned = 0;
  for (const Uuid& id : ids) {
    const auto before = storage::find_record(work.session(), work.workspace_id(), Id<Account>{id});
    if (!before || !before->owner_id) continue;
    if (last_touch(work.session(), work.workspace_id(), *before).ms > work.now().ms - days * kMsPerDay) continue;
    Account after = *before;
    hand_over(work, *before, after, std::nullopt);
    ++returned;
  }
  return returned;
}

}  // namespace wheelhouse::service
