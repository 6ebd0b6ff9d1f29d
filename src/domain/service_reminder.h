// A reminder of why the choice was right, done (METHOD M42). When it is due follows from the order (service/aftersales.h).
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct ServiceReminder {
  Id<ServiceReminder> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Opportunity> opportunity_id;
  std::optional<Id<Account>> account_id;
  std::int64_t day = 0;  // after the order
  std::optional<Id<Contact>> contact_id;
  Instant done_at;
  Text note;
};

template <>
struct Entity<ServiceReminder> {
  static constexpr std::string_view name = "service_reminder", collection = "service_reminders";
  static constexpr auto fields = std::tuple_cat(
      record_fields<ServiceReminder>(),
      std::tuple{field(&ServiceReminder::opportunity_id, "opportunity_id", {.required = true}),
                 field(&ServiceReminder::account_id, "account_id"),
                 field(&ServiceReminder::day, "day", {.required = true, .min = 1, .max = 3650}),
                 field(&ServiceReminder::contact_id, "contact_id"),
                 field(&ServiceReminder::done_at, "done_at"),
                 field(&ServiceReminder::note, "note", kWords)});
};
static_assert(every_member_is_described<ServiceReminder>());
}  // namespace wheelhouse
