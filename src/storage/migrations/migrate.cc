#include "storage/migrations/migrate.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

#include "storage/migrations/migration_list.h"

namespace wheelhouse::storage {
namespace {
void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

// Under its name the copy is whole and on the disk, or it is not there.
void copy_book(Session& session, const std::string& copy) {
  const std::string partial = copy + ".partial";
  std::filesystem::remove(partial);
  session.execute("VACUUM INTO ?1", {std::string_view(partial)});
  const auto sync = [](const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced) throw StorageError(StorageError::Kind::io, path);
  };
  sync(partial);
  std::filesystem::rename(partial, copy);
  sync(std::filesystem::path(copy).parent_path().string());
}
}  // namespace

int newest_schema_version() { return migration_list().back().version; }

int schema_version(Session& session) {
  const std::string_view exists =
      session.engine() == Engine::sqlite
          ? "SELECT count(*) FROM sqlite_master WHERE name = 'schema_migration'"
          : "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_migration'";
  if (session.query_integer(exists) == 0) return 0;
  return static_cast<int>(session.query_integer("SELECT max(version) FROM schema_migration"));
}

std::string migration_text(Engine engine, int version) {
  for (const Migration& migration : migration_list()) {
    if (migration.version != version) continue;
    const bool sqlite = engine == Engine::sqlite;
    std::string text(migration.sql);
    text += sqlite ? migration.sqlite_only : migration.postgres_only;
    replace_all(text, "{id}", sqlite ? "BLOB" : "uuid");
    replace_all(text, "{int}", sqlite ? "INTEGER" : "bigint");
    replace_all(text, "{real}", sqlite ? "REAL" : "double precision");
    replace_all(text, "{text}", sqlite ? "TEXT" : "text");
    replace_all(text, "{bytes}", sqlite ? "BLOB" : "bytea");
    replace_all(text, " {compact}", sqlite ? " WITHOUT ROWID" : "");
    return text;
  }
  throw StorageError(StorageError::Kind::other, "no such migration");
}

void check_schema(Session& session) {
  const int version = schema_version(session);
  if (version > newest_schema_version()) throw StorageError(StorageError::Kind::newer_schema, std::to_string(version));
  if (version < newest_schema_version()) throw StorageError(StorageError::Kind::other, "older schema " + std::to_string(version));
}

std::string copy_before_upgrade(const std::string& path) { return path + ".before-v" + std::to_string(newest_schema_version()); }

void migrate(Session& session, const std::string& backup_of) {
  const int from = schema_version(session);
  if (from > newest_schema_version()) throw StorageError(StorageError::Kind::newer_schema, std::to_string(from));
  if (from == newest_schema_version()) return;
  if (from > 0 && !backup_of.empty()) copy_book(session, copy_before_upgrade(backup_of));
  // All steps in one transaction: a book is never left between two released schemas, for which no copy would have been made.
  session.run_script("BEGIN");
  try {
    for (const Migration& migration : migration_list()) {
      if (migration.version <= from) continue;
      session.run_script(migration_text(session.engine(), migration.version));
      if (migration.version == 1) session.run_script("CREATE TABLE schema_migration (version integer PRIMARY KEY)");
      session.execute("INSERT INTO schema_migration (version) VALUES (?1)", {std::int64_t{migration.version}});
    }
    session.run_script("COMMIT");
  } catch (...) {
    try { session.run_script("ROLLBACK"); } catch (...) {}
    throw;
  }
}
}  // namespace wheelhouse::storage
