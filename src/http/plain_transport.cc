#include <sys/socket.h>

#include <cerrno>

#include "http/transport.h"

namespace wheelhouse::http {
namespace {

class PlainTransport final : public Transport {
 public:
  explicit PlainTransport(int descriptor) : descriptor_(descriptor) {}

  IoResult handshake() override { return {IoResult::Kind::done, 0}; }

  IoResult read(char* out, std::size_t size) override {
    while (true) {
      const ssize_t got = ::recv(descriptor_, out, size, 0);
      if (got > 0) return {IoResult::Kind::done, static_cast<std::size_t>(got)};
      if (got == 0) return {IoResult::Kind::closed, 0};
      if (errno == EINTR) continue;
      return {errno == EAGAIN || errno == EWOULDBLOCK ? IoResult::Kind::want_read : IoResult::Kind::failed, 0};
    }
  }

  IoResult write(const iovec* pieces, int count) override {
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(pieces);  // sendmsg only reads them
    message.msg_iovlen = static_cast<std::size_t>(count);
    while (true) {
      const ssize_t sent = ::sendmsg(descriptor_, &message, MSG_NOSIGNAL);
      if (sent >= 0) return {IoResult::Kind::done, static_cast<std::size_t>(sent)};
      if (errno == EINTR) continue;
      return {errno == EAGAIN || errno == EWOULDBLOCK ? IoResult::Kind::want_write : IoResult::Kind::failed, 0};
    }
  }

  bool has_pending() const override { return false; }
  void finish_writing() override { ::shutdown(descriptor_, SHUT_WR); }

 private:
  int descriptor_;
};

}  // namespace

std::unique_ptr<Transport> make_plain_transport(int descriptor) { return std::make_unique<PlainTransport>(descriptor); }

}  // namespace wheelhouse::http
