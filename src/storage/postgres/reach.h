// How far the primary had got when this process last wrote or heard of a change: what a standby must have replayed, so that nobody
// whom this process answers reads less than it knows of. Thread-safe.
#pragma once
#include <algorithm>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "storage/postgres/wal_position.h"

namespace wheelhouse::storage::postgres {

class Reach {
 public:
  // After a commit of our own.
  void wrote(std::string_view text) {
    std::lock_guard lock(mutex_);
    const auto position = parse_wal_position(text);
    is_known_ = position.has_value();
    if (position) most_ = std::max(most_, *position);
  }
  // By somebody else: says nothing of a commit of our own whose place is not known.
  void heard(std::string_view text) {
    std::lock_guard lock(mutex_);
    if (const auto position = parse_wal_position(text)) most_ = std::max(most_, *position);
  }
  // A commit may have been made that nobody can say the place of.
  void lose() {
    std::lock_guard lock(mutex_);
    is_known_ = false;
  }

  // What a read must find: this, and what whoever asks has seen ("" for nothing). Null: only the primary is sure to have it.
  std::optional<WalPosition> with(std::string_view seen) const {
    std::lock_guard lock(mutex_);
    if (!is_known_) return std::nullopt;
    if (seen.empty()) return most_;
    const auto position = parse_wal_position(seen);
    if (!position) return std::nullopt;
    return std::max(most_, *position);
  }
  // For whoever wrote just now, to be shown to with(). What is not known reads as no position.
  std::string text() const {
    std::lock_guard lock(mutex_);
    return is_known_ ? to_string(most_) : "unknown";
  }

 private:
  mutable std::mutex mutex_;
  WalPosition most_;
  bool is_known_ = false;
};

}  // namespace wheelhouse::storage::postgres
