// The one list of schema changes. Append only: a released text never changes. {id} {int} {real} {text} stand for the
// engine's types, {bytes} for binary; {compact} marks a narrow table that SQLite keeps clustered by its key.
#pragma once
#include <span>
#include <string_view>

namespace wheelhouse::storage {
struct Migration {
  int version;
  std::string_view why;
  std::string_view sql;
  std::string_view sqlite_only;  // text that exists on one engine alone (search index, triggers)
  std::string_view postgres_only;
};
std::span<const Migration> migration_list();
}  // namespace wheelhouse::storage
