// A create sent twice with one Idempotency-Key happens once and answers the same (docs/decisions/0008). Kept 24 hours. What a
// request says is kept as a hash, what was answered as it was, except secrets that are shown once.
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

// One request that may be a repeat. Two ways to use it:
//   find, then remember, in the transaction of the effect: a crash between cannot part them;
//   reserve, then remember or release, around work with transactions of its own: a crash between leaves the reservation, so that
//   a repeat is refused rather than done twice.
class Idempotency {
 public:
  // Reads the whole body for its hash when the request carries a key, also one that lies in a file.
  Idempotency(const service::Actor& actor, const http::Request& request);
  bool is_asked_for() const { return !key_.empty(); }

  // The answer given before; nullopt when this is the first time (or the request carries no key).
  // Errors: invalid "idempotency_other_body", invalid "bad_idempotency_key", conflict "idempotency_in_flight".
  Result<std::optional<Reply>> find(storage::Session& session, Instant now) const;
  void reserve(storage::Session& session, Instant now) const;
  void remember(storage::Session& session, const Reply& reply, Instant now) const;
  void release(storage::Session& session) const;

 private:
  void put(storage::Session& session, int status, std::string_view headers, std::string_view body, Instant now) const;

  const service::Actor& actor_;
  std::string key_;
  std::string request_hash_;
};

// Deletes answers that no repeat can ask for any more, of all workspaces; a slice at a time, so that nobody waits. True: there are more.
bool forget_old_answers(storage::Session& session, Instant now);

}  // namespace wheelhouse::api
