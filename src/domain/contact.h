// A person at a customer. Attitude and style describe deeds in business, not character (METHOD §12.8).
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct Contact {
  Id<Contact> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Account> account_id;
  std::string name;
  Text title, department;
  std::optional<ContactRole> role;
  std::optional<ContactLevel> level;
  std::optional<std::int64_t> influence;  // 0 none … 5 decides
  std::optional<std::int64_t> attitude;   // −2 strongly against … +2 pushes for us; null = unknown
  std::optional<OppositionCause> opposition_cause;  // the root of an attitude below 0 (METHOD M10–M12) …
  Text opposition_words;                            // … and the quote or the deed that shows it
  std::optional<Style> style;             // how this person deals with others, as seen (METHOD M76–M79)
  Text style_evidence;                    // what was seen: deeds in business
  std::optional<Id<Contact>> reports_to_id;
  Text phone, mobile, email, external_id, description;
};

template <>
struct Entity<Contact> {
  static constexpr std::string_view name = "contact", collection = "contacts";
  static constexpr auto fields = std::tuple_cat(
      record_fields<Contact>(),
      std::tuple{
          field(&Contact::account_id, "account_id", {.required = true}),
          field(&Contact::name, "name", {.required = true, .max_length = 200, .personal = true}),
          field(&Contact::title, "title", {.max_length = 100, .personal = true}), field(&Contact::department, "department", kShort),
          field(&Contact::role, "role"), field(&Contact::level, "level"), field(&Contact::influence, "influence", {.min = 0, .max = 5}),
          field(&Contact::attitude, "attitude", {.min = -2, .max = 2}), field(&Contact::opposition_cause, "opposition_cause"),
          field(&Contact::opposition_words, "opposition_words", {.max_length = 500, .personal = true}), field(&Contact::style, "style"),
          field(&Contact::style_evidence, "style_evidence", {.max_length = 500, .personal = true}),
          field(&Contact::reports_to_id, "reports_to_id"), field(&Contact::phone, "phone", {.max_length = 60, .personal = true}),
          field(&Contact::mobile, "mobile", {.max_length = 60, .personal = true}),
          field(&Contact::email, "email", {.max_length = 200, .personal = true}), field(&Contact::external_id, "external_id", kShort),
          field(&Contact::description, "description", {.max_length = 4000, .personal = true})});
};
static_assert(every_member_is_described<Contact>());
}  // namespace wheelhouse
