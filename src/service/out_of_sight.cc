#include "service/out_of_sight.h"

#include "service/access.h"
#include "storage/position_store.h"

namespace wheelhouse::service {
namespace {

using storage::Piece;

Piece led_out_of_sight(const Actor& actor, std::vector<SqlValue>& values) {
  std::string sql =
      "SELECT p.subject_id FROM position p WHERE p.workspace_id = ?1 AND p.unit = ?2 AND p.lead_opportunity_id IS NOT NULL";
  sql += visible_predicate(actor, {"p.owner_id", "p.subject_id", ""}, values);
  sql += " AND NOT EXISTS (SELECT 1 FROM opportunities t WHERE t.workspace_id = ?1 AND t.id = p.lead_opportunity_id";
  sql += visible_predicate(actor, {"t.owner_id", "t.account_id", "t.id"}, values) + ")";
  return {sql, {values.begin() + 2, values.end()}};
}

std::vector<SqlValue> begin(const Actor& actor) { return {actor.workspace_id, static_cast<std::int64_t>(Unit::account)}; }

bool any(storage::Session& session, const std::string& sql, const std::vector<SqlValue>& values) {
  bool found = false;
  session.query(sql + " LIMIT 1", values, [&](const RowReader&) { found = true; });
  return found;
}

}  // namespace

std::optional<Piece> accounts_led_out_of_sight(storage::Session& session, const Actor& actor) {
  if (!actor.visible_owners) return {};
  std::vector<SqlValue> values = begin(actor);
  Piece ids = led_out_of_sight(actor, values);
  if (!any(session, ids.text, values)) return {};
  return ids;
}

std::optional<Piece> touches_in_sight(storage::Session& session, const Actor& actor) {
  if (!actor.visible_owners) return {};
  std::vector<SqlValue> values = begin(actor);
  // What hangs on no deal is seen with the account.
  std::string hidden =
      "SELECT p.subject_id FROM position p JOIN account_touch k ON k.workspace_id = p.workspace_id AND k.account_id = p.subject_id "
      "JOIN calls t ON t.workspace_id = k.workspace_id AND t.account_id = k.account_id AND t.held_at = k.touched_at "
      "WHERE p.workspace_id = ?1 AND p.unit = ?2 AND t.status = 'held' AND t.opportunity_id IS NOT NULL";
  hidden += visible_predicate(actor, {"p.owner_id", "p.subject_id", ""}, values);
  hidden += " AND NOT EXISTS (SELECT 1 FROM opportunities o WHERE o.workspace_id = ?1 AND o.id = t.opportunity_id";
  hidden += visible_predicate(actor, {"o.owner_id", "o.account_id", "o.id"}, values) + ")";
  if (!any(session, hidden, values)) return {};
  std::string touches =
      "(SELECT k.workspace_id, k.account_id, k.touched_at FROM account_touch k WHERE k.workspace_id = ?1 AND k.account_id NOT IN (" +
      hidden +
      ") UNION ALL SELECT t.workspace_id, t.account_id, max(t.held_at) AS touched_at FROM calls t WHERE t.workspace_id = ?1 AND "
      "t.status = 'held' AND t.account_id IN (" +
      hidden + ")";
  touches += visible_predicate(actor, kByBelonging, values) + " GROUP BY t.workspace_id, t.account_id)";
  return Piece{std::move(touches), {values.begin() + 2, values.end()}};
}

}  // namespace wheelhouse::service
