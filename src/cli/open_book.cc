#include "cli/open_book.h"

#include <filesystem>

#include "lang/language.h"
#include "service/workspace.h"
#include "storage/copy_book.h"

namespace wheelhouse::cli {

service::Actor local_operator(const std::string& language) {
  service::Actor actor;
  actor.role = UserRole::admin;
  actor.locale = language;
  return actor;
}

std::string resolve_address(const Invocation& invocation) {
  const std::string path = storage::sqlite_path(invocation.db);
  if (path.empty() || path == ":memory:") return invocation.db;
  return "sqlite:" + absolute_path(invocation, path);
}

bool book_exists(const Invocation& invocation) {
  const std::string address = resolve_address(invocation), path = storage::sqlite_path(address);
  if (path.empty()) return storage::schema_version_at(address) > 0;
  std::error_code unreadable;  // then opening it says what is wrong
  return path.empty() || path == ":memory:" || std::filesystem::exists(path, unreadable) || unreadable;
}

OpenedBook::OpenedBook(const Invocation& invocation, const storage::OpenOptions& options) {
  const std::string address = resolve_address(invocation);
  if (const std::string path = storage::sqlite_path(address); !path.empty() && path != ":memory:")
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  database_ = storage::open_database(address, options);
  bool unfinished = false;
  database_->read([&](storage::Session& session) { unfinished = storage::is_unfinished_copy(session); });
  if (unfinished) throw storage::StorageError(storage::StorageError::Kind::unfinished_copy, "");
  if (auto workspace = service::ensure_workspace(
          *database_,
          service::Workspace{.name = "Wheelhouse", .currency = "CNY", .locale = invocation.language, .time_zone = "Asia/Shanghai"},
          clock_.now());
      !workspace)
    throw storage::StorageError(storage::StorageError::Kind::other, workspace.error().reason);
  book_ = std::make_unique<Book>(Book{*database_, clock_, storage::sqlite_path(address), local_operator(invocation.language), ""});
}

int print_storage_error(Invocation& invocation, const storage::StorageError& error) {
  using Kind = storage::StorageError::Kind;
  std::string reason;
  switch (error.kind) {
    case Kind::disk_full: reason = "disk_full"; break;
    case Kind::io: reason = "disk_failed"; break;
    case Kind::read_only: reason = "read_only_book"; break;
    case Kind::locked: reason = "book_in_use"; break;
    case Kind::corrupt: reason = "not_a_book"; break;
    case Kind::newer_schema: reason = "newer_book"; break;
    case Kind::unknown_outcome: reason = "unknown_outcome"; break;
    case Kind::unfinished_copy: reason = "unfinished_copy"; break;
    case Kind::bad_address: reason = "bad_book_address"; break;
    case Kind::unreachable: reason = "book_unreachable"; break;
    case Kind::cancelled: reason = "command_cancelled"; break;
    case Kind::constraint:
    case Kind::other: reason = "book_failed"; break;
  }
  const Params params{{"detail", error.what()}, {"book", storage::printable_address(invocation.db)}};
  return print_error(invocation, Error::make(Errc::unavailable, reason, params));
}

}  // namespace wheelhouse::cli
