// Brings a book to this program's schema, wholly or not at all; refuses a newer one without writing.
#pragma once
#include <string>

#include "storage/session.h"

namespace wheelhouse::storage {
int schema_version(Session& session);   // 0 for an empty database
int newest_schema_version();            // what this program writes
// `backup_of`: the file of an existing book, copied to copy_before_upgrade() first; "" for none.
void migrate(Session& session, const std::string& backup_of);
// "FILE.before-vN", N this program's schema.
std::string copy_before_upgrade(const std::string& path);
// Throws StorageError(newer_schema) or (other: "older schema") when the book is not exactly at this program's version.
void check_schema(Session& session);
// One migration's text with the engine's types filled in.
std::string migration_text(Engine engine, int version);
}  // namespace wheelhouse::storage
