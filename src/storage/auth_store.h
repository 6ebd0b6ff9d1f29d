// Secrets and what was given out for them: password hashes, sign-in sessions, API keys, one-time links. Tokens come in
// hashed; nothing here can be turned back into one. No rules and no clock: service/ decides what is valid.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "storage/session.h"

namespace wheelhouse::storage {

struct Credential {
  std::string password_hash;
  Instant changed_at;
  bool must_change = false;            // somebody else chose it
  bool needs_second_factor = false;    // too short to stand alone; accepted because there was a second factor
};
std::optional<Credential> find_credential(Session& session, std::int64_t workspace_id, const Uuid& user_id);
void put_credential(Session& session, std::int64_t workspace_id, const Uuid& user_id, const Credential& credential);
// The same password under a new cost: does not count as a change.
void replace_password_hash(Session& session, std::int64_t workspace_id, const Uuid& user_id, std::string_view password_hash);

struct SignInSession {
  std::int64_t workspace_id = 0;
  Uuid id;
  Uuid user_id;
  Instant created_at, seen_at, expires_at;
  std::string user_agent, address;
};
void insert_session(Session& session, std::string_view token_hash, const SignInSession& row);
std::optional<SignInSession> find_session(Session& session, std::string_view token_hash);
std::vector<SignInSession> sessions_of(Session& session, std::int64_t workspace_id, const Uuid& user_id);  // latest seen first
void set_session_seen(Session& session, std::int64_t workspace_id, const Uuid& user_id, const Uuid& id, Instant at);
bool delete_session(Session& session, std::string_view token_hash);
bool delete_session(Session& session, std::int64_t workspace_id, const Uuid& user_id, const Uuid& id);
// All of a person's but the one with this token ("" for all). Returns how many.
std::int64_t delete_sessions_of(Session& session, std::int64_t workspace_id, const Uuid& user_id, std::string_view except_token_hash);
// Sessions that ended of themselves: expired, or not seen since `idle_since`.
void delete_ended_sessions(Session& session, Instant now, Instant idle_since);

struct ApiKey {
  std::int64_t workspace_id = 0;
  Uuid id;
  Uuid user_id;
  std::string label, scope;
  Instant created_at;
  std::optional<Instant> expires_at, revoked_at;
};
void insert_api_key(Session& session, std::string_view key_hash, const ApiKey& row);
std::optional<ApiKey> find_api_key(Session& session, std::string_view key_hash);
std::vector<ApiKey> api_keys_of(Session& session, std::int64_t workspace_id, const Uuid& user_id);  // newest first
// False when there is no such key or it was revoked before.
bool revoke_api_key(Session& session, std::int64_t workspace_id, const Uuid& user_id, const Uuid& id, Instant at);
// All of a person's that are not revoked yet.
void revoke_api_keys_of(Session& session, std::int64_t workspace_id, const Uuid& user_id, Instant at);

struct OneTimeLink {
  std::int64_t workspace_id = 0;
  std::string purpose;
  std::optional<Uuid> user_id;  // null: the set-up link, before there is anybody
  Instant created_at, expires_at;
  std::optional<Instant> used_at;
};
void insert_link(Session& session, std::string_view token_hash, const OneTimeLink& row);
std::optional<OneTimeLink> find_link(Session& session, std::string_view token_hash);
// False when somebody was faster.
bool use_link(Session& session, std::string_view token_hash, Instant at);
// Links of a person that were never used; those of set-up for a null person.
void delete_unused_links(Session& session, std::int64_t workspace_id, const std::optional<Uuid>& user_id, std::string_view purpose);
void delete_unused_links(Session& session, std::int64_t workspace_id, const Uuid& user_id);
void delete_links_before(Session& session, Instant expired_before);

}  // namespace wheelhouse::storage
