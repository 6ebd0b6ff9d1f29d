// How complete an opportunity's record is for where it stands (METHOD C24). The rule is method/data_quality.h; here is which
// fields count as filled. What no screen records yet (the value promised to the customer) is missing, never assumed;
// until needs and criteria have records of their own, the customer's evidence for them stands in. Reads only.
#pragma once
#include <string>

#include "domain/opportunity.h"
#include "method/data_quality.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

method::QualityFieldSet fields_present(storage::Session& session, std::int64_t workspace_id, const Opportunity& opportunity, Instant now);
// `stage` is the stage shown (METHOD C1).
method::DataQuality quality_of(storage::Session& session, std::int64_t workspace_id, const Opportunity& opportunity, Stage stage,
                               Instant now);

// Appends {"quality","greyed","missing":[…]}.
void write_quality(std::string& json, storage::Session& session, const Actor& actor, const Opportunity& opportunity, Stage stage,
                   Instant now);

}  // namespace wheelhouse::service
