#include "http/loop.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <ctime>
#include <exception>

#include "http/connection.h"
#include "http/http_date.h"

namespace wheelhouse::http {
namespace {
constexpr int kVisitorsPerTurn = 64;               // then the connections that are already here get their turn
constexpr int kVisitorsAtEnd = 4096;               // the longest queue Linux keeps by default
constexpr std::size_t kTurnedAwayOpenMax = 128;    // those who are told why; in a flood the rest are just closed
}  // namespace

class Loop::AcceptListener final : public ReadinessListener {
 public:
  explicit AcceptListener(Loop& loop) : loop_(loop) {}
  void on_ready(Readiness) override { loop_.accept_visitors(kVisitorsPerTurn); }

 private:
  Loop& loop_;
};

Loop::Loop(Edge& edge, int listening_descriptor)
    : edge_(edge),
      listening_(std::make_unique<Reactor::Watch>(reactor_, listening_descriptor)),
      listening_descriptor_(listening_descriptor),
      accept_listener_(std::make_shared<AcceptListener>(*this)) {}

Loop::~Loop() { stop_and_join(); }

void Loop::start(unsigned index) {
  thread_ = std::thread([this, index] { run(index); });
}

void Loop::request_drain() {
  drain_requested_ = true;
  reactor_.wake();
}

std::size_t Loop::stop_and_join() {
  if (thread_.joinable()) {
    reactor_.stop();
    thread_.join();
  }
  return cut_.load();
}

std::int64_t Loop::steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::string_view Loop::date() {
  const std::int64_t now = std::time(nullptr);
  if (now != date_second_) {
    date_second_ = now;
    date_ = print_http_date(now);
  }
  return date_;
}

void Loop::run(unsigned index) {
  ::pthread_setname_np(::pthread_self(), ("http-" + std::to_string(index)).c_str());
  inbox_->open([this] { reactor_.wake(); });
  wait_for_visitors();
  reactor_.run(tick_length(), [this] { on_tick(); }, [this] { on_wake(); });
  listening_.reset();
  std::size_t cut = 0;
  for (auto next = connections_.begin(); next != connections_.end();) {
    const std::shared_ptr<Connection> connection = *next++;
    cut += connection->is_busy() ? 1 : 0;
    connection->close();
  }
  cut_ = cut;
  inbox_->close();
}

// Fine enough for the shortest timeout, coarse enough to cost nothing: one pass over the list, four times a second.
std::chrono::milliseconds Loop::tick_length() const {
  const ServerOptions& options = edge_.options;
  const auto shortest = std::min({options.header_timeout, options.body_idle_timeout, options.keep_alive_timeout, options.write_timeout});
  return std::clamp(shortest / 8, std::chrono::milliseconds(5), std::chrono::milliseconds(250));
}

void Loop::on_tick() {
  const std::int64_t now = steady_ms();
  for (auto next = connections_.begin(); next != connections_.end();) {
    const std::shared_ptr<Connection> connection = *next++;
    connection->on_tick(now);
  }
  if (accept_paused_) {
    accept_paused_ = false;
    wait_for_visitors();
  }
}

void Loop::on_wake() {
  for (const std::shared_ptr<LoopTask>& task : inbox_->take()) {
    try {
      task->run_on_loop();
    } catch (const std::exception& error) {
      edge_.report("loop_task_threw", error.what());
    }
  }
  if (drain_requested_ && !drained_) drain();
}

void Loop::drain() {
  accept_visitors(kVisitorsAtEnd);  // the kernel has told those in the queue that they are connected
  listening_.reset();
  drained_ = true;
  for (auto next = connections_.begin(); next != connections_.end();) {
    const std::shared_ptr<Connection> connection = *next++;
    connection->drain();
  }
}

void Loop::wait_for_visitors() {
  if (listening_) listening_->wait(Readiness::readable, accept_listener_);
}

void Loop::accept_visitors(int most) {
  if (!listening_) return;
  for (int i = 0; i < most; ++i) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    const int descriptor = ::accept4(listening_descriptor_, reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor >= 0) {
      admit(descriptor, address);
      continue;
    }
    if (errno == EINTR || errno == ECONNABORTED) continue;
    if (errno == EAGAIN || errno == EWOULDBLOCK) break;
    // Out of descriptors or memory: the visitor stays in the queue, and asking again at once would only burn the processor.
    edge_.report("accept_failed", std::strerror(errno));
    accept_paused_ = true;
    return;
  }
  wait_for_visitors();
}

void Loop::admit(int descriptor, const sockaddr_storage& address) {
  add(counters_.connections_total, 1);
  PeerAddress peer = read_peer_address(address);
  if (edge_.connections_open.fetch_add(1) >= edge_.options.connections_max) {
    edge_.connections_open.fetch_sub(1);
    turn_away(descriptor, std::move(peer), 503, "too_many_connections");
    return;
  }
  const bool counted = edge_.counts_towards_cap(peer);
  if (counted && !edge_.addresses.try_enter(peer.key)) {
    edge_.connections_open.fetch_sub(1);
    turn_away(descriptor, std::move(peer), 429, "too_many_connections");
    return;
  }
  const auto connection = std::make_shared<Connection>(*this, descriptor, std::move(peer), counted);
  connection->place_ = connections_.insert(connections_.end(), connection);
  connections_open_.fetch_add(1);
  connection->start();
}

void Loop::turn_away(int descriptor, PeerAddress peer, int status, std::string_view code) {
  add(counters_.connections_refused, 1);
  if (turned_away_open_ >= kTurnedAwayOpenMax) {
    ::close(descriptor);
    return;
  }
  ++turned_away_open_;
  const auto connection = std::make_shared<Connection>(*this, descriptor, std::move(peer), false);
  connection->place_ = connections_.insert(connections_.end(), connection);
  connection->turn_away(status, code);
}

void Loop::remove(Connection& connection) {
  if (connection.was_turned_away()) {
    --turned_away_open_;
  } else {
    edge_.connections_open.fetch_sub(1);
    connections_open_.fetch_sub(1);
    if (connection.counted_by_address_) edge_.addresses.leave(connection.peer_.key);
  }
  connections_.erase(connection.place_);
}

}  // namespace wheelhouse::http
