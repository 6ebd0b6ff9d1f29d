// Whose calls, promises, statements and objections a figure is about: a customer's, a deal's, a person's, or all the actor may see.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/actor.h"
#include "reflect/sql.h"
#include "storage/session.h"

namespace wheelhouse::service {

struct SellingScope {
  std::optional<Uuid> account_id, opportunity_id, owner_id;
};
// Errors: not_found for what the actor cannot see.
Result<void> check_scope(storage::Session& session, const Actor& actor, const SellingScope& scope);
// " AND …" on a table t that has account_id and opportunity_id; binds after `values`.
std::string scope_condition(const SellingScope& scope, const Actor& actor, std::vector<SqlValue>& values);

// All records of E in the scope, `tail` appended (" AND status = 'held' ORDER BY held_at, id").
template <Reflected E>
std::vector<E> records_in(storage::Session& session, const Actor& actor, const SellingScope& scope, std::string_view tail) {
  std::vector<SqlValue> values{actor.workspace_id};
  const std::string sql = "SELECT " + column_list<E>("t.") + " FROM " + std::string(Entity<E>::collection) +
                          " t WHERE t.workspace_id = ?1" + scope_condition(scope, actor, values) + std::string(tail);
  std::vector<E> records;
  session.query(sql, values, [&](const RowReader& row) { read_row(records.emplace_back(), row); });
  return records;
}

}  // namespace wheelhouse::service
