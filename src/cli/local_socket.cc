#include "cli/local_socket.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>

#include "cli/open_book.h"

namespace wheelhouse::cli {
namespace {

constexpr std::size_t kBlockBytes = 1 << 20;         // longer texts travel in blocks of this size
constexpr auto kAskTimeMax = std::chrono::seconds(10);  // for a command to say what it wants

// Messages: one byte of kind, four of length (big-endian), then the bytes. A request is 'a' for each argument, 'd' directory, 'l'
// language, 'b' book, 'i' standard input (in blocks), and '.'; the answer 'o' and 'e' (in blocks), and 'x' with the exit code.
bool write_all(int socket, const char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t sent = ::send(socket, data, size, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    data += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}
// Gives up at `until`, when there is one.
bool read_all(int socket, char* data, std::size_t size, std::optional<std::chrono::steady_clock::time_point> until) {
  while (size > 0) {
    if (until) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(*until - std::chrono::steady_clock::now()).count();
      pollfd waiting{socket, POLLIN, 0};
      const int ready = left <= 0 ? 0 : ::poll(&waiting, 1, static_cast<int>(left));
      if (ready < 0 && errno == EINTR) continue;
      if (ready <= 0) return false;
    }
    const ssize_t got = ::recv(socket, data, size, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    data += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}
bool send_message(int socket, char kind, std::string_view body) {
  const auto n = static_cast<std::uint32_t>(body.size());
  const char head[5] = {kind, static_cast<char>(n >> 24), static_cast<char>(n >> 16), static_cast<char>(n >> 8), static_cast<char>(n)};
  return write_all(socket, head, 5) && write_all(socket, body.data(), body.size());
}
bool send_in_blocks(int socket, char kind, std::string_view text) {
  for (; !text.empty(); text.remove_prefix(std::min(kBlockBytes, text.size())))
    if (!send_message(socket, kind, text.substr(0, kBlockBytes))) return false;
  return true;
}
bool receive_message(int socket, char& kind, std::string& body, std::optional<std::chrono::steady_clock::time_point> until = std::nullopt) {
  unsigned char head[5];
  if (!read_all(socket, reinterpret_cast<char*>(head), 5, until)) return false;
  kind = static_cast<char>(head[0]);
  const std::uint32_t n = std::uint32_t{head[1]} << 24 | std::uint32_t{head[2]} << 16 | std::uint32_t{head[3]} << 8 | head[4];
  if (n > kBlockBytes) return false;
  body.resize(n);
  return read_all(socket, body.data(), n, until);
}

bool fill_address(sockaddr_un& address, const std::string& path) {
  address = {};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return false;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return true;
}

std::string socket_path(const std::string& book_path) { return book_path + ".sock"; }

class WireOutput final : public Output {
 public:
  explicit WireOutput(int socket) : socket_(socket) {}
  void out(std::string_view text) override { send('o', text); }
  void err(std::string_view text) override { send('e', text); }

 private:
  void send(char kind, std::string_view text) {
    std::lock_guard lock(mutex_);
    send_in_blocks(socket_, kind, text);
  }
  std::mutex mutex_;
  int socket_;
};

bool same_user(int socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  return ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && (peer.uid == ::geteuid() || peer.uid == 0);
}

}  // namespace

int run_in_server(const std::vector<std::string>& arguments, Invocation& invocation) {
  const std::string address_text = resolve_address(invocation);
  const std::string path = socket_path(storage::sqlite_path(address_text));
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address;
  if (socket < 0 || !fill_address(address, path) || ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    if (socket >= 0) ::close(socket);
    return print_error(invocation, Error::make(Errc::unavailable, "book_in_use", {{"book", storage::printable_address(invocation.db)}}));
  }
  for (const std::string& argument : arguments) send_message(socket, 'a', argument);
  send_message(socket, 'd', invocation.working_directory);
  send_message(socket, 'l', invocation.language);
  send_in_blocks(socket, 'i', invocation.standard_input);
  send_message(socket, 'b', address_text);
  send_message(socket, '.', "");
  std::optional<int> code;
  char kind = 0;
  std::string body;
  while (receive_message(socket, kind, body)) {
    if (kind == 'o') invocation.output.out(body);
    if (kind == 'e') invocation.output.err(body);
    if (kind == 'x') { code = std::atoi(body.c_str()); break; }
  }
  ::close(socket);
  if (!code) return print_error(invocation, Error::make(Errc::unavailable, "command_cut_off"));
  return *code;
}

LocalSocket::LocalSocket(const std::string& book_path, Run run) : path_(socket_path(book_path)), run_(std::move(run)) {
  sockaddr_un address;
  if (!fill_address(address, path_)) return;  // a path too long for a socket: commands then wait until the server stops
  std::filesystem::remove(path_);             // left by a killed server; the file lock says that none is alive
  listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const mode_t before = ::umask(0177);
  const bool bound = ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 && ::listen(listener_, 16) == 0;
  ::umask(before);
  if (!bound) {
    ::close(listener_);
    listener_ = -1;
    return;
  }
  thread_ = std::thread([this] { accept_loop(); });
}

LocalSocket::~LocalSocket() { stop(std::chrono::milliseconds(0)); }

void LocalSocket::stop(std::chrono::milliseconds patience) {
  closing_ = true;
  if (thread_.joinable()) thread_.join();
  if (listener_ >= 0) {
    ::close(listener_);
    listener_ = -1;
    std::filesystem::remove(path_);
  }
  std::unique_lock lock(mutex_);
  for (const auto& [socket, phase] : connections_)
    if (phase == Phase::asking) ::shutdown(socket, SHUT_RDWR);
  if (ended_.wait_for(lock, patience, [&] { return connections_.empty(); })) return;
  cancelled_ = true;
  for (const auto& [socket, phase] : connections_) ::shutdown(socket, SHUT_RDWR);
  ended_.wait(lock, [&] { return connections_.empty(); });
}

void LocalSocket::accept_loop() {
  while (!closing_) {
    pollfd waiting{listener_, POLLIN, 0};
    if (::poll(&waiting, 1, 200) <= 0) continue;
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    if (!same_user(socket)) { ::close(socket); continue; }
    {
      std::lock_guard lock(mutex_);
      connections_.emplace(socket, Phase::asking);
    }
    std::thread([this, socket] { serve_connection(socket); }).detach();
  }
}

void LocalSocket::serve_connection(int socket) {
  WireOutput output(socket);
  Invocation invocation{.output = output, .stopping = &cancelled_, .asker = socket};
  std::vector<std::string> arguments;
  char kind = 0;
  std::string body;
  const auto until = std::chrono::steady_clock::now() + kAskTimeMax;
  while (receive_message(socket, kind, body, until) && kind != '.') {
    if (kind == 'a') arguments.push_back(body);
    if (kind == 'd') invocation.working_directory = body;
    if (kind == 'l') invocation.language = body;
    if (kind == 'i') invocation.standard_input += body;
    if (kind == 'b') invocation.db = body;
  }
  if (kind == '.') {
    {
      std::lock_guard lock(mutex_);
      connections_[socket] = Phase::running;
    }
    int code = kFailed;
    try {
      code = run_(arguments, invocation);
    } catch (const storage::StorageError& error) {
      code = print_storage_error(invocation, error);
    } catch (const std::exception& error) {
      output.err(std::string(error.what()) + "\n");
    }
    send_message(socket, 'x', std::to_string(code));
  }
  std::lock_guard lock(mutex_);
  ::close(socket);  // under the lock: stop() must not shut down a number that another file has by then
  connections_.erase(socket);
  ended_.notify_all();
}

}  // namespace wheelhouse::cli
