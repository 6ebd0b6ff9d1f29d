// Is this a key account (METHOD C10, M28)? What was rated, what follows, and what the book itself suggests for a row. Reads only.
#pragma once
#include <string>

#include "domain/account.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

void write_qualification(std::string& out, storage::Session& session, const Actor& actor, const Account& account, Instant now);

}  // namespace wheelhouse::service
