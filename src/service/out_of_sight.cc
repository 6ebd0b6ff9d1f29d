#include "service/out_of_sight.h"

#include "service/access.h"
#include "storage/position_store.h"

namespace wheelhouse::service {

std::vector<Uuid> accounts_led_out_of_sight(storage::Session& session, const Actor& actor) {
  std::vector<Uuid> ids;
  if (!actor.visible_owners) return ids;
  std::vector<SqlValue> values{actor.workspace_id, static_cast<std::int64_t>(Unit::account)};
  std::string sql =
      "SELECT p.subject_id FROM position p WHERE p.workspace_id = ?1 AND p.unit = ?2 AND p.lead_opportunity_id IS NOT NULL";
  sql += visible_predicate(actor, {"p.owner_id", "p.subject_id", ""}, values);
  sql += " AND NOT EXISTS (SELECT 1 FROM opportunities t WHERE t.workspace_id = ?1 AND t.id = p.lead_opportunity_id";
  sql += visible_predicate(actor, {"t.owner_id", "t.account_id", "t.id"}, values) + ")";
  session.query(sql, values, [&](const RowReader& row) { ids.push_back(row.id(0)); });
  return ids;
}

}  // namespace wheelhouse::service
