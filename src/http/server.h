// The HTTP/1.1 server: connections, limits, timeouts, TLS, draining. Knows no entity and no route.
// One event loop a thread, each with a listening socket of its own (SO_REUSEPORT); a connection stays on its loop.
// Server's own functions: start and stop from one thread; port and stats from any.
#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "http/request.h"
#include "http/responder.h"
#include "http/response.h"

namespace wheelhouse::http {

// What to do with the body of a request whose head has been read.
struct BodyPolicy {
  enum class Sink { memory, file };
  std::uint64_t bytes_max = 0;  // a longer body is refused with 413, before it is read where the length is declared
  Sink sink = Sink::memory;
  // Answer at once without reading the body (unknown route, not signed in, too many uploads).
  std::optional<Response> refuse;
};

// Both functions run on the loop's thread and hold up its other connections: answer from memory, or hand
// the work to a thread of your own and let it use the Responder. What they throw becomes a 500.
class Handler {
 public:
  virtual ~Handler() = default;
  virtual BodyPolicy on_head(const RequestHead& head) = 0;  // called for every request, with a body or without
  virtual void on_request(Request&& request, Responder responder) = 0;
};

struct TlsOptions {
  enum class Mode { off, files, self_signed };
  Mode mode = Mode::off;
  std::filesystem::path certificate_file;  // PEM, with its chain
  std::filesystem::path key_file;          // PEM
  // self_signed: made with these names and addresses on it. Kept in certificate_file and key_file when those are
  // named (made on the first start, so that a phone's exception lasts), else in memory for this run.
  std::vector<std::string> self_signed_names;
};

struct AccessRecord {
  std::string_view request_id, method, path, remote_address;  // path without its query: queries hold personal data
  std::string_view refused;  // the code of what the edge itself refused before any handler saw it; "" for all else
  int status = 0;  // 0: the client left before it was answered
  std::uint64_t bytes_in = 0, bytes_out = 0;
  std::chrono::microseconds duration{};
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: the system chooses, see Server::port
  unsigned threads = 0;    // 0: one a core

  std::size_t header_bytes_max = 16 * 1024;
  std::size_t headers_max = 100;
  std::size_t target_bytes_max = 8 * 1024;
  // All bodies in memory at one moment, over all connections; 503 beyond.
  std::uint64_t body_memory_total_max = 256ull << 20;
  std::size_t stream_queue_bytes = 256 * 1024;
  std::size_t connections_max = 20'000;             // 503 and close beyond. Lowered to what the open-file limit allows
  std::size_t connections_per_address_max = 512;    // 429 and close beyond. A /64 counts as one address
  bool count_loopback = false;                      // whether that cap holds for this machine itself and for trusted proxies

  std::chrono::milliseconds header_timeout{10'000};      // from the first byte to the end of the whole header; also the TLS handshake
  std::chrono::milliseconds body_idle_timeout{30'000};   // without a byte
  std::chrono::milliseconds keep_alive_timeout{60'000};  // between requests
  std::chrono::milliseconds write_timeout{30'000};       // without progress
  std::uint64_t bytes_per_second_min = 1024;             // of a body or an answer, on average, after that first timeout's worth of grace

  // Names a Host header may have, without port. Loopback names are always allowed; "*" allows all; others get 421.
  std::vector<std::string> allowed_hosts;
  // Addresses whose X-Forwarded-For and X-Forwarded-Proto are believed.
  std::vector<std::string> trusted_proxies;
  std::filesystem::path temp_dir;  // of spooled bodies; empty: the system's
  TlsOptions tls;
  // On every answer that does not set them itself.
  std::vector<std::pair<std::string, std::string>> default_headers;

  // The sentence for people in an error the edge itself makes. `code` is a key of the language packs ("error.<code>");
  // "{request_id}" in the sentence is filled in.
  std::function<std::string(int status, std::string_view code, std::string_view accept_language)> problem_text;
  std::function<void(const AccessRecord&)> on_access;  // from every loop's thread
  // Trouble nobody answers for otherwise: `what` is a key ("handler_threw", "accept_failed"), `detail` is for the log.
  std::function<void(std::string_view what, std::string_view detail)> on_trouble;
};

struct ServerStats {
  std::uint64_t connections_open = 0, connections_total = 0, connections_refused = 0, streams_open = 0;
  std::uint64_t requests = 0;
  std::array<std::uint64_t, 6> responses_by_class{};  // [2] is 2xx; [0] is not used
  std::uint64_t bytes_in = 0, bytes_out = 0;
};

class Server {
 public:
  // The handler must outlive the server.
  Server(ServerOptions options, Handler& handler);
  ~Server();  // stops without waiting for exchanges in flight
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Listens and serves in threads of its own. Errors: Errc::unavailable "address_in_use", "address_unusable",
  // "tls_unusable" (with params), "temp_dir_unusable". Ignores SIGPIPE in this process from now on.
  Result<void> start();
  std::uint16_t port() const;
  // Hex SHA-256 of the certificate, pairs apart by ':'; "" without TLS.
  std::string certificate_fingerprint() const;
  // Accepts no more, lets exchanges in flight end, then closes what is left at the deadline. True when nothing was cut off.
  bool stop(std::chrono::milliseconds drain_deadline = std::chrono::seconds(10));
  ServerStats stats() const;

 private:
  class Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace wheelhouse::http
