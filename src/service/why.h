// "Why?": the rule behind a position, the exact inputs it was given and its answer, as `wheelhouse method run` takes and
// gives them; so a figure on the screen can be checked by hand.
#pragma once
#include <optional>
#include <string>

#include "base/result.h"
#include "domain/account.h"
#include "domain/opportunity.h"
#include "service/actor.h"
#include "storage/position_store.h"
#include "storage/session.h"

namespace wheelhouse::service {

// Appends {"position","terms","rule","input","answer","health_rule","health"}. `as_of`: the position that day by all we know now;
// `known_on`: what the book knew then. Errors: invalid for a date in the future, not_found for a record unknown at that date.
Result<void> write_why(std::string& out, storage::Session& session, const Actor& actor, const Opportunity& opportunity,
                       std::optional<Date> as_of, std::optional<Date> known_on, Instant now);
Result<void> write_why(std::string& out, storage::Session& session, const Actor& actor, const Account& account, std::optional<Date> as_of,
                       std::optional<Date> known_on, Instant now);

// The missing evidence that would move a stuck position and the question that earns it: {"code","question_type"} or null.
void write_suggestion(std::string& out, storage::Session& session, std::int64_t workspace_id, const storage::PositionRow& row, Instant now);

}  // namespace wheelhouse::service
