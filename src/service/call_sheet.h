// The plan of one call to take along: what the customer is to do, whom we meet, what to ask, say, listen and look for. What the page of the
// plan shows. Stays in the house. Reads only.
#pragma once
#include "domain/call.h"
#include "print/document.h"
#include "service/actor.h"
#include "service/print_words.h"
#include "storage/session.h"

namespace wheelhouse::service {

print::Document call_sheet(storage::Session& session, const Actor& actor, const Call& call, const PrintReader& reader);

}  // namespace wheelhouse::service
