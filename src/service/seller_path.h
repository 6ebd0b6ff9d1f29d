// How one seller changes over the months (METHOD M46, M49), from the calls he held as they were logged. Reads only.
#pragma once
#include <string>

#include "base/result.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

constexpr int kPathMonthsShown = 12;

// {"user","months":[…],"slope","input"} by rule M46.path. Errors: not_found for one whom the actor does not lead.
Result<void> write_seller_path(std::string& out, storage::Session& session, const Actor& actor, const Uuid& user_id, int offset_minutes,
                               Instant now);

}  // namespace wheelhouse::service
