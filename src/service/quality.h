// How complete an opportunity's record is for where it stands (METHOD C24). The rule is method/data_quality.h; here is which
// fields count as filled: a need with a quote, a criterion, weights by their records, or by the customer's evidence for them (who was
// imported or captured has the one, who works with needs the other); a promised value is a value statement or a benefit that the
// customer stands behind. Reads only.
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

// Appends {"quality","greyed","missing":[…],"input":{…}}; the input is that of rule C24.
void write_quality(std::string& json, storage::Session& session, const Actor& actor, const Opportunity& opportunity, Stage stage,
                   Instant now);

}  // namespace wheelhouse::service
