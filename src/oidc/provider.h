// One OpenID Connect provider, known by its issuer: what it says of itself (discovery), its keys, and the two steps of the
// authorization code flow with PKCE. Waits for the provider: call from a worker's thread. Thread-safe.
#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "oidc/id_token.h"

namespace wheelhouse::oidc {

struct ProviderOptions {
  std::string issuer, client_id, client_secret;
  std::string name;  // on the button; "" for the issuer's host
  // How strongly people must have signed in there: values of `acr`, the best first, one space between; any of them will do. "" for any way.
  std::string acr = {};
  // What went wrong with the provider, without secrets and without a person's data. From any thread.
  std::function<void(std::string_view what)> on_trouble = {};
};

class Provider {
 public:
  // Errors: invalid "bad_provider_address". Asks nobody yet: a provider that is down keeps no server from starting.
  static Result<std::shared_ptr<Provider>> make(ProviderOptions options);

  const std::string& name() const { return options_.name; }
  const std::string& issuer() const { return options_.issuer; }

  struct Request {
    std::string redirect_uri, state, nonce, code_challenge;
  };
  // Where the browser goes. Errors: unavailable "provider_unreachable".
  Result<std::string> authorization_url(const Request& request, Instant now);

  struct Return {
    std::string code;
    std::string issuer;  // as it came along with the code; "" when it did not
    std::string redirect_uri, code_verifier, nonce;
  };
  // Errors: unauthenticated "provider_mixed_up" (the code is another provider's), "provider_refused" (the code is spent or was not
  // made for us), "bad_id_token", "weak_sign_in_there"; unavailable "provider_unreachable".
  Result<Claims> redeem(const Return& returned, Instant now);

 private:
  // What the provider says of itself.
  struct Description {
    std::string authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint;
    bool secret_in_form = false;  // else in the header
    bool says_issuer = false;     // with each code
  };
  explicit Provider(ProviderOptions options, bool on_this_machine);
  Result<std::string> ask(const struct Ask& ask);
  Result<Description> description(Instant now);
  Result<std::string> keys(const Description& description, Instant now, bool anew);
  Result<void> add_user_info(const Description& description, const std::string& access_token, Claims& claims);
  Error unreachable(std::string_view what) const;

  const ProviderOptions options_;
  const bool on_this_machine_;
  std::mutex mutex_;
  std::optional<Description> description_;
  std::string keys_;
  Instant described_at_{0}, failed_at_{0}, keys_at_{0};
  int asking_ = 0;
};

}  // namespace wheelhouse::oidc
