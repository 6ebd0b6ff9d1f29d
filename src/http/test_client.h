// For tests only: a client that sends exactly the bytes it is told, and a server with a few routes to try.
// Every read gives up after ten seconds, so that a hanging server fails a test instead of stopping the run.
#pragma once
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "http/header_list.h"
#include "http/server.h"

namespace wheelhouse::http {

struct Answer {
  int status = 0;  // 0: the connection ended before an answer
  std::string head;
  std::string body;
  bool complete = false;
  std::string header(std::string_view name) const {
    std::size_t at = head.find("\r\n");
    while (at != std::string::npos && at + 2 < head.size()) {
      const std::size_t begin = at + 2;
      at = head.find("\r\n", begin);
      const std::string line = head.substr(begin, at - begin);
      const std::size_t colon = line.find(": ");
      if (colon != std::string::npos && equal_ignoring_case(line.substr(0, colon), name)) return line.substr(colon + 2);
    }
    return "";
  }
};

class TestClient {
 public:
  explicit TestClient(std::uint16_t port) {
    descriptor_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~TestClient() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  TestClient(TestClient&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)),
        connected_(other.connected_),
        buffer_(std::move(other.buffer_)),
        ended_(other.ended_) {}
  TestClient(const TestClient&) = delete;

  bool connected() const { return connected_; }
  int descriptor() const { return descriptor_; }
  // False when the other side stopped taking bytes.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void finish_sending() { ::shutdown(descriptor_, SHUT_WR); }

  // One answer; the bytes after it stay for the next call. `to_head`: the answer to a HEAD has no body.
  Answer read_answer(bool to_head = false) {
    Answer answer;
    std::size_t head_end;
    while ((head_end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!read_more()) return answer;
    }
    answer.head = buffer_.substr(0, head_end + 2);
    buffer_.erase(0, head_end + 4);
    answer.status = std::stoi(answer.head.substr(9, 3));
    if (to_head || answer.status == 204 || answer.status == 304 || answer.status == 100) {
      answer.complete = true;
    } else if (answer.header("Transfer-Encoding") == "chunked") {
      while (true) {
        std::string chunk;
        if (!read_chunk(chunk)) break;
        if (chunk.empty()) {
          answer.complete = true;
          break;
        }
        answer.body += chunk;
      }
    } else if (const std::string length = answer.header("Content-Length"); !length.empty()) {
      const std::size_t size = std::stoull(length);
      while (buffer_.size() < size && read_more()) {
      }
      answer.complete = buffer_.size() >= size;
      answer.body = buffer_.substr(0, size);
      buffer_.erase(0, size);
    } else {
      while (read_more()) {
      }
      answer.body.swap(buffer_);
      answer.complete = true;
    }
    return answer;
  }
  Answer ask(std::string_view bytes) {
    send(bytes);
    return read_answer();
  }
  // The next chunk of a stream whose head has been read with read_head; "" at its orderly end; false when cut off.
  bool read_chunk(std::string& out) {
    std::size_t line_end;
    while ((line_end = buffer_.find("\r\n")) == std::string::npos) {
      if (!read_more()) return false;
    }
    const std::size_t size = std::stoull(buffer_.substr(0, line_end), nullptr, 16);
    while (buffer_.size() < line_end + 2 + size + 2) {
      if (!read_more()) return false;
    }
    out = buffer_.substr(line_end + 2, size);
    buffer_.erase(0, line_end + 2 + size + 2);
    return true;
  }
  Answer read_head() {
    Answer answer;
    std::size_t head_end;
    while ((head_end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!read_more()) return answer;
    }
    answer.head = buffer_.substr(0, head_end + 2);
    buffer_.erase(0, head_end + 4);
    answer.status = std::stoi(answer.head.substr(9, 3));
    return answer;
  }
  // Whether the server closes, and has sent nothing more, within the time.
  bool closes_within(std::chrono::milliseconds limit) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (std::chrono::steady_clock::now() < deadline) {
      if (ended_) return buffer_.empty();
      pollfd wait{descriptor_, POLLIN, 0};
      if (::poll(&wait, 1, 20) > 0) read_more();
    }
    return false;
  }
  bool has_bytes() const { return !buffer_.empty(); }

 private:
  bool read_more() {
    if (ended_) return false;
    pollfd wait{descriptor_, POLLIN, 0};
    char bytes[16 * 1024];
    if (::poll(&wait, 1, 10'000) <= 0) {
      ADD_FAILURE() << "no byte within ten seconds";
      ended_ = true;
      return false;
    }
    const ssize_t got = ::recv(descriptor_, bytes, sizeof bytes, 0);
    if (got <= 0) {
      ended_ = true;
      return false;
    }
    buffer_.append(bytes, static_cast<std::size_t>(got));
    return true;
  }

  int descriptor_ = -1;
  bool connected_ = false;
  std::string buffer_;
  bool ended_ = false;
};

// Routes are functions by path; what no route answers is a 404.
class TestHandler final : public Handler {
 public:
  using Route = std::function<void(Request&&, Responder)>;
  BodyPolicy on_head(const RequestHead& head) override {
    BodyPolicy policy;
    policy.bytes_max = 1 << 20;
    if (head.path == "/none") policy.bytes_max = 0;
    if (head.path == "/upload") {
      policy.bytes_max = 32 << 20;
      policy.sink = BodyPolicy::Sink::file;
    }
    if (head.path == "/refused") policy.refuse = Response::empty(401);
    if (head.path == "/throws-early") throw std::runtime_error("early");
    return policy;
  }
  void on_request(Request&& request, Responder responder) override {
    ++requests;
    const auto route = routes.find(request.path);
    if (route != routes.end()) route->second(std::move(request), std::move(responder));
    else responder.send(Response::empty(404));
  }

  std::map<std::string, Route> routes{
      {"/", [](Request&&, const Responder& to) { to.send(Response::with_body(200, "text/plain", "root")); }},
      {"/ping", [](Request&&, const Responder& to) { to.send(Response::with_body(200, "text/plain", "pong")); }},
      {"/echo", [](Request&& request, const Responder& to) { to.send(Response::with_body(200, "text/plain", std::move(request.body))); }},
  };
  std::atomic<int> requests{0};
};

struct TestServer {
  explicit TestServer(ServerOptions options = {}) : server(adjust(std::move(options)), handler) {}
  void start() {
    const auto started = server.start();
    ASSERT_TRUE(started) << started.error().reason;
  }
  static ServerOptions adjust(ServerOptions options) {
    if (options.threads == 0) options.threads = 2;
    return options;
  }
  TestClient client() const { return TestClient(server.port()); }

  TestHandler handler;
  Server server;
};

// Waits for something that another thread brings about.
inline bool eventually(const std::function<bool()>& holds, std::chrono::milliseconds limit = std::chrono::seconds(10)) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

inline std::string get(std::string_view path, std::string_view fields = "") {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(fields) + "\r\n";
}
inline std::string post(std::string_view path, std::string_view body, std::string_view fields = "") {
  return "POST " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         std::string(fields) + "\r\n" + std::string(body);
}

}  // namespace wheelhouse::http
