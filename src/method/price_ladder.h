// METHOD M106: how high a talk about the price may climb. Whoever says "we are cheap" stands on the first rung, whoever shows what it
// costs in all on the second, whoever shows what the customer gains on the third. A rung bears only what figures bear. Pure.
#pragma once
#include <array>
#include <optional>
#include <vector>

#include "base/result.h"
#include "reflect/enum_names.h"

namespace wheelhouse::method {

enum class PriceRung : std::uint8_t { low_price, total_cost, added_value };
// What a rung lacks.
enum class RungGap : std::uint8_t {
  price,
  rival_price,
  total_cost,
  rival_total_cost,
  not_lower,
  costs_unconfirmed,
  confirmed_benefit,
  below_cost
};

}  // namespace wheelhouse::method

namespace wheelhouse {
WH_ENUM_NAMES(method::PriceRung, "low_price", "total_cost", "added_value");
WH_ENUM_NAMES(method::RungGap, "price", "rival_price", "total_cost", "rival_total_cost", "not_lower", "costs_unconfirmed",
              "confirmed_benefit", "below_cost");
}  // namespace wheelhouse

namespace wheelhouse::method {

// Amounts of one currency, >= 0, over the same years. Null where nobody knows.
struct PriceLadderInput {
  std::optional<double> price;             // ours
  std::optional<double> rival_price;       // the lowest of the rivals'
  std::optional<double> total_cost;        // ours with effort, switching, running and risk; null when there is no more than a price
  std::optional<double> rival_total_cost;  // the lowest of the rivals', reckoned the same way
  bool costs_confirmed = false;            // the customer stands behind each cost of ours besides the price
  double confirmed_benefit = 0;            // what the customer himself says that he gains, over the same years
};

struct PriceLadder {
  struct Step {
    PriceRung rung{};
    std::vector<RungGap> missing;  // none: this rung bears
  };
  std::array<Step, enum_size<PriceRung>()> steps;  // from the lowest rung
  std::optional<PriceRung> highest;                // that bears; null when none does
};
Result<PriceLadder> evaluate_price_ladder(const PriceLadderInput& input);

}  // namespace wheelhouse::method
