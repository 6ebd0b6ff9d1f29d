#include "storage/erasure.h"

namespace wheelhouse::storage {

void visit_event_values(Session& session, std::int64_t workspace_id, const std::function<void(const EventValues&)>& visit) {
  const std::vector<SqlValue> values{workspace_id};
  session.scan(
      "SELECT e.seq, e.object_id, e.account_id, e.verb, v.data FROM event e JOIN event_value v ON v.workspace_id = e.workspace_id AND "
      "v.seq = e.seq WHERE e.workspace_id = ?1 AND v.data IS NOT NULL ORDER BY e.seq",
      values, [&](const RowReader& row) {
        EventValues event{row.integer(0), row.id(1), std::nullopt, row.text(3), row.text(4)};
        if (!row.is_null(2)) event.account_id = row.id(2);
        visit(event);
      });
}

void erase_event_values(Session& session, std::int64_t workspace_id, const std::vector<std::int64_t>& seqs) {
  for (const std::int64_t seq : seqs)
    session.send("UPDATE event_value SET salt = NULL, data = NULL WHERE workspace_id = ?1 AND seq = ?2", {workspace_id, seq});
}

bool rewrite_book_file(Database& database) {
  auto* file = dynamic_cast<RewritesFile*>(&database);
  if (!file) return false;
  file->rewrite_file();
  return true;
}

}  // namespace wheelhouse::storage
