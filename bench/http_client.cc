#include "bench/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace wheelhouse::bench {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }

void send_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) throw std::runtime_error("the server closed the connection");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

// Length of the whole answer at the front of `buffer`; 0 while it is not all there.
std::size_t answer_length(std::string_view buffer, std::size_t& head_length) {
  const std::size_t end = buffer.find("\r\n\r\n");
  if (end == std::string_view::npos) return 0;
  head_length = end + 4;
  std::size_t body = 0;
  if (const std::size_t at = buffer.substr(0, end).find("Content-Length: "); at != std::string_view::npos)
    body = static_cast<std::size_t>(std::atoll(buffer.data() + at + 16));
  return buffer.size() >= head_length + body ? head_length + body : 0;
}

// Takes one answer off `buffer`, reading more as needed; false when the read would block.
bool take_answer(int descriptor, std::string& buffer, Answer& answer, int flags) {
  while (true) {
    std::size_t head = 0;
    if (const std::size_t length = answer_length(buffer, head); length > 0) {
      answer.status = std::atoi(buffer.c_str() + 9);
      answer.body.assign(buffer, head, length - head);
      buffer.erase(0, length);
      return true;
    }
    char bytes[16384];
    const ssize_t got = ::recv(descriptor, bytes, sizeof bytes, flags);
    if (got < 0 && errno == EAGAIN) return false;
    if (got <= 0) throw std::runtime_error("the server closed the connection");
    buffer.append(bytes, static_cast<std::size_t>(got));
  }
}

}  // namespace

Connection::Connection(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) throw std::runtime_error("cannot connect");
}
Connection::~Connection() { ::close(descriptor_); }

Answer Connection::exchange(std::string_view request) {
  send_all(descriptor_, request);
  Answer answer;
  take_answer(descriptor_, buffer_, answer, 0);
  return answer;
}

std::string get_request(std::string_view target, std::string_view key) {
  std::string text = "GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n";
  if (!key.empty()) text += "Authorization: Bearer " + std::string(key) + "\r\n";
  return text + "\r\n";
}
std::string post_request(std::string_view target, std::string_view key, std::string_view idempotency_key, std::string_view body) {
  return "POST " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + std::string(key) +
         "\r\nContent-Type: application/json\r\nIdempotency-Key: " + std::string(idempotency_key) +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

Load keep_busy(std::uint16_t port, int connections, double seconds, int expected, const std::function<std::string()>& make) {
  struct Busy {
    std::unique_ptr<Connection> connection;
    std::string buffer;
    Clock::time_point sent;
  };
  Load load;
  const int poll = ::epoll_create1(EPOLL_CLOEXEC);
  std::vector<Busy> all(static_cast<std::size_t>(connections));
  const auto send_next = [&](Busy& busy) {
    const std::string request = make();
    busy.sent = Clock::now();
    send_all(busy.connection->descriptor(), request);
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].connection = std::make_unique<Connection>(port);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = i;
    ::epoll_ctl(poll, EPOLL_CTL_ADD, all[i].connection->descriptor(), &event);
  }
  const auto start = Clock::now();
  for (Busy& busy : all) send_next(busy);
  int waiting = connections;
  while (waiting > 0) {
    epoll_event events[64];
    const int ready = ::epoll_wait(poll, events, 64, 10'000);
    if (ready <= 0) break;
    for (int i = 0; i < ready; ++i) {
      Busy& busy = all[events[i].data.u64];
      Answer answer;
      if (!take_answer(busy.connection->descriptor(), busy.buffer, answer, MSG_DONTWAIT)) continue;
      load.milliseconds.push_back(milliseconds_since(busy.sent));
      load.failed += answer.status != expected;
      if (milliseconds_since(start) < seconds * 1000)
        send_next(busy);
      else
        --waiting;
    }
  }
  load.requests_per_second = static_cast<double>(load.milliseconds.size()) * 1000 / milliseconds_since(start);
  ::close(poll);
  std::sort(load.milliseconds.begin(), load.milliseconds.end());
  return load;
}

}  // namespace wheelhouse::bench
