#include "service/field_policy.h"

#include <algorithm>

#include "reflect/json_text.h"

namespace wheelhouse::service {
namespace {

bool is_in(const std::vector<Uuid>& sorted, const std::optional<Uuid>& id) {
  return id && std::binary_search(sorted.begin(), sorted.end(), *id);
}

// On the account team, or with a share to write: for whom no ownership speaks.
bool has_part(storage::Session& session, const Actor& actor, const Belonging& belonging) {
  if (is_in(actor.grants.writable_opportunities, belonging.opportunity_id)) return true;
  std::optional<Uuid> account_id = belonging.account_id;
  if (belonging.opportunity_id)
    session.query_first("SELECT account_id FROM opportunities WHERE workspace_id = ?1 AND id = ?2",
                        {actor.workspace_id, *belonging.opportunity_id},
                        [&](const RowReader& row) { account_id = row.is_null(0) ? std::nullopt : std::optional(row.id(0)); });
  return is_in(actor.grants.writable_accounts, account_id);
}

}  // namespace

bool learns(storage::Session& session, const Actor& actor, const Belonging& belonging, FieldGuard guard) {
  if (!actor.user_id) return true;  // the command line
  switch (actor.role) {
    case UserRole::admin: return true;
    case UserRole::manager:
    case UserRole::seller: return hold_of(session, actor, belonging) >= Hold::tend;
    case UserRole::coach: return guard == FieldGuard::account_team && has_part(session, actor, belonging);
    case UserRole::viewer: return has_part(session, actor, belonging);
  }
  return false;
}

std::vector<std::string_view> withheld_of(storage::Session& session, const Actor& actor, std::string_view entity,
                                          const Belonging& belonging) {
  std::vector<std::string_view> names;
  for (const FieldRule& rule : kFieldRules)
    if (rule.entity == entity && !learns(session, actor, belonging, rule.guard)) names.push_back(rule.field);
  return names;
}

void write_withheld(std::string& out, const std::vector<std::string_view>& withheld) {
  if (withheld.empty()) return;
  out += ",\"withheld\":[";
  for (std::size_t i = 0; i < withheld.size(); ++i) {
    if (i) out += ',';
    json_text::append_string(out, withheld[i]);
  }
  out += ']';
}

}  // namespace wheelhouse::service
