#include "cli/interrupt.h"

#include <poll.h>

#include <csignal>

namespace wheelhouse::cli {
namespace {

std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);  // a signal handler may do no more

constexpr int kSignals[] = {SIGINT, SIGTERM};

}  // namespace

bool Invocation::is_cancelled() const {
  if (stopping && *stopping) return true;
  if (asker < 0) return false;
  pollfd peer{asker, POLLRDHUP, 0};
  return ::poll(&peer, 1, 0) > 0 && (peer.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

StopOnInterrupt::StopOnInterrupt(Invocation& invocation)
    : invocation_(invocation.stopping || invocation.asker >= 0 ? nullptr : &invocation) {
  if (!invocation_) return;
  invocation_->stopping = &interrupted;
  struct sigaction action {};
  action.sa_handler = [](int) { interrupted = true; };
  action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
  for (const int signal : kSignals) ::sigaction(signal, &action, nullptr);
}

StopOnInterrupt::~StopOnInterrupt() {
  if (!invocation_) return;
  for (const int signal : kSignals) ::signal(signal, SIG_DFL);
  invocation_->stopping = nullptr;
}

}  // namespace wheelhouse::cli
