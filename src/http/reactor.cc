#include "http/reactor.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

namespace wheelhouse::http {
namespace asio = boost::asio;

struct Reactor::Implementation {
  asio::io_context context{1};  // 1: one thread runs it, so that completions are not handed around
  asio::steady_timer timer{context};
  std::chrono::milliseconds tick{};
  std::function<void()> on_tick;
  std::function<void()> on_wake;

  void arm() {
    timer.expires_after(tick);
    timer.async_wait([this](const boost::system::error_code& error) {
      if (error) return;
      on_tick();
      arm();
    });
  }
};

Reactor::Reactor() : implementation_(std::make_unique<Implementation>()) {}
Reactor::~Reactor() = default;

void Reactor::run(std::chrono::milliseconds tick, std::function<void()> on_tick, std::function<void()> on_wake) {
  Implementation& self = *implementation_;
  self.tick = tick;
  self.on_tick = std::move(on_tick);
  self.on_wake = std::move(on_wake);
  self.arm();
  self.context.run();
}

void Reactor::stop() { implementation_->context.stop(); }

void Reactor::wake() {
  asio::post(implementation_->context, [self = implementation_.get()] { self->on_wake(); });
}

struct Reactor::Watch::Implementation {
  Implementation(asio::io_context& context, int descriptor_number) : descriptor(context, descriptor_number) {}
  asio::posix::stream_descriptor descriptor;
};

Reactor::Watch::Watch(Reactor& reactor, int descriptor)
    : implementation_(std::make_unique<Implementation>(reactor.implementation_->context, descriptor)) {}
Reactor::Watch::~Watch() = default;

void Reactor::Watch::wait(Readiness readiness, std::shared_ptr<ReadinessListener> listener) {
  const auto kind =
      readiness == Readiness::readable ? asio::posix::stream_descriptor::wait_read : asio::posix::stream_descriptor::wait_write;
  implementation_->descriptor.async_wait(kind, [readiness, listener = std::move(listener)](const boost::system::error_code& error) {
    if (error == asio::error::operation_aborted) return;  // the watch is gone
    listener->on_ready(readiness);
  });
}

}  // namespace wheelhouse::http
