#include "service/sign_in_throttle.h"

#include <algorithm>

namespace wheelhouse::service {
namespace {

Error wait(std::int64_t ms) {
  const std::int64_t seconds = std::max<std::int64_t>(1, (ms + 999) / 1000);
  return Error::make(Errc::unavailable, "too_many_requests",
                     {{"retry_after", std::to_string(seconds)}, {"seconds", std::to_string(seconds)}});
}

// Entries come from strangers, so their number is bounded: what has aged goes first, then the oldest.
template <class Map, class LastUse>
void shrink(Map& map, std::size_t max, Instant aged_before, LastUse&& last_use) {
  if (map.size() < max) return;
  std::erase_if(map, [&](const auto& entry) { return last_use(entry.second) < aged_before; });
  while (map.size() >= max)
    map.erase(
        std::min_element(map.begin(), map.end(), [&](const auto& a, const auto& b) { return last_use(a.second) < last_use(b.second); }));
}

}  // namespace

std::int64_t SignInThrottle::wait_after(int failures) const {
  const int over = failures - options_.free_failures;
  if (over <= 0) return 0;
  const std::int64_t doubled = over > 30 ? options_.longest_wait_ms : options_.first_wait_ms << (over - 1);
  return std::min(doubled, options_.longest_wait_ms);
}

void SignInThrottle::make_room(Instant now) {
  shrink(accounts_, options_.entries_max, {now.ms - options_.forget_after_ms}, [](const Account& a) { return a.last_at; });
  shrink(addresses_, options_.entries_max, {now.ms - options_.address_window_ms},
         [](const Address& a) { return a.failures.empty() ? Instant{0} : a.failures.back(); });
}

Result<void> SignInThrottle::begin(std::string_view account, std::string_view address, Instant now) {
  std::lock_guard lock(mutex_);
  make_room(now);
  Address& from = addresses_[std::string(address)];
  while (!from.failures.empty() && from.failures.front().ms <= now.ms - options_.address_window_ms) from.failures.pop_front();
  if (from.failures.size() >= static_cast<std::size_t>(options_.address_failures_max))
    return fail(wait(from.failures.front().ms + options_.address_window_ms - now.ms));
  Account& who = accounts_[std::string(account)];
  if (who.last_at.ms <= now.ms - options_.forget_after_ms) who = {};
  if (who.next_at > now) return fail(wait(who.next_at.ms - now.ms));
  ++who.failures;
  who.last_at = now;
  who.next_at = {now.ms + wait_after(who.failures)};
  from.failures.push_back(now);
  return {};
}

void SignInThrottle::succeeded(std::string_view account, std::string_view address) {
  std::lock_guard lock(mutex_);
  accounts_.erase(std::string(account));
  if (const auto from = addresses_.find(std::string(address)); from != addresses_.end() && !from->second.failures.empty())
    from->second.failures.pop_back();
}

void SignInThrottle::withdraw(std::string_view account, std::string_view address) {
  std::lock_guard lock(mutex_);
  if (const auto who = accounts_.find(std::string(account)); who != accounts_.end()) {
    who->second.failures = std::max(0, who->second.failures - 1);
    who->second.next_at = who->second.last_at;
  }
  if (const auto from = addresses_.find(std::string(address)); from != addresses_.end() && !from->second.failures.empty())
    from->second.failures.pop_back();
}

}  // namespace wheelhouse::service
