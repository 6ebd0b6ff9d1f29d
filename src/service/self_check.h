// The self-check of METHOD M5 (C22): eight items about oneself, before an important call and each quarter; a manager may rate beside.
// Kept as they were given: there is no change and no deletion. They belong to the colleague they are about and to no customer.
#pragma once
#include <boost/json/object.hpp>
#include <string>

#include "base/result.h"
#include "service/actor.h"
#include "service/unit_of_work.h"
#include "storage/session.h"

namespace wheelhouse::service {

constexpr std::size_t kSelfCheckItems = 8;
constexpr std::size_t kSelfChecksShown = 40;  // the latest

// Himself, or one whose records he sees and whom he leads: a manager, a coach, an administrator. Errors: not_found.
Result<void> check_leads(storage::Session& session, const Actor& actor, const Uuid& user_id);

// `input`: {"user_id"?, "call_id"?, "ratings": [8 × 0..4 or null], "actions": [8 × text or null]?}. A rating of 0 or 1 takes an action.
// Errors: invalid, not_found, forbidden (a coach rates nobody).
Result<Uuid> create_self_check(UnitOfWork& work, const boost::json::object& input);

// {"user","items":[{"id","rated_by","own","call_id","rated_at","ratings","actions","score","input"}],"elements","self_score",
// "manager_score","gap"}. `elements`: mean of each of the four over the person's own checks shown, 0..4 or null; `gap`: the latest of his
// own less his manager's latest.
Result<void> write_self_checks(std::string& out, storage::Session& session, const Actor& actor, const Uuid& user_id);

}  // namespace wheelhouse::service
