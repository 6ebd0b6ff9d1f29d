// One buying process of a customer, one turn of the wheel. The stage is not a field: it is derived from evidence.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct Opportunity {
  Id<Opportunity> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  std::string name;
  std::optional<Id<Account>> account_id;  // an imported deal may lack its customer; it is kept and listed as such
  std::optional<Id<User>> owner_id;
  std::optional<std::int64_t> amount_minor;
  Text currency;
  std::optional<Id<Product>> product_id;
  Instant opened_at;  // opening of the first lap
  std::optional<Date> expected_close;
  std::optional<Instant> closed_at;
  OpportunityResult result = OpportunityResult::open;
  Text result_reason;
  std::optional<SellerStep> seller_step;  // where the seller works, beside where the customer stands
  Text improvement_sentence;              // what gets better, for whom, by how much (METHOD M15)
  bool doubtful = false;                  // the claim to be satisfied looks doubtful (METHOD M30)
  Text external_id, source, description;
};

template <>
struct Entity<Opportunity> {
  static constexpr std::string_view name = "opportunity", collection = "opportunities";
  static constexpr auto fields = std::tuple_cat(
      record_fields<Opportunity>(),
      std::tuple{field(&Opportunity::name, "name", kName), field(&Opportunity::account_id, "account_id"),
                 field(&Opportunity::owner_id, "owner_id"), field(&Opportunity::amount_minor, "amount_minor", {.min = 0}),
                 field(&Opportunity::currency, "currency", kCurrency), field(&Opportunity::product_id, "product_id"),
                 field(&Opportunity::opened_at, "opened_at"), field(&Opportunity::expected_close, "expected_close"),
                 field(&Opportunity::closed_at, "closed_at"), field(&Opportunity::result, "result"),
                 field(&Opportunity::result_reason, "result_reason", kLine), field(&Opportunity::seller_step, "seller_step"),
                 field(&Opportunity::improvement_sentence, "improvement_sentence", kLine),
                 field(&Opportunity::doubtful, "doubtful"), field(&Opportunity::external_id, "external_id", kShort),
                 field(&Opportunity::source, "source", kShort), field(&Opportunity::description, "description", kLong)});
};
static_assert(every_member_is_described<Opportunity>());
}  // namespace wheelhouse
