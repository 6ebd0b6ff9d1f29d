#include "storage/database.h"

#include <filesystem>

#include "storage/migrations/migrate.h"
#include "storage/postgres/address.h"
#include "storage/postgres/open.h"
#include "storage/sqlite/connection.h"
#include "storage/sqlite/open.h"

namespace wheelhouse::storage {
namespace {
[[noreturn]] void refuse(const std::string& url) { throw StorageError(StorageError::Kind::bad_address, url.substr(0, url.find(':'))); }
}  // namespace

NamelessFile Database::snapshot(const std::string&, const std::function<void(Session&)>&, const std::function<bool()>&) {
  throw StorageError(StorageError::Kind::other, library_version() + " makes no such copy");
}

std::string sqlite_path(const std::string& url) { return url.starts_with("sqlite:") ? url.substr(7) : ""; }

std::unique_ptr<Database> open_database(const std::string& url, const OpenOptions& options) {
  if (const std::string path = sqlite_path(url); !path.empty()) return sqlite::open(path, options);
  if (postgres::is_address(url)) return postgres::open(url, options);
  refuse(url);
}

std::string printable_address(const std::string& url) {
  if (postgres::is_address(url)) return postgres::printable(url);
  // Of an address of no kind we know, nobody can say where in it a password stands.
  const std::size_t scheme = url.find("://");
  return url.starts_with("sqlite:") || scheme == std::string::npos ? url : url.substr(0, scheme) + "://…";
}

int schema_version_at(const std::string& url) {
  if (postgres::is_address(url)) return postgres::schema_version_at(url);
  const std::string path = sqlite_path(url);
  if (path.empty()) refuse(url);
  if (!std::filesystem::exists(path)) return 0;
  sqlite::Connection connection(path, sqlite::Access::reader);
  return schema_version(connection);
}

}  // namespace wheelhouse::storage
