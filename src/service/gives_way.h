// Long computing that lets others have the processor in between.
#pragma once
#include <time.h>

namespace wheelhouse::service {

// While one lives, its thread offers its processor to whoever waits for it, every half millisecond. The kernel by itself changes over
// when its clock ticks: 4 ms where that is 250 Hz, and that is what a short answer then waits behind a long computation. Nothing is
// lost where nobody waits. By a timer and a signal (SIGURG, which means nothing else here), as what computes is a library that knows no
// pauses. Made and ended on the same thread. Without timers (their number is limited) it computes on as it would have.
class GivesWay {
 public:
  GivesWay();
  ~GivesWay();
  GivesWay(const GivesWay&) = delete;
  GivesWay& operator=(const GivesWay&) = delete;

 private:
  timer_t timer_{};
  bool is_armed_ = false;
};

}  // namespace wheelhouse::service
