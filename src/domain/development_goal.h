// What the customer wants to become, in his own measures, and what we add to it (METHOD M45): the second column of an account plan,
// beside his needs of today.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct DevelopmentGoal {
  Id<DevelopmentGoal> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Account> account_id;
  std::string text;
  Text measure, target;  // by which figure of theirs, and where it is to stand
  std::optional<Date> due_on;
  std::optional<Id<Contact>> contact_id;  // who owns it at the customer; without one it counts for nothing
  Text contribution;                      // what we do for it
  std::optional<Instant> contributed_at;  // since when that is done
  Text result;                            // what came of it, in the customer's words
};

template <>
struct Entity<DevelopmentGoal> {
  static constexpr std::string_view name = "development_goal", collection = "development_goals";
  static constexpr auto fields = std::tuple_cat(
      record_fields<DevelopmentGoal>(),
      std::tuple{field(&DevelopmentGoal::account_id, "account_id", {.required = true}),
                 field(&DevelopmentGoal::text, "text", {.required = true, .max_length = 300}),
                 field(&DevelopmentGoal::measure, "measure", kLine), field(&DevelopmentGoal::target, "target", kShort),
                 field(&DevelopmentGoal::due_on, "due_on"), field(&DevelopmentGoal::contact_id, "contact_id"),
                 field(&DevelopmentGoal::contribution, "contribution", kLine), field(&DevelopmentGoal::contributed_at, "contributed_at"),
                 field(&DevelopmentGoal::result, "result", kLine)});
};
static_assert(every_member_is_described<DevelopmentGoal>());
}  // namespace wheelhouse
