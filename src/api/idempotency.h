// A create sent twice with one Idempotency-Key happens once and answers the same. The key is stored in the transaction of
// the effect, so a crash between cannot part them; kept 24 hours.
#pragma once
#include <optional>
#include <string>

#include "api/reply.h"
#include "base/result.h"
#include "base/time.h"
#include "http/request.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::api {

constexpr std::int64_t kIdempotencyMs = 24 * 3'600'000LL;

class Idempotency {
 public:
  Idempotency(storage::Session& session, const service::Actor& actor, const http::Request& request);
  // The answer given before; nullopt when this is the first time (or the request carries no key).
  // Errors: invalid "idempotency_other_body", invalid "bad_idempotency_key".
  Result<std::optional<Reply>> find(Instant now);
  void remember(const Reply& reply, Instant now);

 private:
  storage::Session& session_;
  const service::Actor& actor_;
  std::string key_;
  std::string request_hash_;
};

}  // namespace wheelhouse::api
