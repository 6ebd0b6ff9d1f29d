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
constexpr bool kIsFound = kHasMatchKeys<E> || std::is_same_v<E, Attachment>;

class Auditor {
 public:
  Auditor(storage::Session& session, std::int64_t workspace_id, bool repair)
      : session_(session), workspace_id_(workspace_id), repair_(repair) {}

  IndexAudit run() {
    AllEntities::for_each([&]<class E>() {
      if constexpr (kIsFound<E>)
        for_each_record<E>([&](const E& record) {
          check_keys(record);
          check_entry(record);
        });
    });
    check_surplus_keys();
    // What is left belongs to no record.
    audit_.wrong_entries += count_stray("search_entry");
    return audit_;
  }

 private:
  template <Reflected E, class F>
  void for_each_record(F&& each) {
    static const std::string sql =
        "SELECT " + column_list<E>() + " FROM " + std::string(Entity<E>::collection) + " WHERE workspace_id = ?1";
    session_.query(sql, {workspace_id_}, [&](const RowReader& row) {
      E record;
      read_row(record, row);
      each(record);
    });
  }

  template <Reflected E>
  void check_keys(const E& record) {
    const auto keys = match_keys(record);
    const std::set<std::string> expected(keys.begin(), keys.end());
    expected_keys_ += static_cast<std::int64_t>(expected.size());
    const auto missing = std::count_if(expected.begin(), expected.end(), [&](const std::string& key) {
      return !storage::has_match_key(session_, workspace_id_, record.id.uuid, key);
    });
    if (missing == 0) return;
    ++audit_.wrong_keys;
    missing_keys_ += missing;
    note(audit_.key_example, record);
    if (repair_) storage::add_match_keys(session_, workspace_id_, record.id.uuid, keys);
  }

  // Keys that no record has. No index leads from a record to its keys, so which they are is only looked for where their number says
  // that there are any.
  void check_surplus_keys() {
    const std::int64_t stored = session_.query_integer("SELECT count(*) FROM match_key WHERE workspace_id = ?1", {workspace_id_});
    const std::int64_t surplus = stored - (repair_ ? expected_keys_ : expected_keys_ - missing_keys_);
    audit_.wrong_keys += surplus;
    if (surplus == 0 || !repair_) return;
    session_.execute("DELETE FROM match_key WHERE workspace_id = ?1", {workspace_id_});
    AllEntities::for_each([&]<class E>() {
      if constexpr (kHasMatchKeys<E>)
        for_each_record<E>([&](const E& record) {
          storage::add_match_keys(session_, workspace_id_, record.id.uuid, match_keys(record));
        });
    });
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
  std::int64_t expected_keys_ = 0, missing_keys_ = 0;  // of the records; of them those not there
  IndexAudit audit_;
};

}  // namespace

IndexAudit audit_indexes(storage::Session& session, std::int64_t workspace_id, bool repair) {
  return Auditor(session, workspace_id, repair).run();
}

}  // namespace wheelhouse::service
