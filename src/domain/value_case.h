// Over how long and at what rate the value of a deal is reckoned, and what serving it costs us. One a deal.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct ValueCase {
  Id<ValueCase> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Opportunity> opportunity_id;
  std::optional<Id<Account>> account_id;
  std::int64_t years = 3;
  double rate = 0.1;  // a year; 0.1 is ten per cent
  Text currency;
  std::optional<std::int64_t> margin_minor, cost_to_serve_minor;
};

template <>
struct Entity<ValueCase> {
  static constexpr std::string_view name = "value_case", collection = "value_cases";
  static constexpr auto fields = std::tuple_cat(
      record_fields<ValueCase>(),
      std::tuple{field(&ValueCase::opportunity_id, "opportunity_id", {.required = true}), field(&ValueCase::account_id, "account_id"),
                 field(&ValueCase::years, "years", {.min = 1, .max = 15}), field(&ValueCase::rate, "rate", {.min = 0, .max = 10}),
                 field(&ValueCase::currency, "currency", kCurrency), field(&ValueCase::margin_minor, "margin_minor"),
                 field(&ValueCase::cost_to_serve_minor, "cost_to_serve_minor", {.min = 0})});
};
static_assert(every_member_is_described<ValueCase>());
}  // namespace wheelhouse
