// Current and ideal of a customer or a deal, one dimension a problem, and what of the gap our solution closes (METHOD M13, M14, C21).
// Reads only.
#pragma once
#include <string>

#include "domain/vocabulary.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

// Of a customer: of its deals too, as far as the actor may see them.
void write_gap(std::string& out, storage::Session& session, const Actor& actor, Unit unit, const Uuid& id);

}  // namespace wheelhouse::service
