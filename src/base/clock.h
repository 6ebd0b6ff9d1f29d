// The one place that reads the time. Rules never see it: they take `now` as an argument.
#pragma once
#include "base/time.h"

namespace wheelhouse {
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};
class SystemClock final : public Clock {
 public:
  Instant now() const override;
};
// For tests and the demo book: stands still until it is moved.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant at) : at_(at) {}
  Instant now() const override { return at_; }
  void set(Instant at) { at_ = at; }

 private:
  Instant at_;
};
}  // namespace wheelhouse
