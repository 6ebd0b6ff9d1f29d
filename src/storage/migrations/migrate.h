// Brings a book to this program's schema, each step in a transaction of its own; refuses a newer one without writing.
#pragma once
#include <string>

#include "storage/session.h"

namespace wheelhouse::storage {
int schema_version(Session& session);   // 0 for an empty database
int newest_schema_version();            // what this program writes
// `backup_of`: a file copied to FILE.before-vN first when an existing book is upgraded; "" for none.
void migrate(Session& session, const std::string& backup_of);
// Throws StorageError(newer_schema) or (other: "older schema") when the book is not exactly at this program's version.
void check_schema(Session& session);
// One migration's text with the engine's types filled in.
std::string migration_text(Engine engine, int version);
}  // namespace wheelhouse::storage
