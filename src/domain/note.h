// Free text about a customer, a deal or a person.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct Note {
  Id<Note> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  std::optional<Id<Account>> account_id;
  std::optional<Id<Opportunity>> opportunity_id;
  std::optional<Id<Contact>> contact_id;
  std::string text;
  Instant at;  // when it was, not when it was written
  Text external_id;
};

template <>
struct Entity<Note> {
  static constexpr std::string_view name = "note", collection = "notes";
  static constexpr auto fields = std::tuple_cat(
      record_fields<Note>(),
      std::tuple{field(&Note::account_id, "account_id"), field(&Note::opportunity_id, "opportunity_id"),
                 field(&Note::contact_id, "contact_id"),
                 field(&Note::text, "text", {.required = true, .max_length = 10000, .personal = true}), field(&Note::at, "at"),
                 field(&Note::external_id, "external_id", kShort)});
};
static_assert(every_member_is_described<Note>());
}  // namespace wheelhouse
