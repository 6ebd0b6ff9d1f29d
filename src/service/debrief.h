// Writing down a call in one go: what was asked and answered, said, needed, objected and promised, and what comes next. One change, so
// one undo takes all of it back.
#pragma once
#include <boost/json/object.hpp>
#include <map>
#include <string>
#include <vector>

#include "domain/call.h"
#include "service/record_service.h"

namespace wheelhouse::service {

struct DebriefResult {
  Call call;
  std::map<std::string, std::vector<Uuid>, std::less<>> ids;  // by collection; what was written or moved
};

// `input` as the contract spells it: members of the call, and "questions","statements","needs","evidence","objections",
// "objection_moves","commitments","commitment_updates","next_steps". What a part does not say it takes from the call: the customer, the
// deal, the time. Errors: not_found, forbidden, stale; invalid with a pointer into the request for every part that is wrong, a refused
// move among them ("/needs/0/move/to" with the code of the refusal). The caller rolls back on errors.
Result<DebriefResult> debrief_call(UnitOfWork& work, Id<Call> id, ExpectedVersion expected, const boost::json::object& input);

}  // namespace wheelhouse::service
