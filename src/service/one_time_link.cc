#include "service/one_time_link.h"

#include <algorithm>

#include "service/authenticate.h"
#include "service/session_rules.h"
#include "service/token.h"

namespace wheelhouse::service {
namespace {

constexpr std::int64_t kKeepEndedDays = 30;

Error bad_token() { return Error::make(Errc::forbidden, "bad_token"); }

std::int64_t life_of(LinkPurpose purpose) {
  switch (purpose) {
    case LinkPurpose::setup: return kSetUpLinkMs;
    case LinkPurpose::sign_in: return kSignInLinkMs;
    case LinkPurpose::invite: return kInviteLinkMs;
    case LinkPurpose::reset: return kResetLinkMs;
  }
  return 0;
}

}  // namespace

std::string issue_link(storage::Session& session, std::int64_t workspace_id, LinkPurpose purpose, const std::optional<Uuid>& user_id,
                       Instant now) {
  storage::delete_links_before(session, now.plus_days(-kKeepEndedDays));
  storage::delete_unused_links(session, workspace_id, user_id, to_string(purpose));
  std::string token = make_token();
  storage::insert_link(session, token_hash(token),
                       {workspace_id, std::string(to_string(purpose)), user_id, now, {now.ms + life_of(purpose)}, std::nullopt});
  return token;
}

std::string link_path(LinkPurpose purpose, std::string_view token) {
  std::string path;
  switch (purpose) {
    case LinkPurpose::setup: path = "/setup#token="; break;
    case LinkPurpose::sign_in: path = "/sign_in#token="; break;
    case LinkPurpose::invite:
    case LinkPurpose::reset: path = "/password#token="; break;
  }
  return path += token;
}

Result<storage::OneTimeLink> find_valid_link(storage::Session& session, std::string_view token,
                                             std::initializer_list<LinkPurpose> purposes, Instant now) {
  auto link = storage::find_link(session, token_hash(token));
  const bool fits =
      link && std::any_of(purposes.begin(), purposes.end(), [&](LinkPurpose purpose) { return to_string(purpose) == link->purpose; });
  if (!fits || link->used_at) return fail(bad_token());
  if (link->expires_at <= now) return fail(Error::make(Errc::forbidden, "expired_token"));
  return std::move(*link);
}

Result<void> use_valid_link(storage::Session& session, std::string_view token, Instant now) {
  if (!storage::use_link(session, token_hash(token), now)) return fail(bad_token());
  return {};
}

}  // namespace wheelhouse::service
