// Passwords: what one must be like, and hashing with Argon2id. A hash takes 64 MiB and about a tenth of a second, so few run
// at once and few wait; beyond that the caller is told to come back. Thread-safe.
#pragma once
#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "base/result.h"

namespace wheelhouse::service {

constexpr std::size_t kPasswordCharactersAlone = 15;
constexpr std::size_t kPasswordCharactersWithSecondFactor = 8;
constexpr std::size_t kPasswordCharactersMax = 200;

// What is wrong with a new password, as an error at `pointer`. `name` and `email` are its owner's, `company` is the workspace's name.
Result<void> check_new_password(std::string_view password, std::string_view name, std::string_view email, bool has_second_factor,
                                const std::string& pointer, std::string_view company = {});
// Could it stand alone, without a second factor?
bool is_long_enough_alone(std::string_view password);

class PasswordHasher {
 public:
  struct Cost {
    std::size_t memory_bytes = 64u << 20;
    unsigned passes = 3;
  };
  struct Options {
    Cost cost;
    // Half of the processors, so that a flood of sign-ins leaves the other half to whoever works.
    int at_once = std::max(1, static_cast<int>(std::thread::hardware_concurrency()) / 2);
    // Whoever waits holds a worker thread (App has 16), and others need those too.
    int waiting_max = 10;
  };
  PasswordHasher() : PasswordHasher(Options{}) {}
  explicit PasswordHasher(Options options);

  // Errors: unavailable "too_many_requests" when too many wait.
  Result<std::string> hash(std::string_view password);
  // The same work whether there is a stored hash or not, so that time does not tell who exists.
  Result<bool> verify(std::string_view password, const std::optional<std::string>& stored);
  // True when the stored hash was made at another cost than today's.
  bool is_outdated(const std::string& stored) const;
  // Before any use; tests cannot wait for the real one.
  void set_cost(Cost cost);

 private:
  class Turn;
  Result<void> enter();
  void leave();
  std::string compute(std::string_view password) const;

  Options options_;
  std::string dummy_;  // of a password nobody has
  std::mutex mutex_;
  std::condition_variable free_;
  int running_ = 0;
  int waiting_ = 0;
};

// The one of this process: the memory it may take is the machine's, not a caller's.
PasswordHasher& password_hasher();

}  // namespace wheelhouse::service
