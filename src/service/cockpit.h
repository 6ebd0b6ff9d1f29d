// Everything a seller looks at before touching a deal, in one answer: needs, offer, questions, criteria, value, buyer, objections,
// calls, promises, next steps, the names of the people, next actions. Needs, offer, questions and criteria are what their own pages
// show. Reads only.
#pragma once
#include <optional>
#include <string>

#include "base/result.h"
#include "domain/opportunity.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

// `offset_minutes` of the reader's clock; null: the workspace's zone.
Result<void> write_cockpit(std::string& out, storage::Session& session, const Actor& actor, const Opportunity& opportunity,
                           std::optional<int> offset_minutes, Instant now);

// The deal that a person means by an id or by its exact name. Errors: not_found; conflict several_deals.
Result<Opportunity> find_deal(storage::Session& session, const Actor& actor, const std::string& text);

}  // namespace wheelhouse::service
