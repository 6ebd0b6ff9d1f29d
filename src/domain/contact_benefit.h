// What one person at the customer gains from one deal: the house through him, and he himself (METHOD M105). What is personal is
// recognition, ease, career or learning, never money or gifts: words of money hold the entry back until a manager has looked at it.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct ContactBenefit {
  Id<ContactBenefit> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Opportunity> opportunity_id;
  std::optional<Id<Account>> account_id;
  Id<Contact> contact_id;
  Text organisation_benefit;
  Text personal_benefit;
  std::optional<PersonalGain> personal_gain;
  std::optional<Instant> reviewed_at;  // a manager found nothing wrong with it; a change of the words takes it back
  std::optional<Id<User>> reviewed_by_id;
};

template <>
struct Entity<ContactBenefit> {
  static constexpr std::string_view name = "contact_benefit", collection = "contact_benefits";
  static constexpr auto fields = std::tuple_cat(
      record_fields<ContactBenefit>(),
      std::tuple{field(&ContactBenefit::opportunity_id, "opportunity_id", {.required = true}),
                 field(&ContactBenefit::account_id, "account_id"), field(&ContactBenefit::contact_id, "contact_id", {.required = true}),
                 field(&ContactBenefit::organisation_benefit, "organisation_benefit", kLine),
                 field(&ContactBenefit::personal_benefit, "personal_benefit", {.max_length = 300, .personal = true}),
                 field(&ContactBenefit::personal_gain, "personal_gain"), field(&ContactBenefit::reviewed_at, "reviewed_at"),
                 field(&ContactBenefit::reviewed_by_id, "reviewed_by_id", {.read_only = true})});
};
static_assert(every_member_is_described<ContactBenefit>());
}  // namespace wheelhouse
