// What is known of two corners of the market triangle of a deal (METHOD M1), us and the customer; a rival's are with the rival. One a deal.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct Triangle {
  Id<Triangle> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Opportunity> opportunity_id;
  std::optional<Id<Account>> account_id;
  Text our_strengths, our_weaknesses, our_aims, our_last_move;
  Text customer_strengths, customer_weaknesses, customer_aims, customer_last_move;
  std::optional<RulesOwner> rules_of;  // whose rules are we playing by?
  Text rules_note;
};

template <>
struct Entity<Triangle> {
  static constexpr std::string_view name = "triangle", collection = "triangles";
  static constexpr auto fields = std::tuple_cat(
      record_fields<Triangle>(),
      std::tuple{field(&Triangle::opportunity_id, "opportunity_id", {.required = true}),
                 field(&Triangle::account_id, "account_id"),
                 field(&Triangle::our_strengths, "our_strengths", kLong),
                 field(&Triangle::our_weaknesses, "our_weaknesses", kLong),
                 field(&Triangle::our_aims, "our_aims", kLong),
                 field(&Triangle::our_last_move, "our_last_move", kLong),
                 field(&Triangle::customer_strengths, "customer_strengths", kLong),
                 field(&Triangle::customer_weaknesses, "customer_weaknesses", kLong),
                 field(&Triangle::customer_aims, "customer_aims", kLong),
                 field(&Triangle::customer_last_move, "customer_last_move", kLong),
                 field(&Triangle::rules_of, "rules_of"),
                 field(&Triangle::rules_note, "rules_note", kLong)});
};
static_assert(every_member_is_described<Triangle>());
}  // namespace wheelhouse
