// What kind of value the buyer of a deal looks for (METHOD C9b): the twelve answers and what the strategic gate asks. One a deal.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct BuyerProfile {
  Id<BuyerProfile> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Opportunity> opportunity_id;
  std::optional<Id<Account>> account_id;
  RatingList answers;  // a–d intrinsic, e–h extrinsic, i–l strategic
  std::optional<Id<User>> our_sponsor_id;
  std::optional<Id<Contact>> their_sponsor_id;
  std::int64_t joint_goals = 0;
  std::optional<BuyerType> worked_as;  // how we sell to them now
};

template <>
struct Entity<BuyerProfile> {
  static constexpr std::string_view name = "buyer_profile", collection = "buyer_profiles";
  static constexpr auto fields = std::tuple_cat(
      record_fields<BuyerProfile>(),
      std::tuple{field(&BuyerProfile::opportunity_id, "opportunity_id", {.required = true}),
                 field(&BuyerProfile::account_id, "account_id"),
                 field(&BuyerProfile::answers, "answers", {.min = 1, .max = 5, .list_size = 12}),
                 field(&BuyerProfile::our_sponsor_id, "our_sponsor_id"), field(&BuyerProfile::their_sponsor_id, "their_sponsor_id"),
                 field(&BuyerProfile::joint_goals, "joint_goals", {.min = 0, .max = 50}),
                 field(&BuyerProfile::worked_as, "worked_as")});
};
static_assert(every_member_is_described<BuyerProfile>());
}  // namespace wheelhouse
