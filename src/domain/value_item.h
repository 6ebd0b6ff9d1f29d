// One benefit or cost of our offer, or of a rival's, in money (METHOD C9).
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct ValueItem {
  Id<ValueItem> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Opportunity> opportunity_id;
  std::optional<Id<Account>> account_id;
  std::optional<Id<Competitor>> competitor_id;  // whose offer; none is ours
  ValueKind kind = ValueKind::benefit;
  std::string name;
  std::int64_t amount_minor = 0;  // of a risk: its impact
  Text currency;
  std::optional<bool> yearly;  // else once, at the start
  std::optional<double> probability;  // of a risk
  BenefitConfidence confidence = BenefitConfidence::ours;
  std::optional<Id<Contact>> contact_id;  // who confirmed it
  std::optional<Instant> confirmed_at;
  Text document;
  Text basis;  // how it was reckoned
  std::optional<Id<Need>> need_id;
  std::optional<std::int64_t> realised_minor;
  std::optional<Instant> realised_at;
  std::optional<Id<Contact>> realised_contact_id;  // who confirmed what was realised
};

template <>
struct Entity<ValueItem> {
  static constexpr std::string_view name = "value_item", collection = "value_items";
  static constexpr auto fields = std::tuple_cat(
      record_fields<ValueItem>(),
      std::tuple{field(&ValueItem::opportunity_id, "opportunity_id", {.required = true}), field(&ValueItem::account_id, "account_id"),
                 field(&ValueItem::competitor_id, "competitor_id"), field(&ValueItem::kind, "kind", {.required = true}),
                 field(&ValueItem::name, "name", kName), field(&ValueItem::amount_minor, "amount_minor", {.required = true, .min = 0}),
                 field(&ValueItem::currency, "currency", kCurrency), field(&ValueItem::yearly, "yearly"),
                 field(&ValueItem::probability, "probability", {.min = 0, .max = 1}), field(&ValueItem::confidence, "confidence"),
                 field(&ValueItem::contact_id, "contact_id"), field(&ValueItem::confirmed_at, "confirmed_at"),
                 field(&ValueItem::document, "document", kLine), field(&ValueItem::basis, "basis", kLine),
                 field(&ValueItem::need_id, "need_id"), field(&ValueItem::realised_minor, "realised_minor"),
                 field(&ValueItem::realised_at, "realised_at"),
                 field(&ValueItem::realised_contact_id, "realised_contact_id")});
};
static_assert(every_member_is_described<ValueItem>());
}  // namespace wheelhouse
