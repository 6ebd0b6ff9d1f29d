// Connections for reading. Each serves one read at a time; one that was lost is not given back. Thread-safe; must outlive its leases.
#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "storage/postgres/connection.h"

namespace wheelhouse::storage::postgres {

class Pool {
 public:
  explicit Pool(int most) : most_(most) {}

  class Lease {
   public:
    Lease() = default;
    Lease(Pool& pool, std::unique_ptr<Connection> connection) : pool_(&pool), connection_(std::move(connection)) {}
    Lease(Lease&& other) noexcept : pool_(std::exchange(other.pool_, nullptr)), connection_(std::move(other.connection_)) {}
    Lease& operator=(Lease&&) = delete;
    ~Lease() { if (pool_) pool_->give_back(std::move(connection_)); }
    explicit operator bool() const { return connection_ != nullptr; }
    Connection& operator*() const { return *connection_; }
    void drop() { connection_.reset(); }

   private:
    friend class Pool;
    Pool* pool_ = nullptr;
    std::unique_ptr<Connection> connection_;
  };

  // One that is alive, by `make` when there is none yet; waits while all are in use. Throws what `make` throws. One that was in use a
  // moment ago is believed to live, unless `doubt`: that saves a call of the kernel, but it may be lost.
  Lease take(const std::function<std::unique_ptr<Connection>()>& make, bool doubt = true);
  // One that stands ready, or an empty lease: waits for nothing, makes nothing.
  Lease take_ready();

  bool has_room() const;
  // One more, made by somebody else; closed again where there is no room.
  void add(std::unique_ptr<Connection> connection);
  // Closes those that stand ready.
  void clear();

 private:
  void give_back(std::unique_ptr<Connection> connection);

  using Clock = std::chrono::steady_clock;
  struct Ready {
    std::unique_ptr<Connection> connection;
    Clock::time_point since;
  };
  static bool seems_alive(Connection& connection, Clock::time_point since);

  mutable std::mutex mutex_;
  std::condition_variable free_;
  std::vector<Ready> ready_;
  int made_ = 0;  // ready or in use
  const int most_;
};

}  // namespace wheelhouse::storage::postgres
