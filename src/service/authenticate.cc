#include "service/authenticate.h"

#include <sodium.h>

#include <algorithm>

#include "domain/user.h"
#include "service/access.h"
#include "service/session_rules.h"
#include "storage/auth_store.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

constexpr std::int64_t kNoteUseEveryMs = 60'000;
constexpr std::size_t kTokenBytesMax = 100;  // ours are shorter; longer ones need no hash to be unknown

Error unauthenticated(std::string reason) { return Error::make(Errc::unauthenticated, std::move(reason)); }

// The person as of now, not as of the sign-in: a role, a team or a switched-off user takes effect at the next request.
// A key acts for people who never set a password too (a person only a program works for), a session does not.
Result<Actor> actor_of(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id, Identity::Kind kind,
                       Instant now) {
  const auto user = storage::find_record(session, workspace_id, Id<User>{user_id});
  const bool knows_the_way_in = user && (user->can_sign_in || kind == Identity::Kind::api_key);
  if (!user || user->disabled || !knows_the_way_in) return fail(unauthenticated("account_disabled"));
  Actor actor;
  actor.workspace_id = workspace_id;
  actor.user_id = user_id;
  actor.name = user->name;
  actor.role = user->role;
  if (user->locale) actor.locale = *user->locale;
  else
    session.query_first("SELECT locale FROM workspace WHERE id = ?1", {workspace_id},
                        [&](const RowReader& row) { actor.locale = row.text(0); });
  const auto team = user->team_id ? std::optional<Uuid>(user->team_id->uuid) : std::nullopt;
  actor.visible_owners = visible_owners(session, workspace_id, user_id, user->role, team);
  actor.grants = grants_of(session, workspace_id, user_id, team, now);
  return actor;
}

}  // namespace

std::string token_hash(std::string_view token) {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()), reinterpret_cast<const unsigned char*>(token.data()), token.size());
  return hash;
}

Result<Identity> authenticate_session(storage::Session& session, std::string_view token, Instant now) {
  if (token.size() > kTokenBytesMax) return fail(unauthenticated("unknown_token"));
  const auto row = storage::find_session(session, token_hash(token));
  if (!row) return fail(unauthenticated("unknown_token"));
  const Instant idle_end{row->seen_at.ms + kSessionIdleMs};
  if (row->expires_at <= now || idle_end <= now) return fail(unauthenticated("session_expired"));
  auto actor = actor_of(session, row->workspace_id, row->user_id, Identity::Kind::session, now);
  if (!actor) return fail(actor.error());
  Identity identity;
  identity.actor = std::move(*actor);
  identity.kind = Identity::Kind::session;
  identity.credential_id = row->id;
  identity.expires_at = std::min(row->expires_at, idle_end);
  identity.seen_at = row->seen_at;
  return identity;
}

Result<Identity> authenticate_key(storage::Session& session, std::string_view key, Instant now) {
  if (key.size() > kTokenBytesMax || !key.starts_with(kApiKeyPrefix)) return fail(unauthenticated("unknown_token"));
  const auto row = storage::find_api_key(session, token_hash(key));
  if (!row) return fail(unauthenticated("unknown_token"));
  if (row->revoked_at || (row->expires_at && *row->expires_at <= now)) return fail(unauthenticated("key_ended"));
  auto actor = actor_of(session, row->workspace_id, row->user_id, Identity::Kind::api_key, now);
  if (!actor) return fail(actor.error());
  Identity identity;
  identity.actor = std::move(*actor);
  identity.kind = Identity::Kind::api_key;
  identity.credential_id = row->id;
  identity.expires_at = row->expires_at.value_or(now.plus_days(1));
  identity.key_scope = row->scope;
  return identity;
}

void note_session_use(storage::Database& database, const Identity& identity, Instant now) {
  if (identity.kind != Identity::Kind::session || now.ms - identity.seen_at.ms < kNoteUseEveryMs) return;
  try {
    database.write_async([workspace_id = identity.actor.workspace_id, user_id = *identity.actor.user_id, id = identity.credential_id,
                          now](storage::Session& session) { storage::set_session_seen(session, workspace_id, user_id, id, now); },
                         [](std::exception_ptr) {});  // a book that cannot be written must still let people read
  } catch (const storage::StorageError&) {
  }
}

}  // namespace wheelhouse::service
