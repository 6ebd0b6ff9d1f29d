// Signing in at the company's own provider (OpenID Connect) instead of with a password kept here. What is under way is in the book, so
// that any server of it can finish what another began; it is good once, for ten minutes, for the browser that began it.
#pragma once
#include <string>

#include "oidc/provider.h"
#include "service/auth.h"

namespace wheelhouse::service {

struct SingleSignOn {
  oidc::Provider& provider;
  bool makes_people = false;  // whoever the provider knows comes in as a viewer; else only who is in the book already
};

struct SignInBegun {
  std::string location;       // where the browser goes
  std::string browser_token;  // for a cookie: the answer is taken from this browser only
};
// Errors: unavailable "provider_unreachable".
Result<SignInBegun> begin_single_sign_on(storage::Database& database, const SingleSignOn& how, const std::string& redirect_uri,
                                         Instant now);

struct SignInReturn {
  std::string code, state, issuer;  // as the provider sent the browser back
  std::string browser_token;
  std::string second_factor;        // "" unless it was asked for
};
// Errors: forbidden "sign_in_attempt_gone" (unknown, used, expired, of another browser); those of Provider::redeem; unauthenticated
// "nobody_here" (unknown, or without a verified e-mail address), "account_disabled", "identity_taken", "second_factor_required": the
// same return once more, with the code, "bad_code"; unavailable "too_many_requests".
Result<SignedIn> finish_single_sign_on(AuthTools tools, const SingleSignOn& how, const SignInReturn& returned, const Device& device,
                                       Instant now);

}  // namespace wheelhouse::service
