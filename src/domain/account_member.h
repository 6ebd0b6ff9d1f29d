// One of an account's team: who works the customer beside its owner, and as what. He sees and tends all that belongs to it.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct AccountMember {
  Id<AccountMember> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Account> account_id;
  Id<User> user_id;
  AccountTeamRole role = AccountTeamRole::sales;
};

template <>
struct Entity<AccountMember> {
  static constexpr std::string_view name = "account_member", collection = "account_members";
  static constexpr auto fields =
      std::tuple_cat(record_fields<AccountMember>(), std::tuple{field(&AccountMember::account_id, "account_id", {.required = true}),
                                                                field(&AccountMember::user_id, "user_id", {.required = true}),
                                                                field(&AccountMember::role, "role")});
};
static_assert(every_member_is_described<AccountMember>());
}  // namespace wheelhouse
