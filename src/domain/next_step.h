// The dated next thing to do, with an owner. Every open record has one, or it appears on Today.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct NextStep {
  Id<NextStep> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  std::optional<Id<Account>> account_id;
  std::optional<Id<Opportunity>> opportunity_id;
  std::string text;
  std::optional<Id<User>> owner_id;
  std::optional<Date> due_on;
  std::optional<Instant> done_at;
};

template <>
struct Entity<NextStep> {
  static constexpr std::string_view name = "next_step", collection = "next_steps";
  static constexpr auto fields = std::tuple_cat(
      record_fields<NextStep>(),
      std::tuple{field(&NextStep::account_id, "account_id"), field(&NextStep::opportunity_id, "opportunity_id"),
                 field(&NextStep::text, "text", {.required = true, .max_length = 300}), field(&NextStep::owner_id, "owner_id"),
                 field(&NextStep::due_on, "due_on"), field(&NextStep::done_at, "done_at")});
};
static_assert(every_member_is_described<NextStep>());
}  // namespace wheelhouse
