// What a provider says of who has signed in there: a JSON Web Token, believed only when its signature is by one of the provider's
// keys and it was made for this program, for this sign-in, now (OpenID Connect Core 3.1.3.7). Pure.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace wheelhouse::oidc {

struct Claims {
  std::string issuer, subject;
  std::string email, name;      // "" where it says none
  bool email_verified = false;
};
struct Expected {
  std::string issuer, client_id, nonce;
  std::string acr = {};  // ProviderOptions::acr
};

// `keys`: the provider's JSON Web Key Set. Errors: unauthenticated "bad_id_token", {"why"} one of form, alg, key, signature, iss, aud,
// azp, exp, iat, nbf, nonce, sub; "weak_sign_in_there", {"why"} acr, of a token that holds.
Result<Claims> check_id_token(std::string_view token, std::string_view keys, const Expected& expected, Instant now);

}  // namespace wheelhouse::oidc
