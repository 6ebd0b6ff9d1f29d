#include "storage/content_store.h"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "storage/history.h"

namespace wheelhouse::storage {

bool has_content(Session& session, std::int64_t workspace_id, std::string_view sha256) {
  return session.query_first("SELECT 1 FROM file_content WHERE workspace_id = ?1 AND sha256 = ?2", {workspace_id, sha256},
                             [](const RowReader&) {});
}

void put_content(Session& session, std::int64_t workspace_id, std::string_view sha256, std::string_view bytes, Instant now) {
  if (has_content(session, workspace_id, sha256)) return;
  session.send("INSERT INTO file_content (workspace_id, sha256, size_bytes, stored_at, unused_since) VALUES (?1, ?2, ?3, ?4, NULL)",
               {workspace_id, sha256, static_cast<std::int64_t>(bytes.size()), now.ms});
  for (std::int64_t position = 0; !bytes.empty(); ++position) {
    session.send("INSERT INTO file_chunk (workspace_id, sha256, position, data) VALUES (?1, ?2, ?3, ?4)",
                 {workspace_id, sha256, position, Bytes{bytes.substr(0, kChunkBytes)}});
    bytes.remove_prefix(std::min(bytes.size(), kChunkBytes));
  }
}

bool read_content(Session& session, std::int64_t workspace_id, std::string_view sha256,
                  const std::function<void(std::string_view)>& visit) {
  if (!has_content(session, workspace_id, sha256)) return false;
  session.query("SELECT data FROM file_chunk WHERE workspace_id = ?1 AND sha256 = ?2 ORDER BY position", {workspace_id, sha256},
                [&](const RowReader& row) { visit(row.text(0)); });
  return true;
}

void delete_content(Session& session, std::int64_t workspace_id, std::string_view sha256) {
  session.send("DELETE FROM file_chunk WHERE workspace_id = ?1 AND sha256 = ?2", {workspace_id, sha256});
  session.send("DELETE FROM file_content WHERE workspace_id = ?1 AND sha256 = ?2", {workspace_id, sha256});
}

std::int64_t content_bytes(Session& session, std::int64_t workspace_id) {
  return session.query_integer("SELECT CAST(coalesce(sum(size_bytes), 0) AS bigint) FROM file_content WHERE workspace_id = ?1",
                               {workspace_id});
}

std::int64_t sweep_content(Session& session, std::int64_t workspace_id, Instant now, Instant unused_before) {
  static const std::string used = "EXISTS (SELECT 1 FROM attachments a WHERE a.workspace_id = file_content.workspace_id AND a.sha256 = "
                                  "file_content.sha256)";
  session.execute("UPDATE file_content SET unused_since = NULL WHERE workspace_id = ?1 AND unused_since IS NOT NULL AND " + used,
                  {workspace_id});
  session.execute("UPDATE file_content SET unused_since = ?2 WHERE workspace_id = ?1 AND unused_since IS NULL AND NOT " + used,
                  {workspace_id, now.ms});
  std::vector<std::string> unused;
  session.query("SELECT sha256 FROM file_content WHERE workspace_id = ?1 AND unused_since < ?2", {workspace_id, unused_before.ms},
                [&](const RowReader& row) { unused.emplace_back(row.text(0)); });
  for (const std::string& sha256 : unused) delete_content(session, workspace_id, sha256);
  return static_cast<std::int64_t>(unused.size());
}

ContentAudit audit_content(Session& session, std::int64_t workspace_id) {
  ContentAudit audit;
  const std::vector<SqlValue> values{workspace_id};
  audit.files = session.query_integer("SELECT count(*) FROM attachments WHERE workspace_id = ?1", {workspace_id});
  session.query(
      "SELECT a.sha256 FROM attachments a LEFT JOIN file_content c ON c.workspace_id = a.workspace_id AND c.sha256 = a.sha256 WHERE "
      "a.workspace_id = ?1 AND (c.size_bytes IS NULL OR c.size_bytes <> a.size_bytes)",
      values, [&](const RowReader& row) {
        ++audit.without_content;
        if (audit.example.empty()) audit.example = row.text(0);
      });
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  std::string current;
  std::int64_t declared = 0, size = 0;
  const auto finish = [&] {
    if (current.empty()) return;
    Hash hash{};
    unsigned length = 0;
    if (EVP_DigestFinal_ex(context.get(), hash.data(), &length) != 1) throw std::runtime_error("SHA-256 failed");
    ++audit.contents;
    if (to_hex(hash) == current && size == declared) return;
    ++audit.damaged;
    if (audit.example.empty()) audit.example = current;
  };
  session.scan(
      "SELECT c.sha256, c.size_bytes, k.data FROM file_content c LEFT JOIN file_chunk k ON k.workspace_id = c.workspace_id AND k.sha256 = "
      "c.sha256 WHERE c.workspace_id = ?1 ORDER BY c.sha256, k.position",
      values, [&](const RowReader& row) {
        if (row.text(0) != current) {
          finish();
          current = row.text(0);
          declared = row.integer(1);
          size = 0;
          if (EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1) throw std::runtime_error("SHA-256 is not available");
        }
        if (row.is_null(2)) return;
        const std::string_view data = row.text(2);
        size += static_cast<std::int64_t>(data.size());
        EVP_DigestUpdate(context.get(), data.data(), data.size());
      });
  finish();
  return audit;
}

}  // namespace wheelhouse::storage
