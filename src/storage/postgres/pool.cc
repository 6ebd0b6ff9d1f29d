#include "storage/postgres/pool.h"

namespace wheelhouse::storage::postgres {

bool Pool::seems_alive(Connection& connection, Clock::time_point since) {
  constexpr auto kMoment = std::chrono::seconds(1);
  if (Clock::now() - since > kMoment) return false;
  try {
    connection.settle();  // the end of the read before
    return !connection.is_lost();
  } catch (const StorageError&) { return false; }
}

Pool::Lease Pool::take(const std::function<std::unique_ptr<Connection>()>& make, bool doubt) {
  Ready one;
  {
    std::unique_lock lock(mutex_);
    free_.wait(lock, [&] { return !ready_.empty() || made_ < most_; });
    if (ready_.empty()) {
      ++made_;
    } else {
      one = std::move(ready_.back());
      ready_.pop_back();
    }
  }
  Lease lease(*this, std::move(one.connection));  // gives its place back if `make` throws
  if (lease && ((!doubt && seems_alive(*lease, one.since)) || lease.connection_->usable())) return lease;
  lease.drop();
  lease.connection_ = make();
  return lease;
}

Pool::Lease Pool::take_ready() {
  std::lock_guard lock(mutex_);
  if (ready_.empty()) return {};
  Lease lease(*this, std::move(ready_.back().connection));
  ready_.pop_back();
  return lease;
}

bool Pool::has_room() const {
  std::lock_guard lock(mutex_);
  return made_ < most_;
}

void Pool::add(std::unique_ptr<Connection> connection) {
  std::lock_guard lock(mutex_);
  if (made_ >= most_) return;
  ++made_;
  ready_.push_back({std::move(connection), Clock::now()});
}

void Pool::clear() {
  std::vector<Ready> closed;
  std::lock_guard lock(mutex_);
  closed.swap(ready_);
  made_ -= static_cast<int>(closed.size());
}

void Pool::give_back(std::unique_ptr<Connection> connection) {
  {
    std::lock_guard lock(mutex_);
    if (connection && !connection->is_lost())
      ready_.push_back({std::move(connection), Clock::now()});
    else --made_;
  }
  free_.notify_one();
}

}  // namespace wheelhouse::storage::postgres
