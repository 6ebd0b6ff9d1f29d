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
  Text value_now, value_ideal, value_promised, value_measured;  // the same four in the customer's own measure
  std::optional<Instant> confirmed_at;                          // contact_id said so; none: our own estimate
  std::optional<std::int64_t> yearly_value_minor;               // what the gap costs the customer a year
  Text currency;
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
                 field(&Problem::level_measured, "level_measured", {.min = 0, .max = 10}),
                 field(&Problem::value_now, "value_now", {.max_length = 60}),
                 field(&Problem::value_ideal, "value_ideal", {.max_length = 60}),
                 field(&Problem::value_promised, "value_promised", {.max_length = 60}),
                 field(&Problem::value_measured, "value_measured", {.max_length = 60}),
                 field(&Problem::confirmed_at, "confirmed_at"),
                 field(&Problem::yearly_value_minor, "yearly_value_minor", {.min = 0}),
                 field(&Problem::currency, "currency", kCurrency)});
};
static_assert(every_member_is_described<Problem>());
}  // namespace wheelhouse
