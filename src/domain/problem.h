// A customer's problem: what is wrong today, how far from the ideal (METHOD M13), and who has it. Needs and criteria grow from it.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct Problem {
  Id<Problem> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  std::optional<Id<Account>> account_id;
  std::optional<Id<Opportunity>> opportunity_id;
  std::string name;
  Text description;
  std::optional<Id<Contact>> contact_id;  // who has it
  Text unit;  // of the levels in the customer's own measure
  std::optional<double> weight;  // against the other problems; divided by their sum where it counts
  // Satisfaction 0..10: today, wished for, promised by us, measured later.
  std::optional<double> level_now, level_ideal, level_promised, level_measured;
};

template <>
struct Entity<Problem> {
  static constexpr std::string_view name = "problem", collection = "problems";
  static constexpr auto fields = std::tuple_cat(
      record_fields<Problem>(),
      std::tuple{field(&Problem::account_id, "account_id"), field(&Problem::opportunity_id, "opportunity_id"),
                 field(&Problem::name, "name", kName), field(&Problem::description, "description", kLong),
                 field(&Problem::contact_id, "contact_id"), field(&Problem::unit, "unit", {.max_length = 60}),
                 field(&Problem::weight, "weight", {.min = 0, .max = 1'000'000}),
                 field(&Problem::level_now, "level_now", {.min = 0, .max = 10}),
                 field(&Problem::level_ideal, "level_ideal", {.min = 0, .max = 10}),
                 field(&Problem::level_promised, "level_promised", {.min = 0, .max = 10}),
                 field(&Problem::level_measured, "level_measured", {.min = 0, .max = 10})});
};
static_assert(every_member_is_described<Problem>());
}  // namespace wheelhouse
