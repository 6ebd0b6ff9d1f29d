#include "http/server.h"

#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <system_error>
#include <thread>

#include "http/edge.h"
#include "http/listening_socket.h"
#include "http/loop.h"
#include "http/spool_file.h"

namespace wheelhouse::http {
namespace {

constexpr std::size_t kOtherDescriptors = 256;  // the book, its log, spooled bodies, files being sent, the reactors

// As many descriptors as the system lets us have; how many that is.
std::size_t raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  ::getrlimit(RLIMIT_NOFILE, &limit);
  return static_cast<std::size_t>(std::min<rlim_t>(limit.rlim_cur, 1'000'000));
}

}  // namespace

class Server::Engine {
 public:
  Engine(ServerOptions options, Handler& handler) : edge(std::move(options), handler) {}
  Edge edge;
  std::uint16_t port = 0;
  std::vector<std::unique_ptr<Loop>> loops;
  bool stopped = false;

  Result<void> prepare();
};

Result<void> Server::Engine::prepare() {
  ServerOptions& options = edge.options;
  // A client that leaves in the middle of an answer is an error value for us, not a reason to die.
  std::signal(SIGPIPE, SIG_IGN);
  const std::size_t descriptors = raise_descriptor_limit();
  options.connections_max = std::min(options.connections_max, descriptors - std::min(descriptors / 2, kOtherDescriptors));
  if (options.threads == 0) options.threads = std::max(1u, std::thread::hardware_concurrency());
  try {
    if (options.temp_dir.empty()) options.temp_dir = std::filesystem::temp_directory_path();
    SpoolFile trial(options.temp_dir);
    trial.append("?");
  } catch (const std::system_error& error) {
    return fail(Error::make(Errc::unavailable, "temp_dir_unusable", {{"path", options.temp_dir.string()}, {"detail", error.what()}}));
  }
  if (options.tls.mode != TlsOptions::Mode::off) {
    auto tls = TlsContext::load(options.tls);
    if (!tls) return fail(std::move(tls.error()));
    edge.tls = std::move(*tls);
  }
  return {};
}

Server::Server(ServerOptions options, Handler& handler) : engine_(std::make_unique<Engine>(std::move(options), handler)) {}

Server::~Server() { stop(std::chrono::milliseconds(0)); }

Result<void> Server::start() {
  WH_ASSERT(engine_->loops.empty());
  if (auto prepared = engine_->prepare(); !prepared) return prepared;
  auto sockets = listen_on(engine_->edge.options.address, engine_->edge.options.port, engine_->edge.options.threads);
  if (!sockets) return fail(std::move(sockets.error()));
  engine_->port = sockets->port;
  for (const int descriptor : sockets->descriptors) engine_->loops.push_back(std::make_unique<Loop>(engine_->edge, descriptor));
  for (unsigned i = 0; i < engine_->loops.size(); ++i) engine_->loops[i]->start(i);
  return {};
}

std::uint16_t Server::port() const { return engine_->port; }

std::string Server::certificate_fingerprint() const { return engine_->edge.tls ? engine_->edge.tls->fingerprint() : std::string(); }

bool Server::stop(std::chrono::milliseconds drain_deadline) {
  if (engine_->stopped) return true;
  engine_->stopped = true;
  engine_->edge.draining = true;
  const auto deadline = std::chrono::steady_clock::now() + drain_deadline;
  if (drain_deadline.count() > 0) {
    for (const auto& loop : engine_->loops) loop->request_drain();
    const auto is_quiet = [](const auto& loop) { return loop->is_drained() && loop->open_connections() == 0; };
    while (std::chrono::steady_clock::now() < deadline && !std::all_of(engine_->loops.begin(), engine_->loops.end(), is_quiet)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  std::size_t cut = 0;
  for (const auto& loop : engine_->loops) cut += loop->stop_and_join();
  return cut == 0;
}

ServerStats Server::stats() const {
  ServerStats stats;
  stats.connections_open = engine_->edge.connections_open.load();
  for (const auto& loop : engine_->loops) {
    const LoopCounters& counters = loop->counters();
    stats.connections_total += counters.connections_total.load();
    stats.connections_refused += counters.connections_refused.load();
    stats.streams_open += counters.streams_open.load();
    stats.requests += counters.requests.load();
    for (std::size_t i = 0; i < stats.responses_by_class.size(); ++i) stats.responses_by_class[i] += counters.responses_by_class[i].load();
    stats.bytes_in += counters.bytes_in.load();
    stats.bytes_out += counters.bytes_out.load();
  }
  return stats;
}

}  // namespace wheelhouse::http
