// A customer organisation. Its place on the wheel is derived (service/position.h), never a field.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct Account {
  Id<Account> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  std::string name;
  Text alias;
  std::optional<Id<Account>> parent_id;
  std::optional<Id<User>> owner_id;
  Text industry, region, city, address, phone, website, email_domain, tax_code;
  std::optional<AccountTier> tier;
  std::optional<BuyerType> buyer_type;
  std::optional<std::int64_t> employees;
  std::optional<std::int64_t> annual_revenue_minor;
  Text currency;
  std::optional<Id<Opportunity>> pinned_opportunity_id;  // the lead opportunity, chosen by hand
  RatingList keyness;         // METHOD C10: seven criteria of M28, each 0..4
  RatingList attractiveness;  // six items, each 0..4
  RatingList strength;        // four items, each 0..4
  Text external_id, source, description;
};

template <>
struct Entity<Account> {
  static constexpr std::string_view name = "account", collection = "accounts";
  static constexpr auto fields = std::tuple_cat(
      record_fields<Account>(),
      std::tuple{field(&Account::name, "name", kName), field(&Account::alias, "alias", {.max_length = 200}),
                 field(&Account::parent_id, "parent_id"), field(&Account::owner_id, "owner_id"),
                 field(&Account::industry, "industry", kShort), field(&Account::region, "region", kShort),
                 field(&Account::city, "city", kShort), field(&Account::address, "address", kLine),
                 field(&Account::phone, "phone", {.max_length = 60}), field(&Account::website, "website", kLine),
                 field(&Account::email_domain, "email_domain", kShort), field(&Account::tax_code, "tax_code", {.max_length = 40}),
                 field(&Account::tier, "tier"), field(&Account::buyer_type, "buyer_type"),
                 field(&Account::employees, "employees", {.min = 0, .max = 100'000'000}),
                 field(&Account::annual_revenue_minor, "annual_revenue_minor"), field(&Account::currency, "currency", kCurrency),
                 field(&Account::pinned_opportunity_id, "pinned_opportunity_id"),
                 field(&Account::keyness, "keyness", {.min = 0, .max = 4, .list_size = 7}),
                 field(&Account::attractiveness, "attractiveness", {.min = 0, .max = 4, .list_size = 6}),
                 field(&Account::strength, "strength", {.min = 0, .max = 4, .list_size = 4}),
                 field(&Account::external_id, "external_id", kShort), field(&Account::source, "source", kShort),
                 field(&Account::description, "description", kLong)});
};
static_assert(every_member_is_described<Account>());
}  // namespace wheelhouse
