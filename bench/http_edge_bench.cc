// What the HTTP edge costs and stands (TRUST ): memory of idle connections and streams, and the time of an
// honest request beside slow clients. Prints one JSON line. The clients live in a child process, so that theirs is not counted.
//   http_edge_bench [idle connections] [streams] [slow clients]
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "http/server.h"

namespace {
using namespace wheelhouse;

class Routes final : public http::Handler {
 public:
  http::BodyPolicy on_head(const http::RequestHead&) override { return {.bytes_max = 1 << 20}; }
  void on_request(http::Request&& request, http::Responder responder) override {
    if (request.path != "/events") {
      responder.send(http::Response::with_body(200, "text/plain", "pong"));
      return;
    }
    const std::lock_guard lock(mutex_);
    streams_.push_back(responder.open_stream(http::Response()));
  }

 private:
  std::mutex mutex_;
  std::vector<http::EventStream> streams_;
};

long resident_kib() {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    if (word == "VmRSS:") break;
  }
  long kib = 0;
  status >> kib;
  return kib;
}

int connect_to(std::uint16_t port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (descriptor < 0 || ::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) std::exit(3);
  return descriptor;
}

void exchange(int descriptor, std::string_view request) {
  char answer[4096];
  if (::send(descriptor, request.data(), request.size(), MSG_NOSIGNAL) < 0 || ::recv(descriptor, answer, sizeof answer, 0) <= 0)
    std::exit(3);
}

// Runs `work` in a child that then waits for the returned descriptor to be closed.
template <class Work>
int in_child(Work work) {
  int ready[2];
  int hold[2];
  if (::pipe(ready) != 0 || ::pipe(hold) != 0) std::exit(3);
  if (::fork() == 0) {
    ::close(hold[1]);
    work();
    char byte = 1;
    if (::write(ready[1], &byte, 1) != 1 || ::read(hold[0], &byte, 1) < 0) std::_Exit(3);
    std::_Exit(0);
  }
  ::close(hold[0]);
  char byte;
  if (::read(ready[0], &byte, 1) != 1) std::exit(3);
  return hold[1];
}

double ping_p99_ms(std::uint16_t port) {
  const int descriptor = connect_to(port);
  std::vector<double> times;
  for (int i = 0; i < 5'000; ++i) {
    const auto start = std::chrono::steady_clock::now();
    exchange(descriptor, "GET /ping HTTP/1.1\r\nHost: localhost\r\n\r\n");
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  ::close(descriptor);
  std::sort(times.begin(), times.end());
  return times[times.size() * 99 / 100];
}

}  // namespace

int main(int count, char** words) {
  const auto number = [&](int at, long otherwise) { return count > at ? std::atol(words[at]) : otherwise; };
  const long idle = number(1, 10'000);
  const long streams = number(2, 1'000);
  const long slow = number(3, 1'000);
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);

  Routes routes;
  http::Server server(http::ServerOptions(), routes);
  if (!server.start()) return 1;
  const std::uint16_t port = server.port();
  const double quiet_ms = ping_p99_ms(port);

  const long before_idle = resident_kib();
  const int hold_idle = in_child([&] {
    for (long i = 0; i < idle; ++i) exchange(connect_to(port), "GET /ping HTTP/1.1\r\nHost: localhost\r\n\r\n");
  });
  const long with_idle = resident_kib();
  const int hold_streams = in_child([&] {
    for (long i = 0; i < streams; ++i) exchange(connect_to(port), "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
  });
  const long with_streams = resident_kib();
  const int hold_slow = in_child([&] {
    for (long i = 0; i < slow; ++i) {
      if (::send(connect_to(port), "GET / HTTP/1.1\r\nHo", 18, MSG_NOSIGNAL) < 0) std::exit(3);
    }
  });
  const double beside_slow_ms = ping_p99_ms(port);

  std::printf(
      "{\"idle_connections\":%ld,\"bytes_per_idle_connection\":%ld,\"streams\":%ld,\"bytes_per_stream\":%ld,"
      "\"ping_p99_ms\":%.3f,\"slow_clients\":%ld,\"ping_p99_ms_beside_slow_clients\":%.3f}\n",
      idle, (with_idle - before_idle) * 1024 / std::max(idle, 1L), streams, (with_streams - with_idle) * 1024 / std::max(streams, 1L),
      quiet_ms, slow, beside_slow_ms);
  ::close(hold_idle);
  ::close(hold_streams);
  ::close(hold_slow);
  while (::wait(nullptr) > 0) {}
  return 0;
}
