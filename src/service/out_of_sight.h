// What is seen, but stands where something puts it that is not.
#pragma once
#include <vector>

#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

// Accounts that are seen, worth what a deal is worth that is not. None for who sees everything.
std::vector<Uuid> accounts_led_out_of_sight(storage::Session& session, const Actor& actor);

}  // namespace wheelhouse::service
