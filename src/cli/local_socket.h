// The way into a running server for this machine's own user: a socket beside the book (mode 0600). A command sends its words
// and gets back what it would have printed; it runs in the server, through the one writer.
#pragma once
#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "cli/command.h"

namespace wheelhouse::cli {

// Client: runs `arguments` in the server that holds the invocation's book. Returns the command's exit code; kUnavailable
// with a sentence when no server answers.
int run_in_server(const std::vector<std::string>& arguments, Invocation& invocation);

class LocalSocket {
 public:
  using Run = std::function<int(const std::vector<std::string>& arguments, Invocation& invocation)>;
  // Listens beside the book at `book_path` until destroyed; each connection is one command on a thread of its own.
  LocalSocket(const std::string& book_path, Run run);
  ~LocalSocket();

 private:
  void accept_loop();
  const std::string path_;
  const Run run_;
  int listener_ = -1;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> running_ = 0;
  std::thread thread_;
};

}  // namespace wheelhouse::cli
