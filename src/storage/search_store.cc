#include "storage/search_store.h"

#include <algorithm>
#include <functional>

#include "storage/postgres/search_terms.h"
#include "storage/search_audit.h"
#include "storage/search_terms.h"

namespace wheelhouse::storage {
namespace {

SqlValue optional_id(const std::optional<Uuid>& id) { return id ? SqlValue(*id) : SqlValue(); }
std::optional<Uuid> id_at(const RowReader& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.id(column);
}

std::string text_of(int kind, const std::optional<Uuid>& owner_id, std::string_view body) {
  const unsigned bit = 1u << kind;
  return indexed_text(kind, (kOwnedSearchKinds & bit) != 0, owner_id, (kWrittenSearchKinds & bit) != 0, body);
}

// Each workspace numbers its own entries, from here on: what is one workspace's alone is asked of no other, and numbers stay apart all
// the same where books meet in one file, whose index of words has a single row of numbers.
constexpr int kNumberBits = 32;
std::int64_t first_number(std::int64_t workspace_id) { return (workspace_id - 1) << kNumberBits; }

// PostgreSQL's: the row holds its own terms. `number`: SQL for the number of the entry, in which ?1 is `entry`.
void send_entry(Session& session, std::string_view number, std::int64_t entry, std::int64_t workspace_id, int kind, const Uuid& object_id,
                const std::optional<Uuid>& account_id, const std::optional<Uuid>& owner_id, std::string_view body) {
  session.send("INSERT INTO search_entry (entry, workspace_id, kind, object_id, account_id, owner_id, body, terms) VALUES (" +
                   std::string(number) + ", ?2, ?3, ?4, ?5, ?6, ?7, CAST(?8 AS tsvector))",
               {entry, workspace_id, std::int64_t{kind}, object_id, optional_id(account_id), optional_id(owner_id), body,
                postgres::terms_vector(text_of(kind, owner_id, body))});
}

}  // namespace

void add_search_entry(Session& session, std::int64_t workspace_id, int kind, const Uuid& object_id, const std::optional<Uuid>& account_id,
                      const std::optional<Uuid>& owner_id, std::string_view body) {
  // The next number is taken by hand: INSERT … RETURNING that is not stepped to its end costs SQLite 0.3 ms in a large
  // transaction, and writers come one at a time anyway.
  if (session.engine() == Engine::postgres)
    return send_entry(session, "(SELECT coalesce(max(entry), ?1) + 1 FROM search_entry WHERE workspace_id = ?2)",
                      first_number(workspace_id), workspace_id, kind, object_id, account_id, owner_id, body);
  const std::int64_t last =
      session.query_integer("SELECT entry FROM search_entry WHERE entry > ?1 AND entry <= ?2 ORDER BY entry DESC LIMIT 1",
                            {first_number(workspace_id), first_number(workspace_id + 1)}, first_number(workspace_id));
  put_search_entry(session, last + 1, workspace_id, kind, object_id, account_id, owner_id, body);
}

void put_search_entry(Session& session, std::int64_t entry, std::int64_t workspace_id, int kind, const Uuid& object_id,
                      const std::optional<Uuid>& account_id, const std::optional<Uuid>& owner_id, std::string_view body) {
  if (session.engine() == Engine::postgres)
    return send_entry(session, "?1", entry, workspace_id, kind, object_id, account_id, owner_id, body);
  session.execute("INSERT INTO search_entry (entry, workspace_id, kind, object_id, account_id, owner_id, body) "
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                  {entry, workspace_id, std::int64_t{kind}, object_id, optional_id(account_id), optional_id(owner_id), body});
  session.before_commit([entry, text = text_of(kind, owner_id, body)](Session& later) {
    later.execute("INSERT INTO search_index (rowid, body) VALUES (?1, ?2)", {entry, std::string_view(text)});
  });
}

void remove_search_entry(Session& session, std::int64_t workspace_id, const Uuid& object_id) {
  if (session.engine() == Engine::postgres) {
    session.send("DELETE FROM search_entry WHERE workspace_id = ?1 AND object_id = ?2", {workspace_id, object_id});
    return;
  }
  std::int64_t entry = 0;
  std::string text;
  if (!session.query_first("SELECT entry, kind, owner_id, body FROM search_entry WHERE workspace_id = ?1 AND object_id = ?2",
                           {workspace_id, object_id}, [&](const RowReader& row) {
                             entry = row.integer(0);
                             text = text_of(static_cast<int>(row.integer(1)), id_at(row, 2), row.text(3));
                           }))
    return;
  // A contentless index forgets a row only when it is told what the row said.
  session.before_commit([entry, text](Session& later) {
    later.execute("INSERT INTO search_index (search_index, rowid, body) VALUES ('delete', ?1, ?2)", {entry, std::string_view(text)});
  });
  session.execute("DELETE FROM search_entry WHERE entry = ?1", {entry});
}

std::string match_value(Engine engine, std::string expression) {
  return engine == Engine::postgres ? postgres::terms_query(expression) : std::move(expression);
}
std::string found_ids(Engine engine) {
  if (engine == Engine::postgres)
    return "SELECT f.object_id FROM search_entry f WHERE f.terms @@ CAST(? AS tsquery) AND f.workspace_id = ?1";
  return "SELECT f.object_id FROM search_index x CROSS JOIN search_entry f ON f.entry = x.rowid WHERE x.search_index MATCH ? AND "
         "f.workspace_id = ?1";
}
std::string found_test(Engine engine, std::string_view id_column) {
  if (engine == Engine::postgres) return std::string(id_column) + " IN (" + found_ids(engine) + ")";
  // The answers are gathered once, as numbers of entries; '+' keeps the engine from beginning there for every record anew. (To ask
  // the index about one entry at a time costs a millisecond where the question ends in a few letters.)
  return "EXISTS (SELECT 1 FROM search_entry f WHERE f.workspace_id = ?1 AND f.object_id = " + std::string(id_column) +
         " AND +f.entry IN (SELECT x.rowid FROM search_index x WHERE x.search_index MATCH ?))";
}

namespace {
SearchHit hit_of(const RowReader& row) {
  SearchHit hit;
  hit.kind = static_cast<int>(row.integer(0));
  hit.object_id = row.id(1);
  hit.account_id = id_at(row, 2);
  hit.owner_id = id_at(row, 3);
  hit.account_owner_id = id_at(row, 4);
  hit.body = row.text(5);
  return hit;
}
}  // namespace

void visit_search_hits(Session& session, std::int64_t workspace_id, std::string_view match, const std::function<bool(SearchHit&&)>& visit) {
  // CROSS JOIN: from the index to the entries. The other way round SQLite would put the question once for each entry.
  const std::string sql =
      std::string("SELECT s.kind, s.object_id, s.account_id, s.owner_id, a.owner_id, s.body FROM ") +
      (session.engine() == Engine::postgres ? "search_entry s " : "search_index x CROSS JOIN search_entry s ON s.entry = x.rowid ") +
      "LEFT JOIN accounts a ON a.workspace_id = s.workspace_id AND a.id = s.account_id WHERE " +
      (session.engine() == Engine::postgres ? "s.terms @@ CAST(?1 AS tsquery)" : "x.search_index MATCH ?1") + " AND s.workspace_id = ?2" +
      // '+ 0': the few that match are found first, then ordered, not the entries walked in order until some match.
      (session.engine() == Engine::postgres ? " ORDER BY s.entry + 0" : "");
  const std::vector<SqlValue> values{match_value(session.engine(), std::string(match)), workspace_id};
  session.scan(sql, values, [&](const RowReader& row) {
        return visit(hit_of(row));
  });
}

void visit_search_entries(Session& session, std::int64_t workspace_id, const std::vector<Uuid>& object_ids,
                          const std::function<void(SearchHit&&)>& visit) {
  std::vector<SqlValue> values{workspace_id};
  std::string list;
  for (const Uuid& id : object_ids) {
    values.emplace_back(id);
    list += (list.empty() ? "?" : ", ?") + std::to_string(values.size());
  }
  if (list.empty()) return;
  session.query("SELECT s.kind, s.object_id, s.account_id, s.owner_id, a.owner_id, s.body FROM search_entry s LEFT JOIN accounts a ON "
                "a.workspace_id = s.workspace_id AND a.id = s.account_id WHERE s.workspace_id = ?1 AND s.object_id IN (" + list + ")",
                values, [&](const RowReader& row) { visit(hit_of(row)); });
}

// --- search_audit.h -------------------------------------------------------------------------------------------------

namespace {

// A sum over (entry, term) in any order.
struct TermSum {
  std::uint64_t pairs = 0, sum = 0;
  bool operator==(const TermSum&) const = default;
  void add(std::int64_t entry, std::string_view term) {
    std::uint64_t mixed = std::hash<std::string_view>{}(term) + static_cast<std::uint64_t>(entry) * 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ mixed >> 32) * 0xD6E8FEB86659FD93u;  // so that exchanged terms do not cancel each other out
    sum += mixed ^ mixed >> 32;
    ++pairs;
  }
};

class TermList final : public SearchTermSink {
 public:
  bool accept(std::string_view term, bool) override {
    terms.emplace_back(term);
    return true;
  }
  std::vector<std::string> terms;
};

template <class Visit>
void visit_entries(Session& session, const Visit& visit) {
  session.query("SELECT entry, kind, owner_id, body FROM search_entry", {}, [&](const RowReader& row) {
    visit(row.integer(0), text_of(static_cast<int>(row.integer(1)), id_at(row, 2), row.text(3)));
  });
}

}  // namespace

