#include "service/own_access.h"

#include "service/authenticate.h"
#include "service/second_factor.h"
#include "storage/record_store.h"
#include "storage/second_factor_store.h"

namespace wheelhouse::service {

Result<OwnAccess> own_access(storage::Session& session, const Actor& actor) {
  auto user = storage::find_record(session, actor.workspace_id, Id<User>{actor.user_id.value_or(Uuid{})});
  auto workspace = find_workspace(session, actor.workspace_id);
  if (!user || !workspace) return fail(Error::make(Errc::unauthenticated, "unauthenticated"));
  const auto credential = storage::find_credential(session, actor.workspace_id, user->id.uuid);
  OwnAccess access;
  access.has_password = credential.has_value();
  access.must_change_password = credential && credential->must_change;
  access.second_factor = has_second_factor(session, actor.workspace_id, user->id.uuid);
  access.user = std::move(*user);
  access.workspace = std::move(*workspace);
  return access;
}

bool lacks_second_factor(const OwnAccess& access, SecondFactorRule rule) {
  if (!access.has_password || access.second_factor) return false;
  return rule == SecondFactorRule::everybody || (rule == SecondFactorRule::admins && access.user.role == UserRole::admin);
}

std::vector<OwnSession> own_sessions(storage::Session& session, const Actor& actor, std::string_view token) {
  WH_ASSERT(actor.user_id);
  const auto current = storage::find_session(session, token_hash(token));
  std::vector<OwnSession> sessions;
  for (auto& row : storage::sessions_of(session, actor.workspace_id, *actor.user_id)) {
    const bool is_current = current && current->id == row.id;
    sessions.push_back({std::move(row), is_current});
  }
  return sessions;
}

Result<void> end_own_session(storage::Session& session, const Actor& actor, const Uuid& id) {
  WH_ASSERT(actor.user_id);
  if (!storage::delete_session(session, actor.workspace_id, *actor.user_id, id)) return fail(Error::not_found("session"));
  return {};
}

void end_other_sessions(storage::Session& session, const Actor& actor, std::string_view token) {
  WH_ASSERT(actor.user_id);
  storage::delete_sessions_of(session, actor.workspace_id, *actor.user_id, token_hash(token));
}

void end_session(storage::Session& session, std::string_view token) { storage::delete_session(session, token_hash(token)); }

SecondFactorState own_second_factor(storage::Session& session, const Actor& actor) {
  WH_ASSERT(actor.user_id);
  return {has_second_factor(session, actor.workspace_id, *actor.user_id),
          storage::count_recovery_codes(session, actor.workspace_id, *actor.user_id)};
}

Result<void> end_own_second_factor(storage::Session& session, const Actor& actor, SecondFactorRule rule) {
  WH_ASSERT(actor.user_id);
  auto access = own_access(session, actor);
  if (!access) return fail(access.error());
  access->second_factor = false;  // as it would be
  if (lacks_second_factor(*access, rule)) return fail(Error::make(Errc::conflict, "second_factor_is_required"));
  const auto credential = storage::find_credential(session, actor.workspace_id, *actor.user_id);
  if (credential && credential->needs_second_factor) return fail(Error::make(Errc::conflict, "password_needs_second_factor"));
  storage::delete_second_factor(session, actor.workspace_id, *actor.user_id);
  return {};
}

}  // namespace wheelhouse::service
