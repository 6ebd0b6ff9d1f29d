// Moving an objection along METHOD §9.1, and what an answer shows of one. The rule is method/objection.h.
#pragma once
#include <boost/json/object.hpp>
#include <string>

#include "domain/objection.h"
#include "service/record_service.h"

namespace wheelhouse::service {

// `input`: {"to","restated","class","cause","response","acknowledgement","deferred_until","reason"}; what the record holds already need
// not be said again, but a second round wants its own words. Pointers of errors begin with `base`.
// Errors: not_found, forbidden, stale, invalid; conflict with the reason objection_transition or objection_guard_<state> and the parameters
// refusal, from, to.
Result<Objection> move_objection(UnitOfWork& work, Id<Objection> id, ExpectedVersion expected, const boost::json::object& input,
                                 const std::string& base = "");

}  // namespace wheelhouse::service
