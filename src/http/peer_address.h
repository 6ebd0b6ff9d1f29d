// The address at the other end of a connection, and how many connections each has.
#pragma once
#include <sys/socket.h>

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace wheelhouse::http {

struct PeerAddress {
  std::string text;  // "192.0.2.7", "2001:db8::1"; IPv4 inside IPv6 is shown as IPv4
  std::string key;   // what counts as one visitor: an IPv4 address, or the /64 that one IPv6 host usually owns
  bool loopback = false;
};
PeerAddress read_peer_address(const sockaddr_storage& address);
// Whether `text` is an IPv4 or IPv6 address; its usual spelling is written to `normal`.
bool normalize_address(std::string_view text, std::string& normal);

// How many connections each key holds. Thread-safe: connections of one visitor spread over all loops.
class AddressCounter {
 public:
  explicit AddressCounter(std::size_t each_max) : each_max_(each_max) {}
  bool try_enter(const std::string& key);  // false at the cap
  void leave(const std::string& key);

 private:
  const std::size_t each_max_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::size_t> counts_;
};

}  // namespace wheelhouse::http
