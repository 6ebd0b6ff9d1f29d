// Tokens that prove something by being known: session cookies, API keys, one-time links. 256 random bits each, so that they
// can be stored as a plain hash and looked up by it. Thread-safe.
#pragma once
#include <string>

namespace wheelhouse::service {
// 43 characters of base64url.
std::string make_token();
// libsodium asks for this once before anything else; cheap afterwards. Throws when the system has no randomness.
void start_sodium();
}  // namespace wheelhouse::service
