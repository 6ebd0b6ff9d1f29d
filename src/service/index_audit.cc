#include "service/index_audit.h"

#include <algorithm>
#include <set>

#include "domain/all.h"
#include "reflect/sql.h"
#include "service/match_keys.h"
#include "service/record_traits.h"
#include "storage/match_store.h"
#include "storage/record_store.h"
#include "storage/search_store.h"

namespace wheelhouse::service {
namespace {

// Entities without either are not even read.
template <Reflected E>
constexpr bool kIsFound = std::is_same_v<E, Account> || std::is_same_v<E, Contact> || std::is_same_v<E, Opportunity> ||
                          std::is_same_v<E, Product> || std::is_same_v<E, Note> || std::is_same_v<E, Attachment> ||
                          std::is_same_v<E, User> || std::is_same_v<E, Team>;

class Auditor {
 public:
  Auditor(storage::Session& session, std::int64_t workspace_id, bool repair)
      : session_(session), workspace_id_(workspace_id), repair_(repair) {}

  IndexAudit run() {
    AllEntities::for_each([&]<class E>() {
      if constexpr (kIsFound<E>) {
        static const std::string sql =
            "SELECT " + column_list<E>() + " FROM " + std::string(Entity<E>::collection) + " WHERE workspace_id = ?1";
        session_.query(sql, {workspace_id_}, [&](const RowReader& row) {
          E record;
          read_row(record, row);
          check_keys(record);
          check_entry(record);
        });
      }
    });
    // What is left belongs to no record.
    audit_.wrong_keys += count_stray("match_key");
    audit_.wrong_entries += count_stray("search_entry");
    return audit_;
  }

 private:
  template <Reflected E>
  void check_keys(const E& record) {
    const auto keys = match_keys(record);
    const std::set<std::string> expected(keys.begin(), keys.end());
    std::set<std::string> stored;
    session_.query("SELECT match_key FROM match_key WHERE workspace_id = ?1 AND object_id = ?2", {workspace_id_, record.id.uuid},
                   [&](const RowReader& row) { stored.emplace(row.text(0)); });
    if (stored == expected) return;
    ++audit_.wrong_keys;
    note(audit_.key_example, record);
    if (!repair_) return;
    storage::remove_match_keys(session_, workspace_id_, record.id.uuid);
    storage::add_match_keys(session_, workspace_id_, record.id.uuid, keys);
  }

  template <Reflected E>
  void check_entry(const E& record) {
    const auto text = search_text(record);
    if (!text) return;
    const auto account_id = belonging_of(record).account_id;
    bool good = false;
    session_.query_first("SELECT kind, account_id, owner_id, body FROM search_entry WHERE workspace_id = ?1 AND object_id = ?2",
                         {workspace_id_, record.id.uuid}, [&](const RowReader& row) {
                           good = row.integer(0) == static_cast<std::int64_t>(text->kind) && id_at(row, 1) == account_id &&
                                  id_at(row, 2) == text->owner_id && row.text(3) == text->body;
                         });
    if (good) return;
    ++audit_.wrong_entries;
    note(audit_.entry_example, record);
    if (!repair_) return;
    session_.execute("DELETE FROM search_entry WHERE workspace_id = ?1 AND object_id = ?2", {workspace_id_, record.id.uuid});
    storage::add_search_entry(session_, workspace_id_, static_cast<int>(text->kind), record.id.uuid, account_id, text->owner_id,
                              text->body);
  }

  // Rows of `table` whose object is none of those that are found by it.
  std::int64_t count_stray(const std::string& table) {
    std::string where = " WHERE workspace_id = ?1";
    AllEntities::for_each([&]<class E>() {
      if constexpr (kIsFound<E>)
        where += " AND NOT EXISTS (SELECT 1 FROM " + std::string(Entity<E>::collection) + " r WHERE r.workspace_id = ?1 AND r.id = " +
                 table + ".object_id)";
    });
    const std::int64_t stray = session_.query_integer("SELECT count(*) FROM " + table + where, {workspace_id_});
    if (stray > 0 && repair_) session_.execute("DELETE FROM " + table + where, {workspace_id_});
    return stray;
  }

  template <Reflected E>
  static void note(std::string& example, const E& record) {
    if (example.empty()) example = std::string(Entity<E>::name) + " " + to_string(record.id.uuid);
  }
  static std::optional<Uuid> id_at(const RowReader& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return row.id(column);
  }

  storage::Session& session_;
  const std::int64_t workspace_id_;
  const bool repair_;
  IndexAudit audit_;
};

}  // namespace

IndexAudit audit_indexes(storage::Session& session, std::int64_t workspace_id, bool repair) {
  return Auditor(session, workspace_id, repair).run();
}

}  // namespace wheelhouse::service
