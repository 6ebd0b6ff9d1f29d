// What is seen, but stands where something puts it that is not.
#pragma once
#include <optional>

#include "service/actor.h"
#include "storage/piece.h"

namespace wheelhouse::service {

// In the queries below ?2 is the unit of accounts.

// The ids of accounts that are seen, worth what a deal is worth that is not; null when there are none.
std::optional<storage::Piece> accounts_led_out_of_sight(storage::Session& session, const Actor& actor);
// What stands for account_touch to who does not see every call that it follows; null when that makes no difference.
std::optional<storage::Piece> touches_in_sight(storage::Session& session, const Actor& actor);

}  // namespace wheelhouse::service
