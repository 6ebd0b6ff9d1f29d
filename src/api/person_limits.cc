#include "api/person_limits.h"

#include <algorithm>
#include <cmath>

namespace wheelhouse::api {
namespace {

constexpr std::size_t kPeopleMax = 20'000;  // beyond, whoever has all he may have is forgotten
constexpr auto kFullAgain = std::chrono::minutes(5);

std::size_t index_of(PersonLimits::Kind kind) { return static_cast<std::size_t>(kind); }

}  // namespace

PersonLimits::Kind PersonLimits::kind_of(const Route& route) {
  if (route.verb == service::Verb::export_records || route.pattern.ends_with("/export") || route.in_one_go) return Kind::take_out;
  if (route.object == "search" || (route.object == "rule" && route.method == "POST")) return Kind::heavy;
  return route.method == "GET" ? Kind::any : Kind::change;
}

PersonLimits::Buckets& PersonLimits::buckets_of(const Uuid& user_id, Time now) {
  if (people_.size() >= kPeopleMax && !people_.contains(user_id))
    std::erase_if(people_, [&](const auto& one) { return one.second.at_work == 0 && now - one.second.filled_at > kFullAgain; });
  const auto [found, is_new] = people_.try_emplace(user_id);
  Buckets& buckets = found->second;
  if (is_new) buckets.filled_at = now;
  const double seconds = std::max(0.0, std::chrono::duration<double>(now - buckets.filled_at).count());
  for (std::size_t i = 0; i < kRates.size(); ++i)
    buckets.left[i] = is_new ? kRates[i].at_once : std::min(kRates[i].at_once, buckets.left[i] + seconds * kRates[i].a_second);
  buckets.filled_at = std::max(buckets.filled_at, now);
  return buckets;
}

int PersonLimits::take(const Uuid& user_id, Kind kind, Time now) {
  const std::lock_guard lock(mutex_);
  Buckets& buckets = buckets_of(user_id, now);
  double wait = 0;
  for (const std::size_t i : {index_of(Kind::any), index_of(kind)})
    if (buckets.left[i] < 1) wait = std::max(wait, (1 - buckets.left[i]) / kRates[i].a_second);
  if (wait > 0) return std::max(1, static_cast<int>(std::ceil(wait)));
  buckets.left[index_of(Kind::any)] -= 1;
  if (kind != Kind::any) buckets.left[index_of(kind)] -= 1;
  return 0;
}

std::shared_ptr<void> PersonLimits::enter(const Uuid& user_id) {
  const std::lock_guard lock(mutex_);
  Buckets& buckets = buckets_of(user_id, std::chrono::steady_clock::now());
  if (buckets.at_work >= kAtWorkMax) return nullptr;
  ++buckets.at_work;
  return {static_cast<void*>(this), [user_id](void* limits) { static_cast<PersonLimits*>(limits)->leave(user_id); }};
}

void PersonLimits::leave(const Uuid& user_id) {
  const std::lock_guard lock(mutex_);
  if (const auto found = people_.find(user_id); found != people_.end()) --found->second.at_work;
}

}  // namespace wheelhouse::api
