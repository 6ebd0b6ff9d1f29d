// The people of a book and their teams: inviting, changing, switching off. What a record needs anyway (rights, rules,
// history) is record_service's; here is what follows from a person being able to sign in. Callers drop cached identities
// and streams after the commit.
#pragma once
#include <optional>
#include <string>

#include "service/record_service.h"

namespace wheelhouse::service {

struct CreatedUser {
  User user;
  std::optional<std::string> invite_token;  // when there is an e-mail address to sign in with
};
Result<CreatedUser> create_user(UnitOfWork& work, const boost::json::object& input);
// Errors beside the usual ones: conflict "last_admin"; invalid "/email" "needed_to_sign_in".
Result<User> update_user(UnitOfWork& work, Id<User> id, ExpectedVersion expected, const boost::json::object& input);
// Nothing of a person's work goes away with him: he only stops coming in. Ends his sessions and links.
Result<User> disable_user(UnitOfWork& work, Id<User> id, ExpectedVersion expected);

struct AccessLink {
  std::string token;
  bool is_invitation;  // he never had a password
};
// A link to choose a (new) password by. The old one stays good until then. With `drop_second_factor`, for somebody who lost
// his phone and his recovery codes: it ends at once, and so does the tie to an account at the sign-in provider.
// Errors: not_found, forbidden; conflict "account_disabled", "no_email".
Result<AccessLink> issue_access_link(UnitOfWork& work, Id<User> id, bool drop_second_factor);

// A person's own language; needs no right but being signed in. Errors: invalid "/locale".
Result<User> set_own_locale(UnitOfWork& work, const std::string& locale);

// Errors beside the usual ones: conflict "in_use" while people or teams belong to it.
Result<void> remove_team(UnitOfWork& work, Id<Team> id, ExpectedVersion expected);

}  // namespace wheelhouse::service
