// A sign that a customer regrets an order (METHOD M42).
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct RemorseSignal {
  Id<RemorseSignal> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Opportunity> opportunity_id;
  std::optional<Id<Account>> account_id;
  std::optional<Id<Contact>> contact_id;
  std::string text;
  std::int64_t severity = 2;
  Instant observed_at;
  std::optional<Instant> resolved_at;
  Text resolution;
};

template <>
struct Entity<RemorseSignal> {
  static constexpr std::string_view name = "remorse_signal", collection = "remorse_signals";
  static constexpr auto fields = std::tuple_cat(
      record_fields<RemorseSignal>(),
      std::tuple{field(&RemorseSignal::opportunity_id, "opportunity_id", {.required = true}),
                 field(&RemorseSignal::account_id, "account_id"),
                 field(&RemorseSignal::contact_id, "contact_id"),
                 field(&RemorseSignal::text, "text", {.required = true, .max_length = 2000, .personal = true}),
                 field(&RemorseSignal::severity, "severity", {.min = 1, .max = 3}),
                 field(&RemorseSignal::observed_at, "observed_at"),
                 field(&RemorseSignal::resolved_at, "resolved_at"),
                 field(&RemorseSignal::resolution, "resolution", kWords)});
};
static_assert(every_member_is_described<RemorseSignal>());
}  // namespace wheelhouse
