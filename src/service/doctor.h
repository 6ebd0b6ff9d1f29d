// Examining a book: is it whole, is what is derived true to what was recorded, can it be written, is it fit to serve.
#pragma once
#include <string>
#include <vector>

#include "base/time.h"
#include "reflect/enum_names.h"
#include "storage/database.h"

namespace wheelhouse::service {
enum class CheckState : std::uint8_t { passed, warning, failed };
struct Check {
  std::string name;  // key in the language packs: "cli.doctor.<name>"
  CheckState state = CheckState::passed;
  std::string detail;
};
// Reads the whole book in one snapshot, so that others write meanwhile. `rebuild` first derives anew what is derived (positions, counts,
// keys, search) and replaces what differs; that does hold the writers up.
std::vector<Check> examine(storage::Database& database, std::int64_t workspace_id, const std::string& path, Instant now, bool rebuild);
}  // namespace wheelhouse::service

namespace wheelhouse {
WH_ENUM_NAMES(service::CheckState, "passed", "warning", "failed");
}
