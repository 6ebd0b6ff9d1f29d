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

bool sees_owner(const Actor& actor, const std::optional<Uuid>& owner_id);
// Through the opportunity's or the account's owner; a record that hangs on neither is seen by all.
bool sees_belonging(storage::Session& session, const Actor& actor, const Belonging& belonging);
// " AND (column IS NULL OR column IN (…))", or "" when everything is visible; ids are bound after `values`.
std::string owner_predicate(const Actor& actor, std::string_view column, std::vector<SqlValue>& values);

}  // namespace wheelhouse::service
