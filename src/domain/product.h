// Something we sell.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct Product {
  Id<Product> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  std::string name;
  Text code, family;
  std::optional<std::int64_t> list_price_minor;
  Text currency, external_id, description;
};

template <>
struct Entity<Product> {
  static constexpr std::string_view name = "product", collection = "products";
  static constexpr auto fields = std::tuple_cat(
      record_fields<Product>(),
      std::tuple{field(&Product::name, "name", kName), field(&Product::code, "code", kShort), field(&Product::family, "family", kShort),
                 field(&Product::list_price_minor, "list_price_minor", {.min = 0}), field(&Product::currency, "currency", kCurrency),
                 field(&Product::external_id, "external_id", kShort), field(&Product::description, "description", kLong)});
};
static_assert(every_member_is_described<Product>());
}  // namespace wheelhouse
