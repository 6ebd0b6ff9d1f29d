// A client for benchmarks: one request after the other over one connection, or many connections kept busy from one thread.
// Measures; understands no more of HTTP than this project's own server sends (Content-Length). Linux; not for other programs.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace wheelhouse::bench {

struct Answer {
  int status = 0;
  std::string body;
};

class Connection {
 public:
  explicit Connection(std::uint16_t port);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  Answer exchange(std::string_view request);  // blocks
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
  std::string buffer_;
};

std::string get_request(std::string_view target, std::string_view key);
std::string post_request(std::string_view target, std::string_view key, std::string_view idempotency_key, std::string_view body);

struct Load {
  double requests_per_second = 0;
  std::vector<double> milliseconds;  // of each answer, sorted
  std::int64_t failed = 0;           // answers other than `expected`
  double at(double share) const {
    return milliseconds.empty() ? 0 : milliseconds[static_cast<std::size_t>(share * static_cast<double>(milliseconds.size() - 1))];
  }
};
// Keeps `connections` busy for `seconds`, each sending its next request when its answer has come. `make` is called for each.
Load keep_busy(std::uint16_t port, int connections, double seconds, int expected, const std::function<std::string()>& make);

}  // namespace wheelhouse::bench
