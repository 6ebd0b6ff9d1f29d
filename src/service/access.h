// Who may do what. The one place that decides: handlers and lists receive only what is already allowed, so a list, a
// count, a search, an export and a stream agree. 404 for what is invisible, 403 for what is visible but not allowed.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/actor.h"
#include "service/unit_of_work.h"
#include "storage/session.h"

namespace wheelhouse::storage {
struct WheelFilter;
}

namespace wheelhouse::service {

enum class Verb { read, create, update, remove, import_records, export_records, manage_users, override_stage, administer };

// By role alone, before any record is looked at.
bool role_allows(UserRole role, Verb verb);
// The verbs a role has, by name, for the interface ("permissions" of GET /session).
std::vector<std::string_view> permissions_of(UserRole role);
Result<void> require(const Actor& actor, Verb verb);

// The people whose records this one may see: null for everyone's. Admin and viewer: all; manager and coach: their team and
// the teams below it; seller: his own. Records without an owner are seen by all.
std::optional<std::vector<Uuid>> visible_owners(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id, UserRole role,
                                                const std::optional<Uuid>& team_id);
// The account teams he is on, and what is shared with him, his team or a team above it and has not run out at `now`.
Grants grants_of(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id, const std::optional<Uuid>& team_id,
                 Instant now);
// A team and all below it, and the people in them.
std::vector<Uuid> teams_below(storage::Session& session, std::int64_t workspace_id, const Uuid& team_id);
std::vector<Uuid> people_of_teams(storage::Session& session, std::int64_t workspace_id, const std::vector<Uuid>& teams);

bool sees_owner(const Actor& actor, const std::optional<Uuid>& owner_id);
// A deal is seen by its owner's people and by who has a part in it or its account; what hangs on a deal, with the deal; the rest with
// the account.
bool sees_opportunity(const Actor& actor, const std::optional<Uuid>& owner_id, const Uuid& id, const std::optional<Uuid>& account_id);
bool sees_account(const Actor& actor, const std::optional<Uuid>& owner_id, const Uuid& id);
// A record that hangs on neither is seen by all.
bool sees_belonging(storage::Session& session, const Actor& actor, const Belonging& belonging);

// What a person may do with what he sees. `tend`: change what is in it. `govern`: also hand it over, share it, delete it.
enum class Hold : std::uint8_t { read, tend, govern };
}  // namespace wheelhouse::service

namespace wheelhouse {
WH_ENUM_NAMES(service::Hold, "read", "tend", "govern");
}  // namespace wheelhouse

namespace wheelhouse::service {
// Nobody's account is in the open pool: sellers claim it before they tend it; managers govern it. Nobody's deal goes with its account,
// and is anybody's without one. Ask only of what he sees; the role's verbs are asked apart.
Hold hold_of(storage::Session& session, const Actor& actor, const Belonging& belonging);
// Errors: forbidden "not_yours", or "in_pool" of what has to be claimed first.
Result<void> require_hold(storage::Session& session, const Actor& actor, const Belonging& belonging, Hold hold);
// As the interface is told: read for whom the role lets change nothing.
Hold shown_hold(storage::Session& session, const Actor& actor, const Belonging& belonging);

// Where the parts of a predicate stand in a query: SQL expressions for the owner's id and for what the row belongs to.
struct Place {
  std::string_view owner = "";
  std::string_view account = "";      // "" when the rows belong to deals alone
  std::string_view opportunity = "";  // "" when the rows belong to accounts alone
};
// Of a table t with account_id and opportunity_id, with either alone.
inline constexpr Place kByBelonging{
    "(CASE WHEN t.opportunity_id IS NULL THEN (SELECT a.owner_id FROM accounts a WHERE a.workspace_id = t.workspace_id AND a.id = "
    "t.account_id) ELSE (SELECT o.owner_id FROM opportunities o WHERE o.workspace_id = t.workspace_id AND o.id = t.opportunity_id) END)",
    "t.account_id", "t.opportunity_id"};
inline constexpr Place kByAccount{"(SELECT a.owner_id FROM accounts a WHERE a.workspace_id = t.workspace_id AND a.id = t.account_id)",
                                  "t.account_id", ""};
inline constexpr Place kByOpportunity{
    "(SELECT o.owner_id FROM opportunities o WHERE o.workspace_id = t.workspace_id AND o.id = t.opportunity_id)", "", "t.opportunity_id"};

// " AND (owner IS NULL OR owner IN (…) OR …)", or "" when everything is visible; binds after `values`. ?1 is the workspace.
std::string visible_predicate(const Actor& actor, const Place& place, std::vector<SqlValue>& values);
// The same for what asks the daily sums and spans.
void see_as(const Actor& actor, storage::WheelFilter& filter);

}  // namespace wheelhouse::service
