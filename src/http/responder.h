// Handles to an exchange in progress, for handlers and worker threads. Copies refer to the same exchange.
// Every function here may be called from any thread at any time, also after the client or the server is gone.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "http/response.h"

namespace wheelhouse::http {

// What a handle talks to: a connection of the server, or a recorder in the tests of a handler.
class StreamSink {
 public:
  virtual ~StreamSink() = default;
  virtual bool write(std::shared_ptr<const std::string> chunk) = 0;
  virtual void close() = 0;
  virtual bool is_open() const = 0;
  virtual void on_close(std::function<void()> callback) = 0;
};
class ResponseSink {
 public:
  virtual ~ResponseSink() = default;
  virtual void send(Response&& response) = 0;  // called at most once in all, counting open_stream
  virtual std::shared_ptr<StreamSink> open_stream(Response&& head) = 0;
};

// A body that goes on: server-sent events. Closing is orderly (the last chunk is sent).
class EventStream {
 public:
  EventStream() = default;  // closed
  explicit EventStream(std::shared_ptr<StreamSink> sink) : sink_(std::move(sink)) {}
  // Queues the bytes. False when the stream is closed, or has just been closed because the client does not
  // read fast enough (ServerOptions::stream_queue_bytes).
  bool write(std::string_view chunk) const;
  // For many streams at once: the text is shared, not copied.
  bool write(std::shared_ptr<const std::string> chunk) const;
  void close() const;
  bool is_open() const;
  // Called once, when the stream ends for whatever reason; at once if it has ended already. It runs in the server's own
  // thread (or in this one): it must be short and must not throw. A second call replaces the first.
  void on_close(std::function<void()> callback) const;

 private:
  std::shared_ptr<StreamSink> sink_;
};

// The right to answer one request, exactly once. When the last copy dies without having answered, a 500 goes out.
class Responder {
 public:
  explicit Responder(std::shared_ptr<ResponseSink> sink);
  // False, and nothing is sent, when this exchange has been answered already.
  bool send(Response&& response) const;
  // Answers with `head` and keeps the body open. A closed stream when the exchange has been answered already.
  EventStream open_stream(Response&& head) const;

 private:
  struct Ticket;
  std::shared_ptr<Ticket> ticket_;
};

}  // namespace wheelhouse::http
