// What one person, by whatever sessions and keys, may ask of this server in a while, so that a script of his neither empties the book,
// nor fills it, nor holds the others up. Far above what a person does at a screen. Thread-safe.
#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "api/route.h"
#include "base/id.h"

namespace wheelhouse::api {

class PersonLimits {
 public:
  using Time = std::chrono::steady_clock::time_point;
  enum class Kind : std::uint8_t { any, change, heavy, take_out };

  // A bucket of `at_once` that fills again by `a_second`.
  struct Rate {
    double at_once, a_second;
  };
  static constexpr std::array<Rate, 4> kRates{{
      {3000, 200},  // any request
      {1200, 20},   // what changes something
      {240, 10},    // searches, rules run
      {30, 0.1},    // exports and papers
  }};
  static constexpr int kAtWorkMax = 64;  // requests of one person that wait for a worker or have one

  static Kind kind_of(const Route& route);

  // 0: go on. Else nothing was taken, and how many seconds to wait.
  int take(const Uuid& user_id, Kind kind, Time now);
  // Held while a request of the person's is at work; null when there are too many already.
  std::shared_ptr<void> enter(const Uuid& user_id);

 private:
  struct Buckets {
    std::array<double, 4> left;
    Time filled_at;
    int at_work = 0;
  };
  Buckets& buckets_of(const Uuid& user_id, Time now);
  void leave(const Uuid& user_id);

  std::mutex mutex_;
  std::unordered_map<Uuid, Buckets> people_;
};

}  // namespace wheelhouse::api
