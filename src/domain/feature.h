// A feature of a product with the advantage it has in general and the proof of it. Benefits are made per deal (domain/statement.h).
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct Feature {
  Id<Feature> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Product> product_id;
  std::string feature;
  Text advantage;
  Text proof;  // a case, a figure or a trial
  Text limits;  // what it cannot do; never leaves the house
};

template <>
struct Entity<Feature> {
  static constexpr std::string_view name = "feature", collection = "features";
  static constexpr auto fields = std::tuple_cat(
      record_fields<Feature>(),
      std::tuple{field(&Feature::product_id, "product_id", {.required = true}),
                 field(&Feature::feature, "feature", {.required = true, .max_length = 500}),
                 field(&Feature::advantage, "advantage", {.max_length = 500}), field(&Feature::proof, "proof", {.max_length = 1000}),
                 field(&Feature::limits, "limits", {.max_length = 1000})});
};
static_assert(every_member_is_described<Feature>());
}  // namespace wheelhouse
