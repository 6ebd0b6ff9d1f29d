// Current and ideal of a customer or a deal, one dimension a problem, and what of the gap our solution closes (METHOD M13, M14, C21).
// Reads only.
#pragma once
#include <string>
#include <vector>

#include "domain/vocabulary.h"
#include "method/gap.h"
#include "reflect/json_text.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

// Of a customer: of its deals too, as far as the actor may see them.
void write_gap(std::string& out, storage::Session& session, const Actor& actor, Unit unit, const Uuid& id);

// Member "input": what C21 was given, so that `method run C21` answers the same.
void write_gap_input(json_text::Object& object, const std::vector<method::GapDimension>& dimensions);

}  // namespace wheelhouse::service
