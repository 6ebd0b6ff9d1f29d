// The answer that tells the interface who is signed in: of GET /session, and of whatever has just signed somebody in.
#pragma once
#include "api/reply.h"
#include "api/route.h"
#include "service/auth.h"

namespace wheelhouse::api {

Result<Reply> session_answer(App& app, storage::Session& session, const service::Actor& actor);
// The same with the new session's cookie.
Result<Reply> signed_in_answer(Call& call, const service::SignedIn& signed_in);

}  // namespace wheelhouse::api
