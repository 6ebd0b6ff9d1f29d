// How a seller does in each of the seven steps, and in the service that follows (METHOD M16–M25, their measures), over his own calls and
// deals. Reads only.
#pragma once
#include <string>

#include "base/result.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

// {"user","steps":[{"step","figures":[{"name","unit","value","of"}]}]}: `unit` is "share" (0..1), "number" or "days"; `of` how many the
// figure is about; `value` null without any. Errors: not_found for one whom the actor does not lead.
Result<void> write_step_figures(std::string& out, storage::Session& session, const Actor& actor, const Uuid& user_id, Instant now);

}  // namespace wheelhouse::service
