// The copy of a book at one commit, by SQLite's own way of copying.
#pragma once
#include <functional>
#include <string>

#include "storage/nameless_file.h"
#include "storage/sqlite/connection.h"

namespace wheelhouse::storage::sqlite {
// `source` must be in a read transaction that has read: the copy is of that moment. Throws StorageError.
NamelessFile copy_snapshot(Connection& source, const std::string& folder, const std::function<bool()>& go_on);
// "file:…" with what means something in an address written otherwise; `options` as "immutable=1".
std::string file_address(const std::string& path, const std::string& options);
}  // namespace wheelhouse::storage::sqlite
