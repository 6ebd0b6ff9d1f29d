#include "service/access.h"

#include <algorithm>

namespace wheelhouse::service {
namespace {
constexpr std::pair<Verb, std::string_view> kVerbNames[] = {
    {Verb::create, "create"}, {Verb::update, "update"}, {Verb::remove, "remove"}, {Verb::import_records, "import"},
    {Verb::export_records, "export"}, {Verb::manage_users, "manage_users"}, {Verb::override_stage, "override_stage"},
    {Verb::administer, "administer"}};
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

std::optional<std::vector<Uuid>> visible_owners(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id, UserRole role,
                                                const std::optional<Uuid>& team_id) {
  if (role == UserRole::admin || role == UserRole::viewer) return std::nullopt;
  std::vector<Uuid> owners{user_id};
  if (role == UserRole::seller || !team_id) return owners;
  std::vector<Uuid> teams{*team_id};
  for (std::size_t i = 0; i < teams.size() && teams.size() < 1000; ++i)
    session.query("SELECT id FROM teams WHERE workspace_id = ?1 AND parent_id = ?2", {workspace_id, teams[i]}, [&](const RowReader& row) {
      if (std::find(teams.begin(), teams.end(), row.id(0)) == teams.end()) teams.push_back(row.id(0));
    });
  for (const Uuid& team : teams)
    session.query("SELECT id FROM users WHERE workspace_id = ?1 AND team_id = ?2", {workspace_id, team},
                  [&](const RowReader& row) { owners.push_back(row.id(0)); });
  std::sort(owners.begin(), owners.end());
  owners.erase(std::unique(owners.begin(), owners.end()), owners.end());
  return owners;
}

bool sees_owner(const Actor& actor, const std::optional<Uuid>& owner_id) {
  if (!actor.visible_owners || !owner_id) return true;
  return std::find(actor.visible_owners->begin(), actor.visible_owners->end(), *owner_id) != actor.visible_owners->end();
}

bool sees_belonging(storage::Session& session, const Actor& actor, const Belonging& belonging) {
  if (!actor.visible_owners) return true;
  const auto owner_in = [&](std::string_view sql, const Uuid& id) {
    std::optional<Uuid> owner;
    session.query_first(sql, {actor.workspace_id, id}, [&](const RowReader& row) { if (!row.is_null(0)) owner = row.id(0); });
    return sees_owner(actor, owner);
  };
  if (belonging.opportunity_id)
    return owner_in("SELECT owner_id FROM opportunities WHERE workspace_id = ?1 AND id = ?2", *belonging.opportunity_id);
  if (belonging.account_id) return owner_in("SELECT owner_id FROM accounts WHERE workspace_id = ?1 AND id = ?2", *belonging.account_id);
  return true;
}

std::string owner_predicate(const Actor& actor, std::string_view column, std::vector<SqlValue>& values) {
  if (!actor.visible_owners) return "";
  std::string sql = " AND (";
  sql += column;
  sql += " IS NULL OR ";
  sql += column;
  sql += " IN (";
  for (std::size_t i = 0; i < actor.visible_owners->size(); ++i) {
    values.emplace_back((*actor.visible_owners)[i]);
    if (i) sql += ", ";
    sql += "?" + std::to_string(values.size());
  }
  return sql + "))";
}
}  // namespace wheelhouse::service
