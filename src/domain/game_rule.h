// A rule that all who play at a customer accept (METHOD M3): law, tender procedure, approval limit, habit of the trade.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct GameRule {
  Id<GameRule> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Account> account_id;
  std::string text;
  Text source;      // where it is written, or who said it
  Text applies_to;  // which purchases, which people
  std::optional<Date> due_on;
  bool mandatory = false;
  Compliance compliance = Compliance::unknown;
};

template <>
struct Entity<GameRule> {
  static constexpr std::string_view name = "game_rule", collection = "game_rules";
  static constexpr auto fields = std::tuple_cat(
      record_fields<GameRule>(),
      std::tuple{field(&GameRule::account_id, "account_id", {.required = true}),
                 field(&GameRule::text, "text", {.required = true, .max_length = 300}),
                 field(&GameRule::source, "source", kLine),
                 field(&GameRule::applies_to, "applies_to", kLine),
                 field(&GameRule::due_on, "due_on"),
                 field(&GameRule::mandatory, "mandatory"),
                 field(&GameRule::compliance, "compliance")});
};
static_assert(every_member_is_described<GameRule>());
}  // namespace wheelhouse
