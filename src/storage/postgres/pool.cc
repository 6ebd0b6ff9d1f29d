#include "storage/postgres/pool.h"

namespace wheelhouse::storage::postgres {

Pool::Lease Pool::take(const std::function<std::unique_ptr<Connection>()>& make) {
  std::unique_ptr<Connection> connection;
  {
    std::unique_lock lock(mutex_);
    free_.wait(lock, [&] { return !ready_.empty() || made_ < most_; });
    if (ready_.empty()) {
      ++made_;
    } else {
      connection = std::move(ready_.back());
      ready_.pop_back();
    }
  }
  Lease lease(*this, std::move(connection));  // gives its place back if `make` throws
  if (lease && lease.connection_->usable()) return lease;
  lease.drop();
  lease.connection_ = make();
  return lease;
}

Pool::Lease Pool::take_ready() {
  std::lock_guard lock(mutex_);
  if (ready_.empty()) return {};
  Lease lease(*this, std::move(ready_.back()));
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
  ready_.push_back(std::move(connection));
}

void Pool::clear() {
  std::vector<std::unique_ptr<Connection>> closed;
  std::lock_guard lock(mutex_);
  closed.swap(ready_);
  made_ -= static_cast<int>(closed.size());
}

void Pool::give_back(std::unique_ptr<Connection> connection) {
  {
    std::lock_guard lock(mutex_);
    if (connection && !connection->is_lost()) ready_.push_back(std::move(connection));
    else --made_;
  }
  free_.notify_one();
}

}  // namespace wheelhouse::storage::postgres
