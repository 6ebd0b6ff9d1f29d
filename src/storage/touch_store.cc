#include "storage/touch_store.h"

namespace wheelhouse::storage {

void refresh_touch(Session& session, std::int64_t workspace_id, const Uuid& account_id) {
  session.send("DELETE FROM account_touch WHERE workspace_id = ?1 AND account_id = ?2", {workspace_id, account_id});
  session.send(
      "INSERT INTO account_touch (workspace_id, account_id, touched_at) SELECT workspace_id, account_id, max(held_at) FROM calls "
      "WHERE workspace_id = ?1 AND account_id = ?2 AND status = 'held' GROUP BY workspace_id, account_id",
      {workspace_id, account_id});
}

std::int64_t count_wrong_touches(Session& session, std::int64_t workspace_id) {
  constexpr std::string_view kKept = "SELECT account_id, touched_at AS at FROM account_touch WHERE workspace_id = ?1";
  constexpr std::string_view kHeld =
      "SELECT account_id, max(held_at) AS at FROM calls WHERE workspace_id = ?1 AND status = 'held' AND account_id IS NOT NULL "
      "GROUP BY account_id";
  const auto only_in = [&](std::string_view left, std::string_view right) {
    return session.query_integer(
        "SELECT count(*) FROM (" + std::string(left) + " EXCEPT " + std::string(right) + ") AS differing", {workspace_id});
  };
  return only_in(kKept, kHeld) + only_in(kHeld, kKept);
}

}  // namespace wheelhouse::storage