bool search_index_agrees(Session& session) {
  if (session.engine() != Engine::sqlite) return true;
  TermSum expected;
  TermList list;
  visit_entries(session, [&](std::int64_t entry, const std::string& text) {
    list.terms.clear();
    produce_search_terms(text, list);
    std::sort(list.terms.begin(), list.terms.end());
    list.terms.erase(std::unique(list.terms.begin(), list.terms.end()), list.terms.end());
    for (const std::string& term : list.terms) expected.add(entry, term);
  });
  // A window on the index, in this connection's own memory; a connection that only reads is told that this is no write to the book.
  const bool reads_only = session.query_integer("PRAGMA query_only") != 0;
  session.run_script("PRAGMA query_only=OFF; CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_word USING fts5vocab('main', 'search_index', "
                     "'instance');");
  if (reads_only) session.run_script("PRAGMA query_only=ON");
  TermSum found;
  std::string last_term;
  std::int64_t last_entry = -1;
  session.query("SELECT term, doc FROM temp.search_word", {}, [&](const RowReader& row) {
    const std::int64_t entry = row.integer(1);
    if (entry == last_entry && row.text(0) == last_term) return;  // once more in the same entry
    last_term = row.text(0);
    last_entry = entry;
    found.add(entry, last_term);
  });
  return found == expected;
}

void rebuild_search_index(Session& session) {
  if (session.engine() != Engine::sqlite) return;
  session.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')");
  visit_entries(session, [&](std::int64_t entry, const std::string& text) {
    session.execute("INSERT INTO search_index (rowid, body) VALUES (?1, ?2)", {entry, std::string_view(text)});
  });
}

}  // namespace wheelhouse::storage
