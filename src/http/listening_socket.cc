#include "http/listening_socket.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace wheelhouse::http {
namespace {

struct FreeAddresses { void operator()(addrinfo* list) const { ::freeaddrinfo(list); } };

void set_option(int descriptor, int level, int name, int value) { ::setsockopt(descriptor, level, name, &value, sizeof value); }

std::uint16_t bound_port(int descriptor) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  return ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6&>(address).sin6_port
                                             : reinterpret_cast<sockaddr_in&>(address).sin_port);
}

void set_port(sockaddr_storage& address, std::uint16_t port) {
  (address.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6&>(address).sin6_port : reinterpret_cast<sockaddr_in&>(address).sin_port) =
      htons(port);
}

// The descriptor, or -1 with errno.
int bind_socket(const sockaddr_storage& address, socklen_t size, bool shared) {
  const int descriptor = ::socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  set_option(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
  if (shared) set_option(descriptor, SOL_SOCKET, SO_REUSEPORT, 1);
  if (address.ss_family == AF_INET6) set_option(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, 0);  // "::" is every address, old and new
  set_option(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);  // accepted sockets inherit it
  if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), size) == 0) return descriptor;
  const int error = errno;
  ::close(descriptor);
  errno = error;
  return -1;
}

}  // namespace

Result<ListeningSockets> listen_on(const std::string& address, std::uint16_t port, unsigned count) {
  ListeningSockets sockets;
  const auto failure = [&](int error, const char* detail) {
    for (const int descriptor : sockets.descriptors) ::close(descriptor);
    const char* reason = error == EADDRINUSE ? "address_in_use" : "address_unusable";
    return fail(Error::make(Errc::unavailable, reason, {{"address", address}, {"port", std::to_string(port)}, {"detail", detail}}));
  };

  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_PASSIVE;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const std::string numeric = address == "localhost" ? "127.0.0.1" : address;
  if (const int error = ::getaddrinfo(numeric.c_str(), nullptr, &hints, &found); error != 0) return failure(0, ::gai_strerror(error));
  const std::unique_ptr<addrinfo, FreeAddresses> owner(found);
  sockaddr_storage place{};
  std::memcpy(&place, found->ai_addr, found->ai_addrlen);
  set_port(place, port);

  if (port != 0) {
    // SO_REUSEPORT would let a second server of the same user share our port in silence, so ask without it first.
    const int probe = bind_socket(place, found->ai_addrlen, false);
    if (probe < 0) return failure(errno, std::strerror(errno));
    ::close(probe);
  }
  for (unsigned i = 0; i < count; ++i) {
    const int descriptor = bind_socket(place, found->ai_addrlen, true);
    if (descriptor < 0) return failure(errno, std::strerror(errno));
    sockets.descriptors.push_back(descriptor);
    if (i == 0) {
      sockets.port = bound_port(descriptor);
      set_port(place, sockets.port);
    }
  }
  // Only when all are bound: a visitor must not find a socket that we then give up.
  for (const int descriptor : sockets.descriptors) {
    if (::listen(descriptor, SOMAXCONN) != 0) return failure(errno, std::strerror(errno));
  }
  return sockets;
}

}  // namespace wheelhouse::http
