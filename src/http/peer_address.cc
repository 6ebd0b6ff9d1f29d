#include "http/peer_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <cstring>

namespace wheelhouse::http {
namespace {
std::string print_v4(const in_addr& address) {
  char text[INET_ADDRSTRLEN];
  return ::inet_ntop(AF_INET, &address, text, sizeof text) ? text : "";
}
std::string print_v6(const in6_addr& address) {
  char text[INET6_ADDRSTRLEN];
  return ::inet_ntop(AF_INET6, &address, text, sizeof text) ? text : "";
}
PeerAddress from_v4(const in_addr& address) {
  PeerAddress peer;
  peer.text = print_v4(address);
  peer.key.assign(reinterpret_cast<const char*>(&address), sizeof address);
  peer.loopback = (ntohl(address.s_addr) >> 24) == 127;
  return peer;
}
}  // namespace

PeerAddress read_peer_address(const sockaddr_storage& address) {
  if (address.ss_family == AF_INET) return from_v4(reinterpret_cast<const sockaddr_in&>(address).sin_addr);
  if (address.ss_family != AF_INET6) return {};
  const in6_addr& v6 = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
  if (IN6_IS_ADDR_V4MAPPED(&v6)) {
    in_addr v4;
    std::memcpy(&v4, v6.s6_addr + 12, sizeof v4);
    return from_v4(v4);
  }
  PeerAddress peer;
  peer.text = print_v6(v6);
  peer.key.assign(reinterpret_cast<const char*>(v6.s6_addr), 8);
  peer.loopback = IN6_IS_ADDR_LOOPBACK(&v6);
  return peer;
}

bool normalize_address(std::string_view text, std::string& normal) {
  const std::string copy(text);
  in_addr v4;
  in6_addr v6;
  if (::inet_pton(AF_INET, copy.c_str(), &v4) == 1) {
    normal = print_v4(v4);
    return true;
  }
  if (::inet_pton(AF_INET6, copy.c_str(), &v6) == 1) {
    normal = print_v6(v6);
    return true;
  }
  return false;
}

bool AddressCounter::try_enter(const std::string& key) {
  const std::lock_guard lock(mutex_);
  std::size_t& count = counts_[key];
  if (count >= each_max_) return false;
  ++count;
  return true;
}

void AddressCounter::leave(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(key);
  if (found != counts_.end() && --found->second == 0) counts_.erase(found);
}

}  // namespace wheelhouse::http
