// A connection of its own that waits for what other processes say (NOTIFY), on a thread of its own. Comes back by itself after
// the server was away, and then says that something may have been missed.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <thread>

namespace wheelhouse::storage::postgres {

class Listener {
 public:
  // `own`: what marks this process's own notices, which it need not hear. `reach`, if there is one, is told before `hear` how far the
  // database had got by then (kWrittenSql): no notice can say so of its own transaction, which is not committed when it speaks.
  Listener(std::string url, std::string channel, std::string own, std::function<void(std::string_view)> hear,
           std::function<void(std::string_view)> reach = {});
  ~Listener();  // waits for a call of `hear` that is running
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

 private:
  void loop();
  bool listen_once(bool again);  // false when it is to end
  bool wait(int socket, int milliseconds);

  const std::string url_, channel_, own_;
  const std::function<void(std::string_view)> hear_, reach_;
  int stop_ = -1;  // an eventfd
  std::thread thread_;
};

}  // namespace wheelhouse::storage::postgres
