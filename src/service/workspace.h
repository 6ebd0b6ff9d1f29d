// The book's own settings: its name, its money, its language and what it holds. One row a book.
#pragma once
#include <boost/json/fwd.hpp>
#include <optional>
#include <string>

#include "domain/record.h"
#include "service/unit_of_work.h"
#include "storage/database.h"

namespace wheelhouse::service {

constexpr std::int64_t kWorkspaceId = 1;  // of the only workspace a book has today

// Whose records are in it: the interface shows the demo's name, and set-up offers the demo to an empty one.
enum class BookKind : std::uint8_t { empty, demo, own };

// Who may take an account out of the open pool: whoever sells, the team of whoever had it last, or managers alone.
enum class PoolClaim : std::uint8_t { sellers, last_team, managers };

struct Workspace {
  std::string name;
  std::string currency;
  std::string locale;
  std::string time_zone;
  BookKind book = BookKind::empty;
  std::int64_t pool_limit = 0;      // accounts that a seller may own and still claim another; 0 = any number
  std::int64_t pool_idle_days = 0;  // an account untouched for so long falls back into the pool; 0 = never
  PoolClaim pool_claim = PoolClaim::sellers;
  std::int64_t files_mib_max = 10'240;  // what the contents of all attachments may take up; 0 = any size
};

}  // namespace wheelhouse::service

namespace wheelhouse {
WH_ENUM_NAMES(service::BookKind, "empty", "demo", "own");
WH_ENUM_NAMES(service::PoolClaim, "sellers", "last_team", "managers");
template <>
struct Entity<service::Workspace> {
  using Workspace = service::Workspace;
  static constexpr std::string_view name = "workspace", collection = "workspace";
  static constexpr auto fields = std::tuple{field(&Workspace::name, "name", kName),
                                            field(&Workspace::currency, "currency", {.required = true, .max_length = 3}),
                                            field(&Workspace::locale, "locale", {.required = true, .max_length = 10}),
                                            field(&Workspace::time_zone, "time_zone", {.required = true, .max_length = 64}),
                                            field(&Workspace::book, "book", {.read_only = true}),
                                            field(&Workspace::pool_limit, "pool_limit", {.min = 0, .max = 100'000}),
                                            field(&Workspace::pool_idle_days, "pool_idle_days", {.min = 0, .max = 3650}),
                                            field(&Workspace::pool_claim, "pool_claim"),
                                            field(&Workspace::files_mib_max, "files_mib_max", {.min = 0, .max = 100'000'000})};
};
static_assert(every_member_is_described<service::Workspace>());
}  // namespace wheelhouse

namespace wheelhouse::service {

std::optional<Workspace> find_workspace(storage::Session& session, std::int64_t workspace_id = kWorkspaceId);
void write_workspace(std::string& out, const Workspace& workspace);  // as JSON
// What a field line cannot say: a currency, a language and a time zone that exist. Pointers are "<base>/currency" …
void check_workspace(const Workspace& workspace, const std::string& base, std::vector<FieldError>& errors);
// Adds the row, or replaces its settings.
void put_workspace(storage::Session& session, std::int64_t workspace_id, const Workspace& workspace, Instant now);
void set_book(storage::Session& session, std::int64_t workspace_id, BookKind book);
// The row as it is; `defaults` when there is none yet (the command line may fill a book before anybody signed in).
Result<Workspace> ensure_workspace(storage::Database& database, const Workspace& defaults, Instant now);
// PATCH. Errors: forbidden, not_found, invalid.
Result<Workspace> update_workspace(UnitOfWork& work, const boost::json::object& input);

}  // namespace wheelhouse::service
