#include "storage/database.h"

#include "storage/sqlite/open.h"

namespace wheelhouse::storage {

NamelessFile Database::snapshot(const std::string&, const std::function<void(Session&)>&, const std::function<bool()>&) {
  throw StorageError(StorageError::Kind::other, library_version() + " makes no such copy");
}

std::string sqlite_path(const std::string& url) { return url.starts_with("sqlite:") ? url.substr(7) : ""; }

std::unique_ptr<Database> open_database(const std::string& url, const OpenOptions& options) {
  if (const std::string path = sqlite_path(url); !path.empty()) return sqlite::open(path, options);
  throw StorageError(StorageError::Kind::other, "unknown kind of address: " + url.substr(0, url.find(':')));
}

}  // namespace wheelhouse::storage
