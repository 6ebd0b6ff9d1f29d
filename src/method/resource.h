// METHOD C13 and M99: how well booked resources were planned and used, and which bookings clash. Pure.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "method/words.h"

namespace wheelhouse::method {

struct ResourceUse {
  std::optional<double> utilisation;  // used / planned; null when nothing was planned
  std::optional<ResourceFit> fit;     // under below 0.7, over above 1.1; null when nothing was planned or used
  double plan_accuracy = 1;           // 0..1
};
// Both >= 0, one unit (hours, days, money).
Result<ResourceUse> evaluate_resource_use(double planned, double used);

struct SellerResources {
  double margin = 0;  // gross margin won in 12 months
  double cost = 0;    // of the resources used for it, >= 0
};
struct SellerHarmony {
  std::optional<double> productivity;  // margin / cost; null at cost 0
  std::optional<double> harmony;       // share of margin - share of cost; null unless both totals are above 0
};
Result<std::vector<SellerHarmony>> evaluate_harmony(std::span<const SellerResources> sellers);

struct Booking {
  std::string resource;  // exclusive
  Instant start;
  Instant end;           // not included
  BookingStatus status{};
};
// Pairs of indexes, first below second, in input order. Released bookings and no-shows hold nothing.
Result<std::vector<std::pair<std::size_t, std::size_t>>> find_booking_conflicts(std::span<const Booking> bookings);

}  // namespace wheelhouse::method
