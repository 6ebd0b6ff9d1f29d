// What a Prometheus server reads at /metrics: requests and their times by route, the edge, the process. Counting costs a few
// relaxed additions; names and numbers only, nothing of any person or record. Thread-safe.
#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "api/route.h"
#include "http/server.h"

namespace wheelhouse::api {

class Metrics {
 public:
  // `routes` must outlive this and stay as they are.
  explicit Metrics(const RouteList& routes);

  // An answer to a request of `route` (null: no route was found), `duration` after it was read.
  void count(const Route* route, int status, std::chrono::microseconds duration);

  struct Gauges {
    std::size_t streams = 0;        // live streams that are open
    std::size_t tasks_waiting = 0;  // requests that wait for a worker
    std::optional<storage::ReadCounts> reads;  // of an engine with places to read at
    http::ServerStats edge;
  };
  // In the text format 0.0.4. Seconds and bytes, as Prometheus names them.
  std::string text(const Gauges& gauges) const;

 private:
  static constexpr std::array<std::int64_t, 9> kBucketsMicroseconds{500,    1'000,   2'500,     5'000,    10'000,
                                                                    50'000, 250'000, 1'000'000, 5'000'000};
  struct Series {
    std::array<std::atomic<std::uint64_t>, 6> answers_by_class{};  // [2] is 2xx; [0] is not used
    std::array<std::atomic<std::uint64_t>, kBucketsMicroseconds.size() + 1> within{};
    std::atomic<std::uint64_t> microseconds{0};
  };
  void write_requests(std::string& out) const;

  const RouteList& routes_;
  std::unique_ptr<Series[]> series_;  // one a route, the last for what is none
};

}  // namespace wheelhouse::api
