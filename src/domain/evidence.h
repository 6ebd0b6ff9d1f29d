// What the customer said or did that proves a stage (METHOD C1). A seller's own action is never evidence.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct Evidence {
  Id<Evidence> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  std::optional<Id<Account>> account_id;
  std::optional<Id<Opportunity>> opportunity_id;  // without one it speaks for the account as a whole
  std::optional<Id<Contact>> contact_id;
  EvidenceCode code = EvidenceCode::AK1;
  SourceClass source_class = SourceClass::inference;
  Text quote, document;
  Instant observed_at;
  bool back_dated = false;  // counts although it lies before the opening of the lap
};

template <>
struct Entity<Evidence> {
  static constexpr std::string_view name = "evidence", collection = "evidence";
  static constexpr auto fields = std::tuple_cat(
      record_fields<Evidence>(),
      std::tuple{field(&Evidence::account_id, "account_id"), field(&Evidence::opportunity_id, "opportunity_id"),
                 field(&Evidence::contact_id, "contact_id"), field(&Evidence::code, "code", {.required = true}),
                 field(&Evidence::source_class, "source_class", {.required = true}),
                 field(&Evidence::quote, "quote", {.max_length = 2000, .personal = true}),
                 field(&Evidence::document, "document", kLine), field(&Evidence::observed_at, "observed_at", {.required = true}),
                 field(&Evidence::back_dated, "back_dated")});
};
static_assert(every_member_is_described<Evidence>());
}  // namespace wheelhouse
