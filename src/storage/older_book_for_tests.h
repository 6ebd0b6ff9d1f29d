// Books of the schemas before this program's. Tests only.
#pragma once
#include <string>
#include <vector>

#include "storage/contract_for_tests.h"
#include "storage/migrations/migrate.h"
#include "storage/migrations/migration_list.h"

namespace wheelhouse::storage {

inline int schema_before_the_newest() { return migration_list()[migration_list().size() - 2].version; }

// Makes `book` (SQLite) one of schema `version`: the first texts alone, and a team called "kept". It is to be opened anew.
inline void make_older(TestBook& book, int version) {
  book.write([&](Session& session) {
    std::vector<std::string> drop;
    session.query(
        "SELECT 'DROP ' || type || ' ' || name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_index_%' "
        "AND type IN ('table', 'trigger') ORDER BY type DESC",
        {}, [&](const RowReader& row) { drop.emplace_back(row.text(0)); });
    for (const std::string& sql : drop) session.run_script(sql);
    session.run_script("CREATE TABLE schema_migration (version integer PRIMARY KEY)");
    for (const Migration& made : migration_list()) {
      if (made.version > version) break;
      session.run_script(migration_text(Engine::sqlite, made.version));
      session.execute("INSERT INTO schema_migration (version) VALUES (?1)", {std::int64_t{made.version}});
    }
    session.execute("INSERT INTO teams (workspace_id, id, version, created_at, updated_at, name) VALUES (1, x'01', 1, 0, 0, 'kept')");
  });
}

}  // namespace wheelhouse::storage
