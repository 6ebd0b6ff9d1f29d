// The sheet for one call: what the customer is to do, whom we meet, what to ask and say, what is open (METHOD M17, M68); after the call,
// how it was balanced (C17) and whom it was about (C22). Reads only.
#pragma once
#include <string>

#include "domain/call.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

void write_call_plan(std::string& out, storage::Session& session, const Actor& actor, const Call& call, Instant now);

}  // namespace wheelhouse::service
