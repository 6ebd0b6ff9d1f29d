// A part of the whole answer (METHOD M14). Tied to no gap and no explicit need it is cost without benefit.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct SolutionPart {
  Id<SolutionPart> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Opportunity> opportunity_id;
  std::optional<Id<Account>> account_id;
  std::string name;
  std::optional<Id<Product>> product_id;
  std::optional<Id<Need>> need_id;
  std::optional<Id<Problem>> problem_id;
  std::optional<Id<User>> owner_id;
  std::optional<std::int64_t> cost_minor;
  Text currency;
};

template <>
struct Entity<SolutionPart> {
  static constexpr std::string_view name = "solution_part", collection = "solution_parts";
  static constexpr auto fields = std::tuple_cat(
      record_fields<SolutionPart>(),
      std::tuple{field(&SolutionPart::opportunity_id, "opportunity_id", {.required = true}),
                 field(&SolutionPart::account_id, "account_id"), field(&SolutionPart::name, "name", kName),
                 field(&SolutionPart::product_id, "product_id"), field(&SolutionPart::need_id, "need_id"),
                 field(&SolutionPart::problem_id, "problem_id"), field(&SolutionPart::owner_id, "owner_id"),
                 field(&SolutionPart::cost_minor, "cost_minor", {.min = 0}), field(&SolutionPart::currency, "currency", kCurrency)});
};
static_assert(every_member_is_described<SolutionPart>());
}  // namespace wheelhouse
