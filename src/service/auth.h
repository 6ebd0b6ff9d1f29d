// Signing in and out, and changing a password. Each function is a use case of its own: it reads, hashes outside any
// transaction (a hash takes a tenth of a second) and then writes, checking again what it had read.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/user.h"
#include "service/password.h"
#include "service/sign_in_throttle.h"
#include "storage/auth_store.h"
#include "storage/database.h"

namespace wheelhouse::service {

// Where a sign-in comes from.
struct Device {
  std::string user_agent;   // as its browser calls itself
  std::string address;      // as shown in the list of sessions
  std::string address_key;  // what counts as one visitor (an IPv6 host owns a whole /64)
  std::string old_token;    // of the session this browser had before: it ends
  std::string mark = {};    // says that somebody signed in here before (known_browser.h)
};

struct SignedIn {
  std::string token;  // for the cookie; stored nowhere
  User user;
  Instant expires_at;
  std::string mark = {};  // for this browser's next sign-in; "" leaves what it has
};

// What the use cases below work with.
struct AuthTools {
  storage::Database& database;
  PasswordHasher& hasher;
  SignInThrottle& throttle;
};

// As addresses are stored: lower case (apply_rules), without the spaces that pasting brings along.
std::string normal_email(std::string_view typed);

struct SignIn {
  std::string email, password;
  std::string code;  // of the second factor; "" when none was asked for yet
};
// Errors: unauthenticated "bad_credentials" (also for unknown, disabled and never invited people), "second_factor_required",
// "bad_code"; unavailable "too_many_requests".
Result<SignedIn> sign_in(AuthTools tools, const SignIn& input, const Device& device, Instant now);
// By a link of purpose sign_in, and the code of the second factor where it is on. Errors: those of find_valid_link; unauthenticated
// "account_disabled", "second_factor_required" (the link is still good), "bad_code"; unavailable "too_many_requests".
Result<SignedIn> sign_in_with_link(AuthTools tools, std::string_view token, std::string_view code, const Device& device, Instant now);
// A session for somebody who has just proved who he is. Runs inside the caller's transaction.
SignedIn open_session(storage::Session& session, const User& user, const Device& device, Instant now);

// Asked for again before something that decides over a person's access. Errors: invalid "/current" "wrong_password";
// unavailable "too_many_requests".
Result<void> check_current_password(AuthTools tools, const Uuid& user_id, const std::string& current, const Device& device, Instant now);

// The same, for what a person without a password may do as well (signed in at the provider, or by a link): he must have signed in a moment
// ago. `token` is his session's. Errors: those above, "/current" "required"; forbidden "sign_in_again".
Result<void> confirm_person(AuthTools tools, const Uuid& user_id, const std::string& current, std::string_view token, const Device& device,
                            Instant now);

struct PasswordChange {
  std::string current, new_password;
  std::string keep_token;  // the session that asks: it goes on, the others end
};
// The person's own. Without a password so far (signed in by a link), `current` is not asked for.
// Errors: invalid "/current" "wrong_password", invalid "/new_password"; unavailable "too_many_requests".
Result<void> change_password(AuthTools tools, const Uuid& user_id, const PasswordChange& input, const Device& device, Instant now);

// By an invitation or a reset link. Ends every session, key and link of the person, and lets him sign in from now on.
// Errors: those of find_valid_link; invalid "/new_password"; unauthenticated "account_disabled".
struct PasswordSet {
  User user;
  std::optional<SignedIn> session;  // none when a second factor has to be asked for first
};
Result<PasswordSet> set_password_with_link(storage::Database& database, PasswordHasher& hasher, std::string_view token,
                                           const std::string& new_password, const Device& device, Instant now);

}  // namespace wheelhouse::service
