// What all loops and connections of one server share. Immutable while it serves, but for the counters, which are atomic.
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>

#include "http/peer_address.h"
#include "http/request_head.h"
#include "http/server.h"
#include "http/tls.h"

namespace wheelhouse::http {

// Written by one loop, read by Server::stats.
struct LoopCounters {
  std::atomic<std::uint64_t> connections_total{0}, connections_refused{0}, streams_open{0}, requests{0}, bytes_in{0}, bytes_out{0};
  std::array<std::atomic<std::uint64_t>, 6> responses_by_class{};
};
// One writer: no need for the bus lock that ++ would take.
inline void add(std::atomic<std::uint64_t>& counter, std::uint64_t amount) {
  counter.store(counter.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
}

struct Edge {
  Edge(ServerOptions from, Handler& to);

  bool allows_host(const std::string& lower_case_host) const;
  // Fills remote_address and secure, believing the forwarded headers of trusted proxies alone.
  void identify_client(RequestHead& head, const PeerAddress& peer, bool tls) const;
  bool counts_towards_cap(const PeerAddress& peer) const;
  // An error of the edge's own, as RFC 9457 JSON.
  Response make_problem(int status, std::string_view code, std::string_view accept_language, std::string_view request_id) const;
  void report(std::string_view what, std::string_view detail) const noexcept;

  ServerOptions options;
  HeadLimits head_limits;
  Handler& handler;
  std::unique_ptr<TlsContext> tls;
  std::unordered_set<std::string> hosts;
  bool any_host = false;
  std::unordered_set<std::string> proxies;
  AddressCounter addresses;

  std::atomic<std::size_t> connections_open{0};
  std::atomic<std::uint64_t> body_memory{0};  // bytes held by request bodies
  std::atomic<bool> draining{false};
};

// The code the edge gives an error answer that a handler left without a body.
std::string_view default_problem_code(int status);

}  // namespace wheelhouse::http
