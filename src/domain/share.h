// Somebody's or a team's right to see, or to change, one account with all that belongs to it, or one deal: until it runs out.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct Share {
  Id<Share> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  std::optional<Id<Account>> account_id;          // either this …
  std::optional<Id<Opportunity>> opportunity_id;  // … or that
  std::optional<Id<User>> user_id;  // either with him …
  std::optional<Id<Team>> team_id;  // … or with this team and the teams below it
  ShareAccess access = ShareAccess::read;
  std::optional<Instant> expires_at;  // from then on it is as if it were not there
};

template <>
struct Entity<Share> {
  static constexpr std::string_view name = "share", collection = "shares";
  static constexpr auto fields = std::tuple_cat(
      record_fields<Share>(),
      std::tuple{field(&Share::account_id, "account_id"), field(&Share::opportunity_id, "opportunity_id"),
                 field(&Share::user_id, "user_id"), field(&Share::team_id, "team_id"), field(&Share::access, "access"),
                 field(&Share::expires_at, "expires_at")});
};
static_assert(every_member_is_described<Share>());
}  // namespace wheelhouse
