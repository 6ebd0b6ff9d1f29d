// Requests to the sign-in provider, and to nobody else: HTTPS with the system's certificates, no redirects, no proxy, short answers,
// a time limit. Waits: call from a worker's thread. Thread-safe.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace wheelhouse::oidc {

struct Ask {
  std::string url;
  std::string form;       // "" for GET, else an encoded form to POST
  std::string user, password;  // HTTP Basic; none when `user` is ""
  std::string bearer;     // none when ""
};
struct Answer {
  int status = 0;
  std::string body;
  std::string failure;    // why there is no answer, for the log; "" when there is one
};

// An address that the provider's own description names could lead into this machine: only a provider on this machine may do that.
// `on_this_machine`: loopback is where to go, in plain HTTP if it says so; otherwise there it must not lead.
Answer send(const Ask& ask, bool on_this_machine);

// "https://host/…", or "http://" on this machine itself; no user, query or fragment.
struct Address {
  std::string host;
  bool secure = false;
  bool loopback = false;
};
// Errors: invalid "bad_provider_address" with {"address"}.
Result<Address> read_address(const std::string& url);

std::string form_encoded(std::string_view text);

}  // namespace wheelhouse::oidc
