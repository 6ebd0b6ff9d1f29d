// Passwords: what one must be like, and hashing with Argon2id. A hash takes 64 MiB and about a tenth of a second, so few run
// at once and few wait; beyond that the caller is told to come back (docs/decisions/0013). Thread-safe.
#pragma once
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

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
    int strangers_waiting_max = 6;
    int known_waiting_max = 4;
    // While strangers are turned away, a hash for one of them is followed by a rest of so many times what it took.
    double rest = 1;
  };
  // Somebody who has proved something already (a session, a link, a browser that signed in before) has places of his own and goes
  // first, so that a flood by strangers does not keep him out.
  enum class Who { stranger, known };
  // A place at the hasher or in the line before it.
  class Place {
   public:
    Place(Place&& other) noexcept : hasher_(std::exchange(other.hasher_, nullptr)), who_(other.who_) {}
    ~Place();
    Place& operator=(Place&&) = delete;

   private:
    friend class PasswordHasher;
    Place(PasswordHasher& hasher, Who who) : hasher_(&hasher), who_(who) {}
    PasswordHasher* hasher_;
    Who who_;
  };
  PasswordHasher() : PasswordHasher(Options{}) {}
  explicit PasswordHasher(Options options);

  // Asked for before anything that costs more. Errors: unavailable "too_many_requests" when too many wait.
  Result<Place> place(Who who);
  // The same work whether there is a stored hash or not, so that time does not tell who exists.
  bool verify(const Place& place, std::string_view password, const std::optional<std::string>& stored);
  // For somebody known. Errors: as above.
  Result<std::string> hash(std::string_view password);
  // True when the stored hash was made at another cost than today's.
  bool is_outdated(const std::string& stored) const;
  // Before any use; tests cannot wait for the real one.
  void set_cost(Cost cost);

 private:
  class Turn;
  using Clock = std::chrono::steady_clock;
  Clock::time_point wait_for_turn(Who who);
  bool is_flooded();
  void end_turn(Who who, Clock::duration took);
  std::string compute(std::string_view password) const;

  Options options_;
  std::string dummy_;  // of a password nobody has
  std::mutex mutex_;
  std::condition_variable free_for_known_, free_for_strangers_;
  int running_ = 0;
  int known_waiting_ = 0;
  int known_places_ = 0, stranger_places_ = 0;  // those who wait and those who run
  Clock::time_point flood_until_, rest_until_;
};

// The one of this process: the memory it may take is the machine's, not a caller's.
PasswordHasher& password_hasher();

}  // namespace wheelhouse::service
