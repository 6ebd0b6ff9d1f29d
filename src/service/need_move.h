// Moving a need along METHOD C3, and writing down one that was just heard. The rule is method/need.h; here is what of the record feeds
// it, and what is written when it agrees. Nothing is written when it does not: the caller rolls back.
#pragma once
#include <boost/json/object.hpp>
#include <string>

#include "domain/need.h"
#include "service/record_service.h"

namespace wheelhouse::service {

// `input`: {"to", "quote":{"text","kind","contact_id","call_id","question_id","said_at"}, "quote_id", "question_id", the four flags,
// "volunteered", "delivery_confirmed", "reason"}; pointers of errors begin with `base`.
// Errors: not_found, forbidden, stale, invalid; conflict with the reason need_transition, need_layer or need_guard_<what is missing> and
// the parameters refusal, from, to.
Result<Need> move_need(UnitOfWork& work, Id<Need> id, ExpectedVersion expected, const boost::json::object& input,
                       const std::string& base = "");

struct HeardNeed {
  Need need;
  bool draft = false;  // nobody is known to have said it: kept, but still latent
};
// A need with its first quote: {"account_id","opportunity_id","problem_id","text",…fields of a need, "to", "quote":{…}}.
Result<HeardNeed> hear_need(UnitOfWork& work, const boost::json::object& input, const std::string& base = "");

}  // namespace wheelhouse::service
