#include "http/responder.h"

#include <atomic>

namespace wheelhouse::http {

bool EventStream::write(std::string_view chunk) const { return write(std::make_shared<const std::string>(chunk)); }

bool EventStream::write(std::shared_ptr<const std::string> chunk) const { return sink_ && sink_->write(std::move(chunk)); }

void EventStream::close() const {
  if (sink_) sink_->close();
}

bool EventStream::is_open() const { return sink_ && sink_->is_open(); }

void EventStream::on_close(std::function<void()> callback) const {
  if (sink_) {
    sink_->on_close(std::move(callback));
  } else if (callback) {
    callback();
  }
}

struct Responder::Ticket {
  explicit Ticket(std::shared_ptr<ResponseSink> to) : sink(std::move(to)) {}
  ~Ticket() {
    if (!used.exchange(true)) sink->send(Response::empty(500));
  }
  std::shared_ptr<ResponseSink> sink;
  std::atomic<bool> used{false};
};

Responder::Responder(std::shared_ptr<ResponseSink> sink) : ticket_(std::make_shared<Ticket>(std::move(sink))) {}

bool Responder::send(Response&& response) const {
  if (!ticket_ || ticket_->used.exchange(true)) return false;
  ticket_->sink->send(std::move(response));
  return true;
}

EventStream Responder::open_stream(Response&& head) const {
  if (!ticket_ || ticket_->used.exchange(true)) return EventStream();
  return EventStream(ticket_->sink->open_stream(std::move(head)));
}

}  // namespace wheelhouse::http
