// From a session cookie or an API key to the person behind it. Tokens are stored hashed (SHA-256 of 256 random bits).
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "service/actor.h"
#include "storage/database.h"

namespace wheelhouse::service {

struct Identity {
  Actor actor;
  enum class Kind { session, api_key } kind = Kind::session;
  Uuid credential_id;         // of the session or the key
  Instant expires_at;         // no later than this, whatever happens
  Instant seen_at;            // sessions: the last use that was noted
  std::string key_scope;      // API keys: "read" or "write"; sessions: ""
  bool must_set_up_second_factor = false;  // sessions: the server asks for one, and there is none yet
};

// SHA-256 of a token, as raw bytes.
std::string token_hash(std::string_view token);

// Errors: unauthenticated ("session_expired", "key_ended", "unknown_token", "account_disabled").
Result<Identity> authenticate_session(storage::Session& session, std::string_view token, Instant now);
Result<Identity> authenticate_key(storage::Session& session, std::string_view key, Instant now);

// Notes that a session was used, at most once a minute and without waiting.
void note_session_use(storage::Database& database, const Identity& identity, Instant now);

}  // namespace wheelhouse::service
