// How the stories of the demo book are told: what happens when, in the customer's language. For demo_*.cc alone.
#pragma once
#include <string>
#include <string_view>

#include "service/demo_selling.h"
#include "service/record_service.h"

namespace wheelhouse::service::demo {

constexpr std::int64_t kShanghaiMs = 8 * 3'600'000;  // the demo's people live there

// Nobody is visited at half past midnight, whenever the demo book is made: the same day, between nine and six, to five minutes.
inline Instant in_office_hours(Instant at) {
  constexpr std::int64_t kHourMs = 3'600'000, kFiveMinutesMs = 300'000;
  const std::int64_t local = at.ms + kShanghaiMs, of_day = local % kMsPerDay;
  const std::int64_t shown = 9 * kHourMs + of_day * 9 / 24;
  return Instant{at.ms - of_day + shown - shown % kFiveMinutesMs};
}

struct Words {
  std::string_view zh, en;
};

template <class T>
void require(const Result<T>& done) {
  if (!done) throw Refused{done.error()};
}

class Teller {
 public:
  explicit Teller(const SellingDeal& deal) : d_(deal) {}
  std::vector<Action> actions;

 protected:
  std::string say(const Words& words) const { return std::string(d_.english ? words.en : words.zh); }
  Words pick(const Words& usual, const Words& of_the_lap) const { return d_.lap_of_the_method ? of_the_lap : usual; }
  Id<Contact> person(std::size_t i) const { return d_.people[i % d_.people.size()]; }
  // A moment of the stage with this number: `step` minutes after it was entered. A stage that was passed over lies two hours before
  // the one that was entered next.
  Instant moment(int stage, int step) const {
    Instant at;
    for (auto i = static_cast<std::size_t>(stage - 1), later = std::size_t{0}; i < d_.entered.size() && at.ms == 0; ++i, ++later)
      if (d_.entered[i].ms != 0) at = Instant{d_.entered[i].ms - static_cast<std::int64_t>(later) * 2 * 3'600'000};
    if (at.ms == 0) at = d_.now.plus_days(-9 + stage);
    return Instant{std::min(at.ms + step * 60'000LL, d_.now.ms - (60 - step) * 1000LL)};
  }
  void at(Instant when, std::function<void(UnitOfWork&)> run) { actions.push_back({when, std::move(run)}); }
  template <Reflected E>
  Id<E> write(Instant when, E record) {
    record.id.uuid = make_uuid_v7(when.ms);
    if constexpr (requires { record.opportunity_id = d_.deal; }) record.opportunity_id = d_.deal;
    at(when, [record](UnitOfWork& work) mutable { require(create_checked(work, record)); });
    return record.id;
  }
  const SellingDeal& d_;
};

}  // namespace wheelhouse::service::demo
