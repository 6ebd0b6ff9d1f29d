// People who work in the book, and their teams. Secrets (password hash, sessions, keys) are not here: storage/auth_store.h.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct Team {
  Id<Team> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  std::string name;
  std::optional<Id<Team>> parent_id;
};
struct User {
  Id<User> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  std::string name;
  Text email;  // sign-in name; a seller known from an import only has none
  UserRole role = UserRole::seller;
  std::optional<Id<Team>> team_id;
  Text locale;  // "zh-CN" or "en"
  bool disabled = false;
  bool can_sign_in = false;
  Text external_id;
};

template <>
struct Entity<Team> {
  static constexpr std::string_view name = "team", collection = "teams";
  static constexpr auto fields = std::tuple_cat(
      record_fields<Team>(), std::tuple{field(&Team::name, "name", kName), field(&Team::parent_id, "parent_id")});
};
template <>
struct Entity<User> {
  static constexpr std::string_view name = "user", collection = "users";
  static constexpr auto fields = std::tuple_cat(
      record_fields<User>(),
      std::tuple{field(&User::name, "name", kName), field(&User::email, "email", {.max_length = 200}), field(&User::role, "role"),
                 field(&User::team_id, "team_id"), field(&User::locale, "locale", {.max_length = 10}),
                 field(&User::disabled, "disabled"), field(&User::can_sign_in, "can_sign_in", {.read_only = true}),
                 field(&User::external_id, "external_id", kShort)});
};
static_assert(every_member_is_described<Team>());
static_assert(every_member_is_described<User>());
}  // namespace wheelhouse
