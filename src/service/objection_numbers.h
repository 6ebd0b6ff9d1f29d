// What objections say about how we sell (METHOD C15), and which answers worked. Reads only.
#pragma once
#include <string>

#include "domain/vocabulary.h"
#include "service/selling_scope.h"

namespace wheelhouse::service {

// {"per_call","after",…,"by_cause","by_class","open"}
void write_objection_numbers(std::string& out, storage::Session& session, const Actor& actor, const SellingScope& scope);

// {"items":[{"response","class","cause","used","resolved","share","median_days","objection_ids"}]}, what worked first.
void write_objection_library(std::string& out, storage::Session& session, const Actor& actor, std::optional<ObjectionClass> cls,
                             std::optional<OppositionCause> cause);

}  // namespace wheelhouse::service
