// How other threads reach a loop: they leave a task, and the loop is woken once for as many as have come.
// Outlives its loop, for responders that workers still hold: after close() tasks are refused. Thread-safe.
#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace wheelhouse::http {

class LoopTask {
 public:
  virtual ~LoopTask() = default;
  virtual void run_on_loop() = 0;
};

class Inbox {
 public:
  // Called by the loop's thread, before anyone can post.
  void open(std::function<void()> wake);
  void close();
  bool is_loop_thread() const { return std::this_thread::get_id() == loop_thread_; }
  // False when the loop has ended: the task will not run.
  bool post(std::shared_ptr<LoopTask> task);
  std::vector<std::shared_ptr<LoopTask>> take();

 private:
  std::thread::id loop_thread_;
  std::mutex mutex_;
  bool is_open_ = false;
  std::function<void()> wake_;
  std::vector<std::shared_ptr<LoopTask>> tasks_;
};

}  // namespace wheelhouse::http
