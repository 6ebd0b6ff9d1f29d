// The way into a running server for this machine's own user: a socket beside the book (mode 0600). A command sends its words
// and gets back what it would have printed; it runs in the server, through the one writer. Nobody at the other end can keep the
// server from stopping: who has not said what he wants is let go at once, a command after a while.
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
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
  // Listens beside the book at `book_path` until stopped; each connection is one command on a thread of its own.
  LocalSocket(const std::string& book_path, Run run);
  ~LocalSocket();
  // Takes no more commands and lets those that run end. After `patience` they are cancelled (Invocation::stopping) and what they
  // still print is lost. Returns when the last has ended: they use the book.
  void stop(std::chrono::milliseconds patience);

 private:
  void accept_loop();
  void serve_connection(int socket);
  const std::string path_;
  const Run run_;
  int listener_ = -1;
  std::atomic<bool> closing_ = false;    // no new commands
  std::atomic<bool> cancelled_ = false;  // running ones are to end
  std::thread thread_;

  enum class Phase { asking, running };
  std::mutex mutex_;
  std::condition_variable ended_;
  std::map<int, Phase> connections_;  // by socket; an entry stays until its thread uses nothing of this object any more
};

}  // namespace wheelhouse::cli
