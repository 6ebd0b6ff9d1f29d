// What is to be delivered after the order, or what went wrong with it (METHOD M25).
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct DeliveryItem {
  Id<DeliveryItem> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Opportunity> opportunity_id;
  std::optional<Id<Account>> account_id;
  DeliveryKind kind = DeliveryKind::milestone;
  std::string name;
  std::optional<Id<User>> owner_id;
  std::optional<Date> opened_on;  // of an issue
  std::optional<Date> due_on;
  std::optional<Instant> done_at;
  Text note;
};

template <>
struct Entity<DeliveryItem> {
  static constexpr std::string_view name = "delivery_item", collection = "delivery_items";
  static constexpr auto fields = std::tuple_cat(
      record_fields<DeliveryItem>(),
      std::tuple{field(&DeliveryItem::opportunity_id, "opportunity_id", {.required = true}),
                 field(&DeliveryItem::account_id, "account_id"),
                 field(&DeliveryItem::kind, "kind"),
                 field(&DeliveryItem::name, "name", kName),
                 field(&DeliveryItem::owner_id, "owner_id"),
                 field(&DeliveryItem::opened_on, "opened_on"),
                 field(&DeliveryItem::due_on, "due_on"),
                 field(&DeliveryItem::done_at, "done_at"),
                 field(&DeliveryItem::note, "note", kWords)});
};
static_assert(every_member_is_described<DeliveryItem>());
}  // namespace wheelhouse
