// The deal on one page, for a review: where the customer stands, what they need, what it is worth, what is in the way, what is next. Stays
// in the house. Reads only.
#pragma once
#include "base/result.h"
#include "domain/opportunity.h"
#include "print/document.h"
#include "service/actor.h"
#include "service/print_words.h"
#include "storage/session.h"

namespace wheelhouse::service {

Result<print::Document> deal_sheet(storage::Session& session, const Actor& actor, const Opportunity& opportunity,
                                   const PrintReader& reader);

}  // namespace wheelhouse::service
