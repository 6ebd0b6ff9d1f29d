#include "service/gives_way.h"

#include <sched.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>

namespace wheelhouse::service {
namespace {

constexpr long kEveryNs = 500'000;

void offer_processor(int) {
  const int before = errno;
  ::sched_yield();
  errno = before;
}

bool listen_for_signal() {
  struct sigaction action {};
  action.sa_handler = offer_processor;
  action.sa_flags = SA_RESTART;
  ::sigemptyset(&action.sa_mask);
  return ::sigaction(SIGURG, &action, nullptr) == 0;
}

}  // namespace

GivesWay::GivesWay() {
  static const bool is_listening = listen_for_signal();
  if (!is_listening) return;
  sigevent event{};
  event.sigev_notify = SIGEV_THREAD_ID;
  event.sigev_signo = SIGURG;
  event._sigev_un._tid = ::gettid();
  if (::timer_create(CLOCK_MONOTONIC, &event, &timer_) != 0) return;
  const itimerspec spec{{0, kEveryNs}, {0, kEveryNs}};
  is_armed_ = ::timer_settime(timer_, 0, &spec, nullptr) == 0;
  if (!is_armed_) ::timer_delete(timer_);
}

GivesWay::~GivesWay() {
  if (is_armed_) ::timer_delete(timer_);
}

}  // namespace wheelhouse::service
