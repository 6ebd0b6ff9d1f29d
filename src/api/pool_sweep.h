// Gives accounts back to the pool whose time is over: by the server every hour, and when an administrator asks for it.
#pragma once
#include "api/app.h"

namespace wheelhouse::api {

// Returns how many. In transactions of a few accounts each, all told to open streams.
std::int64_t sweep_the_pool(App& app, const service::Actor& actor, Instant now);

}  // namespace wheelhouse::api
