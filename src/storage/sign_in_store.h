// What signing in leaves behind apart from sessions: failures that slow the next try down, attempts that are under way at a provider,
// and which account there is which person here. Names, states and tokens come in hashed. No rules and no clock.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/time.h"
#include "storage/session.h"

namespace wheelhouse::storage {

struct SignInFailures {
  std::int64_t failures = 0;
  Instant first_at, last_at, next_at;
};
std::optional<SignInFailures> find_failures(Session& session, std::int64_t workspace_id, std::string_view kind, std::string_view name_hash);
void put_failures(Session& session, std::int64_t workspace_id, std::string_view kind, std::string_view name_hash,
                  const SignInFailures& row);
void delete_failures(Session& session, std::int64_t workspace_id, std::string_view kind, std::string_view name_hash);
// What is older than `last_before`, and all but the `rows_max` latest.
void trim_failures(Session& session, std::int64_t workspace_id, Instant last_before, std::int64_t rows_max);

struct SignInAttempt {
  std::int64_t workspace_id = 0;
  std::string redirect_uri;
  Instant created_at, expires_at;
  std::optional<Uuid> user_id;  // the provider has said who it is; the second factor is still to come
};
// `browser_hash`: of the cookie that belongs to it. Whoever does not have both finds nothing.
void insert_attempt(Session& session, std::string_view state_hash, std::string_view browser_hash, const SignInAttempt& row);
std::optional<SignInAttempt> find_attempt(Session& session, std::string_view state_hash, std::string_view browser_hash);
// False when somebody was faster.
bool delete_attempt(Session& session, std::string_view state_hash);
// What has expired, and all but the `rows_max` that expire last.
void trim_attempts(Session& session, Instant now, std::int64_t rows_max);

std::optional<Uuid> find_identity(Session& session, std::int64_t workspace_id, std::string_view issuer, std::string_view subject);
bool has_identity(Session& session, std::int64_t workspace_id, const Uuid& user_id, std::string_view issuer);
void insert_identity(Session& session, std::int64_t workspace_id, std::string_view issuer, std::string_view subject, const Uuid& user_id,
                     Instant at);
void delete_identities(Session& session, std::int64_t workspace_id, const Uuid& user_id);

}  // namespace wheelhouse::storage
