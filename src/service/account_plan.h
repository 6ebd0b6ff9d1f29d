// The plan for one customer: how it is rated, its deals, its people, what it needs, what was promised and what comes next. Stays in the
// house. Reads only; of what hangs on a deal, only deals the actor may see.
#pragma once
#include "domain/account.h"
#include "print/document.h"
#include "service/actor.h"
#include "service/print_words.h"
#include "storage/session.h"

namespace wheelhouse::service {

print::Document account_plan(storage::Session& session, const Actor& actor, const Account& account, const PrintReader& reader);

}  // namespace wheelhouse::service
