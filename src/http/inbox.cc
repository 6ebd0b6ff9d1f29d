#include "http/inbox.h"

namespace wheelhouse::http {

void Inbox::open(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  loop_thread_ = std::this_thread::get_id();
  wake_ = std::move(wake);
  is_open_ = true;
}

void Inbox::close() {
  std::vector<std::shared_ptr<LoopTask>> dropped;  // destroyed after the lock: a task's end may post again
  const std::lock_guard lock(mutex_);
  is_open_ = false;
  wake_ = nullptr;
  dropped.swap(tasks_);
}

bool Inbox::post(std::shared_ptr<LoopTask> task) {
  const std::lock_guard lock(mutex_);
  if (!is_open_) return false;
  tasks_.push_back(std::move(task));
  if (tasks_.size() == 1) wake_();  // under the lock, so that the reactor behind it is still there
  return true;
}

std::vector<std::shared_ptr<LoopTask>> Inbox::take() {
  std::vector<std::shared_ptr<LoopTask>> tasks;
  const std::lock_guard lock(mutex_);
  tasks.swap(tasks_);
  return tasks;
}

}  // namespace wheelhouse::http
