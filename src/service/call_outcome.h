// What a call came to (METHOD C6), from the record and the commitments it left. The rule itself is method/call_outcome.h;
// here is only which recorded fields feed it. Reads only.
#pragma once
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/call.h"
#include "domain/commitment.h"
#include "method/call_outcome.h"
#include "storage/session.h"

namespace wheelhouse::service {

// A call without an objective had no plan: it counts, and is marked.
bool is_unplanned(const Call& call);
// Held and only then written down: that it has no plan says nothing of whoever noted it.
bool is_noted_afterwards(const Call& call);
method::CallInput call_input(const Call& call, const std::vector<Commitment>& commitments);
// Null for a call that was not held: only what happened has an outcome.
std::optional<CallOutcome> outcome_of(const Call& call, const std::vector<Commitment>& commitments);

// Commitments of several calls by call, in one statement for each 512 calls.
std::unordered_map<Uuid, std::vector<Commitment>> commitments_of_calls(storage::Session& session, std::int64_t workspace_id,
                                                                       const std::vector<Call>& calls);

// What rule C6.outcome was given, as `method run` takes it.
void write_outcome_input(std::string& out, const Call& call, const std::vector<Commitment>& commitments);

// Appends ,"outcome":…,"unplanned":…,"noted_afterwards":… to an object that is still open; `whole`, ,"outcome_input":… of a call that
// was held.
void write_call_extras(std::string& json, storage::Session& session, std::int64_t workspace_id, const Call& call, bool whole);

}  // namespace wheelhouse::service
