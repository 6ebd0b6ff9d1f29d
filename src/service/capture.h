// Quick capture: what was heard on the way out of the door, written down at once and all together: a call with its commitments,
// evidence, the next step, a note, a claimed stage. One change, so one undo takes all of it back.
#pragma once
#include <boost/json/object.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/unit_of_work.h"

namespace wheelhouse::service {

constexpr std::size_t kCapturePartsMax = 50;  // of each list

struct CaptureResult {
  std::optional<Uuid> account_id, opportunity_id;
  std::map<std::string, std::vector<Uuid>, std::less<>> ids;  // by collection; only what was written
};

// `input` as the contract spells it: {"account_id","opportunity_id","text","at","call":{…,"commitments":[…]},"evidence":[…],
// "next_step","claim":{"stage"}}. What a part does not say it takes from the whole: the customer, the deal, the time. The text
// becomes the call's summary, or a note when there is no call. A stage can only be claimed here, never proven.
// Errors: invalid with a pointer into the request for every part that is wrong, forbidden. The caller rolls back on errors.
Result<CaptureResult> capture(UnitOfWork& work, const boost::json::object& input);

// {"created":{…},"ids":{…},"position":…}; call after UnitOfWork::finish().
void write_capture(std::string& out, storage::Session& session, const Actor& actor, const CaptureResult& result, Instant now);

}  // namespace wheelhouse::service
