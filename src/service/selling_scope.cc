#include "service/selling_scope.h"

#include "service/access.h"
#include "service/record_service.h"

namespace wheelhouse::service {
Result<void> check_scope(storage::Session& session, const Actor& actor, const SellingScope& scope) {
  if (scope.account_id)
    if (const auto found = find_visible(session, actor, Id<Account>{*scope.account_id}); !found) return fail(found.error());
  if (scope.opportunity_id)
    if (const auto found = find_visible(session, actor, Id<Opportunity>{*scope.opportunity_id}); !found) return fail(found.error());
  if (scope.owner_id && !sees_owner(actor, scope.owner_id)) return fail(Error::not_found("user"));
  return {};
}

std::string scope_condition(const SellingScope& scope, const Actor& actor, std::vector<SqlValue>& values) {
  std::string sql;
  const auto equals = [&](std::string_view column, const std::optional<Uuid>& id) {
    if (!id) return;
    values.emplace_back(*id);
    ((sql += " AND ") += column) += " = ?" + std::to_string(values.size());
  };
  equals("t.account_id", scope.account_id);
  equals("t.opportunity_id", scope.opportunity_id);
  equals(kByBelonging.owner, scope.owner_id);
  return sql + visible_predicate(actor, kByBelonging, values);
}

}  // namespace wheelhouse::service
