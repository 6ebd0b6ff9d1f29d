// Links that are good once and for a while: the set-up of a new book, a sign-in made for one run, an invitation, a new
// password. A link is a path only: its origin is whatever the reader came by, never a Host header.
#pragma once
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "reflect/enum_names.h"
#include "storage/auth_store.h"

namespace wheelhouse::service {
enum class LinkPurpose : std::uint8_t { setup, sign_in, invite, reset };
}
namespace wheelhouse {
WH_ENUM_NAMES(service::LinkPurpose, "setup", "sign_in", "invite", "reset");
}
namespace wheelhouse::service {

// A new link; earlier unused ones of the same person and purpose end. Returns the token.
std::string issue_link(storage::Session& session, std::int64_t workspace_id, LinkPurpose purpose, const std::optional<Uuid>& user_id,
                       Instant now);
// "/password#token=…": where the interface takes the link up. What stands behind the '#' is sent to no server, so that it is in no log of
// a proxy and in no Referer. The interface still takes up "?token=…", as links had it before.
std::string link_path(LinkPurpose purpose, std::string_view token);
// Errors: forbidden "bad_token" (unknown, for something else, used) and "expired_token".
Result<storage::OneTimeLink> find_valid_link(storage::Session& session, std::string_view token,
                                             std::initializer_list<LinkPurpose> purposes, Instant now);
// Marks it as used. "bad_token" when somebody else was faster.
Result<void> use_valid_link(storage::Session& session, std::string_view token, Instant now);

}  // namespace wheelhouse::service
