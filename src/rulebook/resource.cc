// C13.resource, C13.harmony and C13.conflicts on JSON.
#include "method/resource.h"

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

struct Use {
  double planned = 0, used = 0;
};
Use read_use(const Input& in) { return {in["planned"].number(kNotNegative), in["used"].number(kNotNegative)}; }
Result<std::string> answer_use(const Use& use) {
  const auto result = evaluate_resource_use(use.planned, use.used);
  if (!result) return fail(result.error());
  return Answer().set("utilisation", result->utilisation).set("status", result->fit).set("plan_accuracy", result->plan_accuracy).text();
}

struct Team {
  std::vector<std::string> ids;
  std::vector<SellerResources> sellers;
};
Team read_team(const Input& in) {
  Team team;
  team.sellers = in["sellers"].list([&](const Input& item) {
    team.ids.push_back(item["id"].text());
    return SellerResources{item["margin"].number(), item["cost"].number(kNotNegative)};
  });
  return team;
}
Result<std::string> answer_harmony(const Team& team) {
  const auto result = evaluate_harmony(team.sellers);
  if (!result) return fail(result.error());
  const auto by_seller = [&](std::optional<double> SellerHarmony::*figure) {
    return [&, figure](Answer& object) {
      for (std::size_t i = 0; i < team.ids.size(); ++i) object.set(team.ids[i], (*result)[i].*figure);
    };
  };
  return Answer()
      .object("productivity", by_seller(&SellerHarmony::productivity))
      .object("harmony", by_seller(&SellerHarmony::harmony))
      .text();
}

struct Calendar {
  std::vector<std::string> ids;
  std::vector<Booking> bookings;
};
Calendar read_calendar(const Input& in) {
  Calendar calendar;
  calendar.bookings = in["bookings"].list([&](const Input& item) {
    calendar.ids.push_back(item["id"].text());
    return Booking{item["resource"].text(), item["start"].instant(), item["end"].instant(), item["status"].one_of<BookingStatus>()};
  });
  return calendar;
}
Result<std::string> answer_conflicts(const Calendar& calendar) {
  const auto conflicts = find_booking_conflicts(calendar.bookings);
  if (!conflicts) return fail(conflicts.error());
  return Answer()
      .list("conflicts", *conflicts,
            [&](std::string& out, const auto& pair) { append_list(out, std::array{calendar.ids[pair.first], calendar.ids[pair.second]}); })
      .text();
}

}  // namespace

std::vector<Rule> resource_rules() {
  return {make_rule<read_calendar, answer_conflicts>({"C13.conflicts", "rule.C13.conflicts"}),
          make_rule<read_team, answer_harmony>({"C13.harmony", "rule.C13.harmony"}),
          make_rule<read_use, answer_use>({"C13.resource", "rule.C13.resource"})};
}

}  // namespace wheelhouse::rulebook
