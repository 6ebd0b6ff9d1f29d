#include "api/virus_scan.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace wheelhouse::api {
namespace {

constexpr std::size_t kPieceBytes = 256 * 1024;
constexpr std::size_t kReplyBytesMax = 4096;
constexpr std::size_t kNameCharactersMax = 80;
constexpr timeval kPatience{30, 0};  // of one read or write

class Socket {
 public:
  Socket() : descriptor_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    for (const int option : {SO_RCVTIMEO, SO_SNDTIMEO}) ::setsockopt(descriptor_, SOL_SOCKET, option, &kPatience, sizeof kPatience);
  }
  ~Socket() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  bool connect_to(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) return errno = ENAMETOOLONG, false;
    std::memcpy(address.sun_path, path.c_str(), path.size());
    return ::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR) continue;
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  // Up to the NUL that ends an answer, or what there is.
  std::string receive() {
    std::string reply;
    char piece[512];
    while (reply.size() < kReplyBytesMax && reply.find('\0') == std::string::npos) {
      const ssize_t got = ::recv(descriptor_, piece, sizeof piece, 0);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) break;
      reply.append(piece, static_cast<std::size_t>(got));
    }
    return reply.substr(0, reply.find('\0'));
  }

 private:
  int descriptor_;
};

std::string size_of(std::size_t size) {
  return {static_cast<char>(size >> 24), static_cast<char>(size >> 16), static_cast<char>(size >> 8), static_cast<char>(size)};
}

Error unreachable(std::string detail) {
  return Error::make(Errc::unavailable, "scanner_unreachable", {{"detail", std::move(detail)}});
}

bool send_all(Socket& socket, std::string_view bytes) {
  if (!socket.send(std::string_view("zINSTREAM\0", 10))) return false;
  while (!bytes.empty()) {
    const std::string_view piece = bytes.substr(0, kPieceBytes);
    if (!socket.send(size_of(piece.size())) || !socket.send(piece)) return false;
    bytes.remove_prefix(piece.size());
  }
  return socket.send(size_of(0));
}

}  // namespace

Result<void> scan_for_viruses(const std::string& socket_path, std::string_view bytes) {
  Socket socket;
  if (!socket.connect_to(socket_path)) return fail(unreachable(std::strerror(errno)));
  // A scanner that has heard enough answers and hangs up: what it said counts, not that the rest could not be sent.
  const bool sent = send_all(socket, bytes);
  const std::string reply = socket.receive();
  constexpr std::string_view kBegin = "stream: ", kFound = " FOUND";
  if (sent && reply == "stream: OK") return {};
  if (reply.starts_with(kBegin) && reply.ends_with(kFound)) {
    std::string what = reply.substr(kBegin.size(), reply.size() - kBegin.size() - kFound.size()).substr(0, kNameCharactersMax);
    std::replace_if(what.begin(), what.end(), [](unsigned char c) { return c < 0x21 || c > 0x7E; }, '?');
    return fail(Error::make(Errc::invalid, "file_infected", {{"what", std::move(what)}}));
  }
  return fail(unreachable(reply.empty() ? "no answer" : reply.substr(0, kNameCharactersMax)));
}

}  // namespace wheelhouse::api
