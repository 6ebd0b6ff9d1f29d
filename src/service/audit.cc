#include "service/audit.h"

#include "storage/history.h"

namespace wheelhouse::service {

Result<AuditReport> verify_history(storage::Database& database, std::int64_t workspace_id, const std::string& known_head) {
  std::optional<storage::Hash> known;
  if (!known_head.empty()) {
    known = storage::parse_hash(known_head);
    if (!known) return fail(Error::invalid_field("--head", "bad_chain_head"));
  }
  storage::ChainReport chain;
  database.read([&](storage::Session& session) { chain = storage::verify_chain(session, workspace_id, known); });
  AuditReport report{chain.events, chain.erased, chain.first_bad_seq, storage::to_hex(chain.head), std::nullopt};
  if (known) report.has_known_head = chain.has_known_link;
  return report;
}

}  // namespace wheelhouse::service
