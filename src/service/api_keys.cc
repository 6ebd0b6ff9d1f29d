#include "service/api_keys.h"

#include <algorithm>

#include "service/authenticate.h"
#include "service/session_rules.h"
#include "service/token.h"

namespace wheelhouse::service {

Result<MadeKey> add_key(storage::Session& session, const Actor& actor, const NewKey& input, Instant now) {
  WH_ASSERT(actor.user_id);
  if (input.expires_at && *input.expires_at <= now) return fail(Error::invalid_field("/expires_at", "in_the_past"));
  const auto present = storage::api_keys_of(session, actor.workspace_id, *actor.user_id);
  const auto in_use = std::count_if(present.begin(), present.end(), [&](const storage::ApiKey& key) {
    return !key.revoked_at && (!key.expires_at || *key.expires_at > now);
  });
  if (static_cast<std::size_t>(in_use) >= kKeysPerUserMax)
    return fail(Error::make(Errc::conflict, "too_many_keys", {{"max", std::to_string(kKeysPerUserMax)}}));
  MadeKey made{std::string(kApiKeyPrefix) + make_token(),
               {actor.workspace_id, make_uuid_v7(now.ms), *actor.user_id, input.label, std::string(to_string(input.scope)), now,
                input.expires_at, std::nullopt}};
  storage::insert_api_key(session, token_hash(made.key), made.row);
  return made;
}

std::vector<storage::ApiKey> list_keys(storage::Session& session, const Actor& actor) {
  WH_ASSERT(actor.user_id);
  return storage::api_keys_of(session, actor.workspace_id, *actor.user_id);
}

Result<void> revoke_key(storage::Session& session, const Actor& actor, const Uuid& id, Instant now) {
  WH_ASSERT(actor.user_id);
  if (!storage::revoke_api_key(session, actor.workspace_id, *actor.user_id, id, now)) return fail(Error::not_found("key"));
  return {};
}

}  // namespace wheelhouse::service
