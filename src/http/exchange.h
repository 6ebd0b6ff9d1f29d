// One request and its answer on their way between a loop and whoever answers; and the queue of an open stream.
// Made by a connection. The ResponseSink and StreamSink sides are for any thread, the rest for the loop's.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "http/inbox.h"
#include "http/request.h"
#include "http/responder.h"

namespace wheelhouse::http {

class Connection;

class StreamQueue final : public StreamSink, public LoopTask, public std::enable_shared_from_this<StreamQueue> {
 public:
  StreamQueue(std::weak_ptr<Connection> connection, std::shared_ptr<Inbox> inbox, std::size_t bytes_max);

  bool write(std::shared_ptr<const std::string> chunk) override;
  void close() override;
  bool is_open() const override;
  void on_close(std::function<void()> callback) override;

  void run_on_loop() override;  // tells the connection that there is something to write, or an end
  struct Batch {
    std::vector<std::shared_ptr<const std::string>> chunks;
    bool ended = false;     // nothing will follow
    bool overrun = false;   // the client is too slow: cut it off
  };
  Batch take();
  bool has_overrun() const;
  // The connection is done with the stream, for whatever reason.
  void finish();

 private:
  void schedule(std::unique_lock<std::mutex>& lock);

  const std::weak_ptr<Connection> connection_;  // locked on the loop's thread only: it must not die elsewhere
  const std::shared_ptr<Inbox> inbox_;
  const std::size_t bytes_max_;
  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<const std::string>> chunks_;
  std::size_t bytes_ = 0;
  bool open_ = true;
  bool overrun_ = false;
  bool finished_ = false;
  bool scheduled_ = false;
  std::function<void()> callback_;
};

// A file opened for sending. Closes it.
class SendFile {
 public:
  SendFile() = default;
  ~SendFile();
  SendFile(const SendFile&) = delete;
  SendFile& operator=(const SendFile&) = delete;
  bool open(const std::filesystem::path& path);  // regular files only
  // Appends up to `most` bytes; false at a read error or when the file has become shorter.
  bool read_next(std::string& out, std::size_t most);
  std::uint64_t size() const { return size_; }
  std::uint64_t left() const { return size_ - at_; }

 private:
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  std::uint64_t at_ = 0;
};

class Exchange final : public ResponseSink, public LoopTask, public std::enable_shared_from_this<Exchange> {
 public:
  Exchange(std::weak_ptr<Connection> connection, std::shared_ptr<Inbox> inbox, std::size_t stream_bytes_max);

  void send(Response&& response) override;
  std::shared_ptr<StreamSink> open_stream(Response&& head) override;
  void run_on_loop() override;

  // Of the request, kept for the answer.
  Request request;  // moved from when dispatched
  std::string request_id, accept_language, method, path, remote_address;
  std::string_view refused;  // by the edge: AccessRecord
  std::chrono::steady_clock::time_point started;
  std::uint64_t bytes_in = 0, bytes_out = 0;
  std::uint64_t body_memory = 0;  // counted in Edge::body_memory
  bool is_head = false;
  bool http_1_0 = false;
  bool keep_alive = false;
  bool answered = false;
  bool streaming = false;  // counted in streams_open

  // Of the answer; the loop reads these after it has been posted.
  Response response;
  std::unique_ptr<SendFile> file;
  std::shared_ptr<StreamQueue> stream;

 private:
  void deliver();

  const std::weak_ptr<Connection> connection_;
  const std::shared_ptr<Inbox> inbox_;
  const std::size_t stream_bytes_max_;
};

}  // namespace wheelhouse::http
