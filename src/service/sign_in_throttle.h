// Slows down guessing. Each failed sign-in of an account doubles the wait before its next try; each address may fail only so
// often. Counted in the book, so that all its servers count together and a restart forgets nothing. Thread-safe.
#pragma once
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "storage/database.h"

namespace wheelhouse::service {

class SignInThrottle {
 public:
  struct Options {
    int free_failures = 3;                       // mistyping is human
    std::int64_t first_wait_ms = 1'000;          // then 1 s, 2 s, 4 s …
    std::int64_t longest_wait_ms = 5 * 60'000;   // an owner whose account is under attack is not locked out for long
    std::int64_t forget_after_ms = 12 * 3'600'000;
    int address_failures_max = 30;               // within the window; an office shares one address
    std::int64_t address_window_ms = 10 * 60'000;  // from the first failure on
    std::int64_t entries_max = 20'000;
  };
  SignInThrottle() : SignInThrottle(Options{}) {}
  explicit SignInThrottle(Options options) : options_(options) {}

  // Counts a try as failed before it is made, so that many tries at once are counted like many one after the other.
  // Errors: unavailable "too_many_requests" with "retry_after"; the try is then not counted, and nothing is written.
  // `account` is what was typed, whether or not somebody has it: the answer must not tell.
  Result<void> begin(storage::Database& database, std::string_view account, std::string_view address, Instant now);
  // May this address try at all? Cheap, and said before anything else is looked at.
  Result<void> check_address(storage::Session& session, std::string_view address, Instant now) const;
  // The try was right: the account starts afresh.
  void succeeded(storage::Database& database, std::string_view account, std::string_view address);
  // The same inside the transaction of the sign-in itself.
  void succeeded(storage::Session& session, std::string_view account, std::string_view address);
  // The try came to nothing through no fault of its own (busy, no second factor yet): as if it had not been made.
  void withdraw(storage::Database& database, std::string_view account, std::string_view address);

 private:
  struct Counters;
  Counters counters(storage::Session& session, std::string_view account, std::string_view address, Instant now) const;
  Result<void> check(const Counters& counters, Instant now) const;
  std::int64_t wait_after(std::int64_t failures) const;

  const Options options_;
  std::atomic<unsigned> tries_ = 0;
};

}  // namespace wheelhouse::service
