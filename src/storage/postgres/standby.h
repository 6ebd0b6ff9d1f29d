// A hot standby that takes reads off the primary: never one that it does not know enough for, and nobody waits for it. Its connections
// are made and looked over on a thread of its own; a read takes one that stands ready, or goes to the primary. Thread-safe.
#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "storage/postgres/pool.h"
#include "storage/postgres/wal_position.h"

namespace wheelhouse::storage::postgres {

// What a database is a copy of: a standby of another one would answer, and wrongly.
struct Origin {
  std::string system, database, schema;
  bool operator==(const Origin&) const = default;
  static Origin of(Connection& connection);
};

class Standby {
 public:
  // `trouble`: OpenOptions::on_standby_trouble; may be empty.
  Standby(std::string url, Origin origin, int connections_max, std::function<void(std::string_view)> trouble);
  ~Standby();  // waits for an attempt to connect
  Standby(const Standby&) = delete;
  Standby& operator=(const Standby&) = delete;

  // Runs `work` on a snapshot that holds everything up to `least`. False when it cannot, or failed at it: then nothing has happened.
  bool read(const WalPosition& least, const std::function<void(Session&)>& work);

 private:
  std::unique_ptr<Connection> connect() const;
  void keep();
  void want_one();
  bool has_replayed(Connection& connection, const WalPosition& least);
  void warn(const std::string& what);

  const std::string url_;
  const Origin origin_;
  const std::function<void(std::string_view)> trouble_;
  Pool pool_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool wanted_ = true, stopping_ = false;
  std::optional<std::chrono::steady_clock::time_point> warned_, behind_since_;
  std::thread thread_;
};

}  // namespace wheelhouse::storage::postgres
