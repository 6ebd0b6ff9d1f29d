#include "service/sign_in_throttle.h"

#include <algorithm>

#include "service/authenticate.h"
#include "service/workspace.h"
#include "service/write_result.h"
#include "storage/sign_in_store.h"

namespace wheelhouse::service {
namespace {

constexpr std::string_view kAccount = "account", kAddress = "address";
constexpr unsigned kTrimEvery = 50;  // entries come from strangers, so their number is bounded

Error wait(std::int64_t ms) {
  const std::int64_t seconds = std::max<std::int64_t>(1, (ms + 999) / 1000);
  return Error::make(Errc::unavailable, "too_many_requests",
                     {{"retry_after", std::to_string(seconds)}, {"seconds", std::to_string(seconds)}});
}

void forgive_address(storage::Session& session, const std::string& hash) {
  auto from = storage::find_failures(session, kWorkspaceId, kAddress, hash);
  if (!from) return;
  if (--from->failures <= 0) storage::delete_failures(session, kWorkspaceId, kAddress, hash);
  else storage::put_failures(session, kWorkspaceId, kAddress, hash, *from);
}

}  // namespace

struct SignInThrottle::Counters {
  std::string account_hash, address_hash;  // what was typed may be a password in the wrong field: it is kept as a hash
  storage::SignInFailures account, address;
};

std::int64_t SignInThrottle::wait_after(std::int64_t failures) const {
  const std::int64_t over = failures - options_.free_failures;
  if (over <= 0) return 0;
  const std::int64_t doubled = over > 30 ? options_.longest_wait_ms : options_.first_wait_ms << (over - 1);
  return std::min(doubled, options_.longest_wait_ms);
}

SignInThrottle::Counters SignInThrottle::counters(storage::Session& session, std::string_view account, std::string_view address,
                                                  Instant now) const {
  Counters found{token_hash(account), token_hash(address), {}, {}};
  found.account = storage::find_failures(session, kWorkspaceId, kAccount, found.account_hash).value_or(storage::SignInFailures{});
  found.address = storage::find_failures(session, kWorkspaceId, kAddress, found.address_hash).value_or(storage::SignInFailures{});
  if (found.account.last_at.ms <= now.ms - options_.forget_after_ms) found.account = {};
  if (found.address.first_at.ms <= now.ms - options_.address_window_ms) found.address = {};
  return found;
}

Result<void> SignInThrottle::check(const Counters& counters, Instant now) const {
  if (counters.address.failures >= options_.address_failures_max)
    return fail(wait(counters.address.first_at.ms + options_.address_window_ms - now.ms));
  if (counters.account.next_at > now) return fail(wait(counters.account.next_at.ms - now.ms));
  return {};
}

Result<void> SignInThrottle::check_address(storage::Session& session, std::string_view address, Instant now) const {
  const auto found = storage::find_failures(session, kWorkspaceId, kAddress, token_hash(address));
  if (!found || found->failures < options_.address_failures_max) return {};
  const std::int64_t left = found->first_at.ms + options_.address_window_ms - now.ms;
  if (left > 0) return fail(wait(left));
  return {};
}

Result<void> SignInThrottle::begin(storage::Database& database, std::string_view account, std::string_view address, Instant now) {
  // Who has to wait is told so without a write: a flood of tries stays cheap.
  auto allowed = read_result(database, [&](storage::Session& session) { return check(counters(session, account, address, now), now); });
  if (!allowed) return allowed;
  return write_result(database, [&](storage::Session& session) -> Result<void> {
    Counters both = counters(session, account, address, now);
    if (auto still = check(both, now); !still) return still;
    if (both.account.failures++ == 0) both.account.first_at = now;
    both.account.last_at = now;
    both.account.next_at = {now.ms + wait_after(both.account.failures)};
    if (both.address.failures++ == 0) both.address.first_at = now;
    both.address.last_at = both.address.next_at = now;
    storage::put_failures(session, kWorkspaceId, kAccount, both.account_hash, both.account);
    storage::put_failures(session, kWorkspaceId, kAddress, both.address_hash, both.address);
    if (tries_++ % kTrimEvery == 0)
      storage::trim_failures(session, kWorkspaceId, {now.ms - options_.forget_after_ms}, options_.entries_max);
    return {};
  });
}

void SignInThrottle::succeeded(storage::Session& session, std::string_view account, std::string_view address) {
  storage::delete_failures(session, kWorkspaceId, kAccount, token_hash(account));
  forgive_address(session, token_hash(address));
}

void SignInThrottle::succeeded(storage::Database& database, std::string_view account, std::string_view address) {
  database.write([&](storage::Session& session) { succeeded(session, account, address); });
}

void SignInThrottle::withdraw(storage::Database& database, std::string_view account, std::string_view address) {
  database.write([&](storage::Session& session) {
    const std::string hash = token_hash(account);
    if (auto who = storage::find_failures(session, kWorkspaceId, kAccount, hash)) {
      who->next_at = who->last_at;
      if (--who->failures <= 0) storage::delete_failures(session, kWorkspaceId, kAccount, hash);
      else storage::put_failures(session, kWorkspaceId, kAccount, hash, *who);
    }
    forgive_address(session, token_hash(address));
  });
}

}  // namespace wheelhouse::service
