// One of the customer's criteria in a deal, with its weight and how the customer sees us on it (METHOD C14).
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct Criterion {
  Id<Criterion> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Opportunity> opportunity_id;
  std::optional<Id<Account>> account_id;
  std::string name;
  std::optional<double> weight;  // divided by the sum where it counts
  Text target, measure;
  bool must_have = false;
  bool shaped_by_us = false;  // we helped the customer set it
  std::optional<Id<Problem>> problem_id;  // the problem behind it
  std::optional<Id<Need>> need_id;
  std::optional<Id<Contact>> contact_id;  // who asked for it
  std::optional<double> our_score;  // as the customer sees it
  Text proof;
};

template <>
struct Entity<Criterion> {
  static constexpr std::string_view name = "criterion", collection = "criteria";
  static constexpr auto fields = std::tuple_cat(
      record_fields<Criterion>(),
      std::tuple{field(&Criterion::opportunity_id, "opportunity_id", {.required = true}), field(&Criterion::account_id, "account_id"),
                 field(&Criterion::name, "name", kName), field(&Criterion::weight, "weight", {.min = 0, .max = 1'000'000}),
                 field(&Criterion::target, "target", kLine), field(&Criterion::measure, "measure", kLine),
                 field(&Criterion::must_have, "must_have"), field(&Criterion::shaped_by_us, "shaped_by_us"),
                 field(&Criterion::problem_id, "problem_id"), field(&Criterion::need_id, "need_id"),
                 field(&Criterion::contact_id, "contact_id"), field(&Criterion::our_score, "our_score", kScore),
                 field(&Criterion::proof, "proof", {.max_length = 1000})});
};
static_assert(every_member_is_described<Criterion>());
}  // namespace wheelhouse
