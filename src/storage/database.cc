#include "storage/database.h"

#include <fcntl.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "storage/copy_book.h"
#include "storage/migrations/migrate.h"
#include "storage/postgres/address.h"
#include "storage/postgres/open.h"
#include "storage/sqlite/connection.h"
#include "storage/sqlite/open.h"

namespace wheelhouse::storage {
namespace {
[[noreturn]] void refuse(const std::string& url) { throw StorageError(StorageError::Kind::bad_address, url.substr(0, url.find(':'))); }

// A folder of our own in another, gone with all that is in it when this object is.
struct ScratchFolder {
  explicit ScratchFolder(const std::string& in) : path(in + "/.wheelhouse-snapshot-XXXXXX") {
    if (::mkdtemp(path.data()) == nullptr)
      throw StorageError(errno == ENOSPC ? StorageError::Kind::disk_full : StorageError::Kind::io, in + ": " + std::strerror(errno));
  }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  std::string path;
};
}  // namespace

NamelessFile Database::snapshot(const std::string& folder, const std::function<void(Session&)>& look, const std::function<bool()>& go_on) {
  const ScratchFolder scratch(folder);
  const std::string path = scratch.path + "/book.db";
  {
    const auto copy = open_database("sqlite:" + path, {.readers = 1});
    read([&](Session& session) {
      copy_book(session, *copy, [&](const CopyProgress&) {
        if (go_on && !go_on()) throw StorageError(StorageError::Kind::cancelled, folder);
      });
    });
    copy->read(look);
  }
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw StorageError(StorageError::Kind::io, path + ": " + std::strerror(errno));
  return NamelessFile(descriptor);
}

std::string sqlite_path(const std::string& url) { return url.starts_with("sqlite:") ? url.substr(7) : ""; }

std::unique_ptr<Database> open_database(const std::string& url, const OpenOptions& options) {
  if (const std::string path = sqlite_path(url); !path.empty()) return sqlite::open(path, options);
  if (postgres::is_address(url)) return postgres::open(url, options);
  refuse(url);
}

void check_server_address(const std::string& url) {
  if (!postgres::is_address(url)) refuse(url);
  postgres::parameters_of(url, postgres::Purpose::read_on_standby);
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
