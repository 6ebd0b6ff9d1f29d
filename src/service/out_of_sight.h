// What is seen, but stands where something puts it that is not.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

// A piece of SQL: ?1 is the workspace, ?2 the unit of accounts, `values` are those from ?3 on.
struct Piece {
  std::string text;
  std::vector<SqlValue> values;
};

// Accounts that are seen, worth what a deal is worth that is not. None for who sees everything.
std::vector<Uuid> accounts_led_out_of_sight(storage::Session& session, const Actor& actor);
// The same as a query of their ids, however many there are; null when there are none.
std::optional<Piece> query_accounts_led_out_of_sight(storage::Session& session, const Actor& actor);
// What stands for account_touch to who does not see every call that it follows; null when that makes no difference.
std::optional<Piece> touches_in_sight(storage::Session& session, const Actor& actor);

}  // namespace wheelhouse::service
