// Waiting for descriptors, time and wake-ups, on Boost.Asio; the only file that sees Boost is reactor.cc.
// A Reactor is run by one thread. wake() and stop() may be called from any; everything else belongs to that thread
// (or to any, while it does not run).
#pragma once
#include <chrono>
#include <functional>
#include <memory>

namespace wheelhouse::http {

enum class Readiness { readable, writable };

class ReadinessListener {
 public:
  virtual ~ReadinessListener() = default;
  // The wait is over: something can be done, or the other side is gone. Must not throw.
  virtual void on_ready(Readiness readiness) = 0;
};

class Reactor {
 public:
  Reactor();
  ~Reactor();
  Reactor(const Reactor&) = delete;
  Reactor& operator=(const Reactor&) = delete;

  // Calls on_tick every `tick`, and on_wake some time after each wake() (several may become one call). Returns after stop().
  void run(std::chrono::milliseconds tick, std::function<void()> on_tick, std::function<void()> on_wake);
  void stop();
  void wake();

  // One descriptor, which it owns and closes.
  class Watch {
   public:
    Watch(Reactor& reactor, int descriptor);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    // Calls the listener once; it is kept alive until then. At most one wait each way at a time.
    void wait(Readiness readiness, std::shared_ptr<ReadinessListener> listener);

   private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
  };

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace wheelhouse::http
