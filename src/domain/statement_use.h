// A statement planned for a call, or said in it. The class it had and the stage shown when it was said are kept: both may change later.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct StatementUse {
  Id<StatementUse> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Call> call_id;
  Id<Statement> statement_id;
  std::optional<Id<Account>> account_id;
  std::optional<Id<Opportunity>> opportunity_id;
  bool said = false;
  std::optional<StatementClass> cls;
  std::optional<Stage> stage;
};

template <>
struct Entity<StatementUse> {
  static constexpr std::string_view name = "statement_use", collection = "statement_uses";
  static constexpr auto fields = std::tuple_cat(
      record_fields<StatementUse>(),
      std::tuple{field(&StatementUse::call_id, "call_id", {.required = true}),
                 field(&StatementUse::statement_id, "statement_id", {.required = true}), field(&StatementUse::account_id, "account_id"),
                 field(&StatementUse::opportunity_id, "opportunity_id"), field(&StatementUse::said, "said"),
                 field(&StatementUse::cls, "class", {.read_only = true}), field(&StatementUse::stage, "stage", {.read_only = true})});
};
static_assert(every_member_is_described<StatementUse>());
}  // namespace wheelhouse
