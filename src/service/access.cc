#include "service/access.h"

#include <algorithm>

#include "service/record_traits.h"
#include "storage/left.h"
#include "storage/wheel_store.h"

namespace wheelhouse::service {
namespace {
constexpr std::pair<Verb, std::string_view> kVerbNames[] = {
    {Verb::create, "create"}, {Verb::update, "update"}, {Verb::remove, "remove"}, {Verb::import_records, "import"},
    {Verb::export_records, "export"}, {Verb::manage_users, "manage_users"}, {Verb::override_stage, "override_stage"},
    {Verb::administer, "administer"}};

constexpr std::size_t kTeamsMax = 1000;  // below one another

void sort_unique(std::vector<Uuid>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}
bool holds(const std::vector<Uuid>& sorted, const Uuid& id) { return std::binary_search(sorted.begin(), sorted.end(), id); }

// A deal or an account, and whose it is.
struct Root {
  bool exists = false;
  std::optional<Uuid> owner_id, account_id;
};
// Of one that this transaction has just written, nobody need be asked.
template <Reflected E>
const std::optional<E>* just_written(storage::Session& session, const Actor& actor, const Uuid& id) {
  return storage::find_left<std::optional<E>>(session, Entity<E>::collection, actor.workspace_id, id);
}
Root find_opportunity(storage::Session& session, const Actor& actor, const Uuid& id) {
  if (const auto* written = just_written<Opportunity>(session, actor, id))
    return *written ? Root{true, plain((*written)->owner_id), plain((*written)->account_id)} : Root{};
  Root root;
  root.exists = session.query_first("SELECT owner_id, account_id FROM opportunities WHERE workspace_id = ?1 AND id = ?2",
                                    {actor.workspace_id, id}, [&](const RowReader& row) {
                                      if (!row.is_null(0)) root.owner_id = row.id(0);
                                      if (!row.is_null(1)) root.account_id = row.id(1);
                                    });
  return root;
}
Root find_account(storage::Session& session, const Actor& actor, const Uuid& id) {
  if (const auto* written = just_written<Account>(session, actor, id))
    return *written ? Root{true, plain((*written)->owner_id), {}} : Root{};
  Root root;
  root.exists = session.query_first("SELECT owner_id FROM accounts WHERE workspace_id = ?1 AND id = ?2", {actor.workspace_id, id},
                                    [&](const RowReader& row) { if (!row.is_null(0)) root.owner_id = row.id(0); });
  return root;
}
}

bool role_allows(UserRole role, Verb verb) {
  switch (verb) {
    case Verb::read: return true;
    case Verb::create:
    case Verb::update: return role == UserRole::admin || role == UserRole::manager || role == UserRole::seller;
    case Verb::remove: return role == UserRole::admin || role == UserRole::manager || role == UserRole::seller;
    case Verb::import_records: return role == UserRole::admin || role == UserRole::manager;
    case Verb::export_records: return role == UserRole::admin || role == UserRole::manager;
    case Verb::override_stage: return role == UserRole::admin || role == UserRole::manager;
    case Verb::manage_users:
    case Verb::administer: return role == UserRole::admin;
  }
  return false;
}

std::vector<std::string_view> permissions_of(UserRole role) {
  std::vector<std::string_view> names;
  for (const auto& [verb, name] : kVerbNames)
    if (role_allows(role, verb)) names.push_back(name);
  return names;
}

Result<void> require(const Actor& actor, Verb verb) {
  if (role_allows(actor.role, verb)) return {};
  return fail(Error::make(Errc::forbidden, "forbidden"));
}

std::vector<Uuid> teams_below(storage::Session& session, std::int64_t workspace_id, const Uuid& team_id) {
  std::vector<Uuid> teams{team_id};
  for (std::size_t i = 0; i < teams.size() && teams.size() < kTeamsMax; ++i)
    session.query("SELECT id FROM teams WHERE workspace_id = ?1 AND parent_id = ?2", {workspace_id, teams[i]}, [&](const RowReader& row) {
      if (std::find(teams.begin(), teams.end(), row.id(0)) == teams.end()) teams.push_back(row.id(0));
    });
  return teams;
}

std::vector<Uuid> people_of_teams(storage::Session& session, std::int64_t workspace_id, const std::vector<Uuid>& teams) {
  std::vector<Uuid> people;
  for (const Uuid& team : teams)
    session.query("SELECT id FROM users WHERE workspace_id = ?1 AND team_id = ?2", {workspace_id, team},
                  [&](const RowReader& row) { people.push_back(row.id(0)); });
  return people;
}

std::optional<std::vector<Uuid>> visible_owners(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id, UserRole role,
                                                const std::optional<Uuid>& team_id) {
  if (role == UserRole::admin || role == UserRole::viewer) return std::nullopt;
  if (role == UserRole::seller || !team_id) return std::vector<Uuid>{user_id};
  std::vector<Uuid> owners = people_of_teams(session, workspace_id, teams_below(session, workspace_id, *team_id));
  owners.push_back(user_id);
  sort_unique(owners);
  return owners;
}

Grants grants_of(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id, const std::optional<Uuid>& team_id,
                 Instant now) {
  Grants grants;
  session.query("SELECT account_id FROM account_members WHERE workspace_id = ?1 AND user_id = ?2", {workspace_id, user_id},
                [&](const RowReader& row) {
                  grants.accounts.push_back(row.id(0));
                  grants.writable_accounts.push_back(row.id(0));
                });
  const auto shared = [&](std::string_view column, const Uuid& with) {
    session.query("SELECT account_id, opportunity_id, access, expires_at FROM shares WHERE workspace_id = ?1 AND " + std::string(column) +
                      " = ?2",
                  {workspace_id, with}, [&](const RowReader& row) {
                    if (!row.is_null(3)) {
                      const Instant end{row.integer(3)};
                      if (end <= now) return;
                      grants.until = std::min(grants.until.value_or(end), end);
                    }
                    const bool writable = row.text(2) == to_string(ShareAccess::write);
                    const auto add = [&](int at, std::vector<Uuid>& seen, std::vector<Uuid>& changed) {
                      if (row.is_null(at)) return;
                      seen.push_back(row.id(at));
                      if (writable) changed.push_back(row.id(at));
                    };
                    add(0, grants.accounts, grants.writable_accounts);
                    add(1, grants.opportunities, grants.writable_opportunities);
                  });
  };
  shared("user_id", user_id);
  std::vector<Uuid> above;
  for (auto team = team_id; team && std::find(above.begin(), above.end(), *team) == above.end() && above.size() < kTeamsMax;) {
    above.push_back(*team);
    shared("team_id", *team);
    const Uuid at = *team;
    team.reset();
    session.query_first("SELECT parent_id FROM teams WHERE workspace_id = ?1 AND id = ?2", {workspace_id, at},
                        [&](const RowReader& row) { if (!row.is_null(0)) team = row.id(0); });
  }
  for (auto* ids : {&grants.accounts, &grants.opportunities, &grants.writable_accounts, &grants.writable_opportunities}) sort_unique(*ids);
  return grants;
}

bool sees_owner(const Actor& actor, const std::optional<Uuid>& owner_id) {
  if (!actor.visible_owners || !owner_id) return true;
  return std::find(actor.visible_owners->begin(), actor.visible_owners->end(), *owner_id) != actor.visible_owners->end();
}

bool sees_account(const Actor& actor, const std::optional<Uuid>& owner_id, const Uuid& id) {
  return sees_owner(actor, owner_id) || holds(actor.grants.accounts, id);
}

bool sees_opportunity(const Actor& actor, const std::optional<Uuid>& owner_id, const Uuid& id, const std::optional<Uuid>& account_id) {
  return sees_owner(actor, owner_id) || holds(actor.grants.opportunities, id) || (account_id && holds(actor.grants.accounts, *account_id));
}

bool sees_belonging(storage::Session& session, const Actor& actor, const Belonging& belonging) {
  if (!actor.visible_owners) return true;
  if (belonging.opportunity_id) {
    const Root root = find_opportunity(session, actor, *belonging.opportunity_id);
    return sees_opportunity(actor, root.owner_id, *belonging.opportunity_id, root.account_id);
  }
  if (!belonging.account_id) return true;
  return sees_account(actor, find_account(session, actor, *belonging.account_id).owner_id, *belonging.account_id);
}

Hold hold_of(storage::Session& session, const Actor& actor, const Belonging& belonging) {
  if (!actor.visible_owners) return Hold::govern;
  std::optional<Uuid> account_id = belonging.account_id;
  if (belonging.opportunity_id) {
    const Root deal = find_opportunity(session, actor, *belonging.opportunity_id);
    if (!deal.exists || (deal.owner_id && sees_owner(actor, deal.owner_id))) return Hold::govern;
    if (holds(actor.grants.writable_opportunities, *belonging.opportunity_id)) return Hold::tend;
    account_id = deal.account_id;
    if (deal.owner_id) return account_id && holds(actor.grants.writable_accounts, *account_id) ? Hold::tend : Hold::read;
  }
  if (!account_id) return Hold::govern;
  const Root account = find_account(session, actor, *account_id);
  if (!account.exists) return Hold::govern;
  const bool mine = account.owner_id ? sees_owner(actor, account.owner_id) : actor.role == UserRole::manager;
  if (mine) return Hold::govern;
  return holds(actor.grants.writable_accounts, *account_id) ? Hold::tend : Hold::read;
}

Result<void> require_hold(storage::Session& session, const Actor& actor, const Belonging& belonging, Hold hold) {
  if (hold_of(session, actor, belonging) >= hold) return {};
  const bool of_account_alone = belonging.account_id && !belonging.opportunity_id;
  const bool in_pool = of_account_alone && !find_account(session, actor, *belonging.account_id).owner_id;
  return fail(Error::make(Errc::forbidden, in_pool ? "in_pool" : "not_yours"));
}

Hold shown_hold(storage::Session& session, const Actor& actor, const Belonging& belonging) {
  return role_allows(actor.role, Verb::update) ? hold_of(session, actor, belonging) : Hold::read;
}

std::string visible_predicate(const Actor& actor, const Place& place, std::vector<SqlValue>& values) {
  if (!actor.visible_owners) return "";
  const auto list = [&](const std::vector<Uuid>& ids) {
    std::string sql = " IN (";
    for (std::size_t i = 0; i < ids.size(); ++i) {
      values.emplace_back(ids[i]);
      sql += (i ? ", ?" : "?") + std::to_string(values.size());
    }
    return sql + ")";
  };
  const std::string owner(place.owner), account(place.account), opportunity(place.opportunity);
  std::string sql = " AND (" + owner + " IS NULL OR " + owner + list(*actor.visible_owners);
  const Grants& grants = actor.grants;
  if (!opportunity.empty() && !grants.opportunities.empty()) sql += " OR " + opportunity + list(grants.opportunities);
  if (!grants.accounts.empty()) {
    const std::string accounts = list(grants.accounts);
    if (!opportunity.empty())
      sql += " OR " + opportunity + " IN (SELECT shared.id FROM opportunities shared WHERE shared.workspace_id = ?1 AND shared.account_id" +
             accounts + ")";
    if (!account.empty()) sql += " OR (" + (opportunity.empty() ? "" : opportunity + " IS NULL AND ") + account + accounts + ")";
  }
  return sql + ")";
}

void see_as(const Actor& actor, storage::WheelFilter& filter) {
  filter.owners = actor.visible_owners;
  if (!actor.visible_owners) return;
  filter.shared_accounts = actor.grants.accounts;
  if (filter.unit == Unit::opportunity) filter.shared_opportunities = actor.grants.opportunities;
}
}  // namespace wheelhouse::service
