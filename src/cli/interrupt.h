// Ctrl-C for a command that can end in good order. One at a time, in a process that runs one command.
#pragma once
#include "cli/command.h"

namespace wheelhouse::cli {

// While it lives, the first interrupt (or SIGTERM) makes `invocation` cancelled; a second ends the process at once. Does nothing for a
// command that runs inside a server, whose signals are not the command's.
class StopOnInterrupt {
 public:
  explicit StopOnInterrupt(Invocation& invocation);
  ~StopOnInterrupt();
  StopOnInterrupt(const StopOnInterrupt&) = delete;
  StopOnInterrupt& operator=(const StopOnInterrupt&) = delete;

 private:
  Invocation* invocation_;  // null when there is nothing to do
};

}  // namespace wheelhouse::cli
