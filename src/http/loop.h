// One thread that serves connections: a reactor, a listening socket, and the list of its connections.
// start, request_drain, stop_and_join: from the server's thread. The rest is for connections, on the loop's thread.
#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "http/edge.h"
#include "http/inbox.h"
#include "http/reactor.h"

namespace wheelhouse::http {

class Connection;

class Loop {
 public:
  // Owns the descriptor, which is listening and does not block.
  Loop(Edge& edge, int listening_descriptor);
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  void start(unsigned index);
  // Accepts what has already knocked, then no more; idle connections close, others close when they have answered.
  void request_drain();
  // Ends the thread; connections still open are cut. How many of them were in the middle of something.
  std::size_t stop_and_join();
  bool is_drained() const { return drained_.load(); }  // nobody new will come
  std::size_t open_connections() const { return connections_open_.load(); }

  Edge& edge() { return edge_; }
  Reactor& reactor() { return reactor_; }
  LoopCounters& counters() { return counters_; }
  const LoopCounters& counters() const { return counters_; }
  const std::shared_ptr<Inbox>& inbox() const { return inbox_; }
  std::array<char, 64 * 1024>& scratch() { return scratch_; }  // for one read; its content does not survive a call
  std::string_view date();                                     // the Date header's value, valid until the next call
  static std::int64_t steady_ms();
  void remove(Connection& connection);

 private:
  using Connections = std::list<std::shared_ptr<Connection>>;
  friend class Connection;
  class AcceptListener;

  void run(unsigned index);
  void wait_for_visitors();
  void accept_visitors(int most);
  void admit(int descriptor, const struct sockaddr_storage& address);
  void turn_away(int descriptor, PeerAddress peer, int status, std::string_view code);
  void on_tick();
  void on_wake();
  void drain();
  std::chrono::milliseconds tick_length() const;

  Edge& edge_;
  Reactor reactor_;
  std::shared_ptr<Inbox> inbox_ = std::make_shared<Inbox>();
  std::unique_ptr<Reactor::Watch> listening_;
  int listening_descriptor_;
  std::shared_ptr<AcceptListener> accept_listener_;
  bool accept_paused_ = false;  // out of descriptors or memory: wait for the next tick instead of spinning
  Connections connections_;
  std::size_t turned_away_open_ = 0;
  std::atomic<std::size_t> connections_open_{0};
  LoopCounters counters_;
  std::array<char, 64 * 1024> scratch_;
  std::string date_;
  std::int64_t date_second_ = -1;
  std::atomic<bool> drain_requested_{false};
  std::atomic<bool> drained_{false};
  std::atomic<std::size_t> cut_{0};
  std::thread thread_;
};

}  // namespace wheelhouse::http
