#include "method/resource.h"

#include <algorithm>
#include <cmath>

#include "method/check.h"
#include "method/compare.h"

namespace wheelhouse::method {
namespace {

constexpr double kUnderUse = 0.7, kOverUse = 1.1;

bool holds_resource(BookingStatus status) {
  switch (status) {
    case BookingStatus::requested:
    case BookingStatus::agreed:
    case BookingStatus::used: return true;
    case BookingStatus::released:
    case BookingStatus::no_show: return false;
  }
  return false;
}

bool overlap(const Booking& a, const Booking& b) {
  return std::max(a.start, b.start) < std::min(a.end, b.end);  // an empty interval overlaps nothing
}

}  // namespace

Result<ResourceUse> evaluate_resource_use(double planned, double used) {
  Checks checks;
  checks.range("/planned", planned, 0, kNoLimit);
  checks.range("/used", used, 0, kNoLimit);
  if (checks.failed()) return fail(checks.error());

  ResourceUse use;
  const double larger = std::max(planned, used);
  if (larger > 0) use.plan_accuracy = 1 - std::fabs(used - planned) / larger;
  if (planned > 0) {
    use.utilisation = used / planned;
    if (below(*use.utilisation, kUnderUse)) use.fit = ResourceFit::under;
    else if (above(*use.utilisation, kOverUse)) use.fit = ResourceFit::over;
    else use.fit = ResourceFit::fit;
  } else if (used > 0) {
    use.fit = ResourceFit::unplanned;
  }
  return use;
}

Result<std::vector<SellerHarmony>> evaluate_harmony(std::span<const SellerResources> sellers) {
  Checks checks;
  double margin = 0, cost = 0;
  for (std::size_t i = 0; i < sellers.size(); ++i) {
    checks.range(Checks::at("sellers", i, "cost"), sellers[i].cost, 0, kNoLimit);
    margin += sellers[i].margin;
    cost += sellers[i].cost;
  }
  if (checks.failed()) return fail(checks.error());

  std::vector<SellerHarmony> result(sellers.size());
  for (std::size_t i = 0; i < sellers.size(); ++i) {
    if (sellers[i].cost > 0) result[i].productivity = sellers[i].margin / sellers[i].cost;
    if (margin > 0 && cost > 0) result[i].harmony = sellers[i].margin / margin - sellers[i].cost / cost;
  }
  return result;
}

Result<std::vector<std::pair<std::size_t, std::size_t>>> find_booking_conflicts(std::span<const Booking> bookings) {
  Checks checks;
  for (std::size_t i = 0; i < bookings.size(); ++i)
    if (bookings[i].end < bookings[i].start) checks.refuse(Checks::at("bookings", i, "end"), "ends_before_start");
  if (checks.failed()) return fail(checks.error());

  std::vector<std::pair<std::size_t, std::size_t>> conflicts;
  for (std::size_t i = 0; i < bookings.size(); ++i) {
    if (!holds_resource(bookings[i].status)) continue;
    for (std::size_t j = i + 1; j < bookings.size(); ++j) {
      if (!holds_resource(bookings[j].status) || bookings[i].resource != bookings[j].resource) continue;
      if (overlap(bookings[i], bookings[j])) conflicts.emplace_back(i, j);
    }
  }
  return conflicts;
}

}  // namespace wheelhouse::method
