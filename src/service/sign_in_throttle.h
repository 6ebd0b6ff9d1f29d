// Slows down guessing. Each failed sign-in of an account doubles the wait before its next try; each address may fail only so
// often. Kept in memory: a restart forgets it, which costs a guesser no more than a few tries. Thread-safe.
#pragma once
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "base/time.h"

namespace wheelhouse::service {

class SignInThrottle {
 public:
  struct Options {
    int free_failures = 3;                       // mistyping is human
    std::int64_t first_wait_ms = 1'000;          // then 1 s, 2 s, 4 s …
    std::int64_t longest_wait_ms = 5 * 60'000;   // an owner whose account is under attack is not locked out for long
    std::int64_t forget_after_ms = 12 * 3'600'000;
    int address_failures_max = 30;               // within the window; an office shares one address
    std::int64_t address_window_ms = 10 * 60'000;
    std::size_t entries_max = 10'000;            // of each kind
  };
  SignInThrottle() : SignInThrottle(Options{}) {}
  explicit SignInThrottle(Options options) : options_(options) {}

  // Counts a try as failed before it is made, so that many tries at once are counted like many one after the other.
  // Errors: unavailable "too_many_requests" with "retry_after"; the try is then not counted.
  // `account` is what was typed, whether or not somebody has it: the answer must not tell.
  Result<void> begin(std::string_view account, std::string_view address, Instant now);
  // The try was right: the account starts afresh.
  void succeeded(std::string_view account, std::string_view address);
  // The try came to nothing through no fault of its own (busy, no second factor yet): as if it had not been made.
  void withdraw(std::string_view account, std::string_view address);

 private:
  struct Account {
    int failures = 0;
    Instant next_at, last_at;
  };
  struct Address {
    std::deque<Instant> failures;
  };
  std::int64_t wait_after(int failures) const;
  void make_room(Instant now);

  const Options options_;
  std::mutex mutex_;
  std::unordered_map<std::string, Account> accounts_;
  std::unordered_map<std::string, Address> addresses_;
};

}  // namespace wheelhouse::service
