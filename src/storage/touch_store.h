// When each account was last met: the latest call held. Derived from the calls, kept in their transaction, so that lists can follow it.
#pragma once
#include "base/id.h"
#include "storage/session.h"

namespace wheelhouse::storage {

// Reads the calls of an account again and writes down the latest one held, or that there is none.
void refresh_touch(Session& session, std::int64_t workspace_id, const Uuid& account_id);
// Accounts whose last touch is not what their calls say.
std::int64_t count_wrong_touches(Session& session, std::int64_t workspace_id);

}  // namespace wheelhouse::storage
