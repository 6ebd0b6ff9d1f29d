#include "http/exchange.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "http/connection.h"

namespace wheelhouse::http {

StreamQueue::StreamQueue(std::weak_ptr<Connection> connection, std::shared_ptr<Inbox> inbox, std::size_t bytes_max)
    : connection_(std::move(connection)), inbox_(std::move(inbox)), bytes_max_(bytes_max) {}

// Takes the lock and gives it back: a refused post ends the stream, and its callback must not run under the lock.
void StreamQueue::schedule(std::unique_lock<std::mutex>& lock) {
  const bool post = !scheduled_ && !finished_;
  scheduled_ = true;
  lock.unlock();
  if (post && !inbox_->post(shared_from_this())) finish();
}

bool StreamQueue::write(std::shared_ptr<const std::string> chunk) {
  std::unique_lock lock(mutex_);
  if (!open_) return false;
  if (!chunk || chunk->empty()) return true;  // an empty chunk would end the body
  if (bytes_ + chunk->size() > bytes_max_) {
    open_ = false;
    overrun_ = true;
    schedule(lock);
    return false;
  }
  bytes_ += chunk->size();
  chunks_.push_back(std::move(chunk));
  schedule(lock);
  return is_open();
}

void StreamQueue::close() {
  std::unique_lock lock(mutex_);
  if (!open_) return;
  open_ = false;
  schedule(lock);
}

bool StreamQueue::is_open() const {
  const std::lock_guard lock(mutex_);
  return open_;
}

void StreamQueue::on_close(std::function<void()> callback) {
  {
    const std::lock_guard lock(mutex_);
    if (!finished_) {
      callback_ = std::move(callback);
      return;
    }
  }
  if (callback) callback();
}

void StreamQueue::run_on_loop() {
  {
    const std::lock_guard lock(mutex_);
    scheduled_ = false;
  }
  if (const auto connection = connection_.lock()) {
    connection->pump_stream(*this);
  } else {
    finish();
  }
}

StreamQueue::Batch StreamQueue::take() {
  const std::lock_guard lock(mutex_);
  Batch batch;
  batch.chunks.swap(chunks_);
  bytes_ = 0;
  batch.ended = !open_;
  batch.overrun = overrun_;
  return batch;
}

bool StreamQueue::has_overrun() const {
  const std::lock_guard lock(mutex_);
  return overrun_;
}

void StreamQueue::finish() {
  std::function<void()> callback;
  {
    const std::lock_guard lock(mutex_);
    if (finished_) return;
    finished_ = true;
    open_ = false;
    chunks_.clear();
    callback.swap(callback_);
  }
  if (callback) callback();
}

SendFile::~SendFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool SendFile::open(const std::filesystem::path& path) {
  descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // NONBLOCK: a named pipe must not hold us up
  struct stat status {};
  if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) return false;
  size_ = static_cast<std::uint64_t>(status.st_size);
  return true;
}

bool SendFile::read_next(std::string& out, std::size_t most) {
  const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(most, left()));
  const std::size_t before = out.size();
  out.resize(before + wanted);
  ssize_t got = -1;
  do {
    got = ::pread(descriptor_, out.data() + before, wanted, static_cast<off_t>(at_));
  } while (got < 0 && errno == EINTR);
  out.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  if (got > 0) at_ += static_cast<std::uint64_t>(got);
  return got > 0 || wanted == 0;
}

Exchange::Exchange(std::weak_ptr<Connection> connection, std::shared_ptr<Inbox> inbox, std::size_t stream_bytes_max)
    : connection_(std::move(connection)), inbox_(std::move(inbox)), stream_bytes_max_(stream_bytes_max) {}

// An answer given inside on_request is written at once, without a turn of the loop. Any other goes through the inbox,
// also from the loop's own thread: it may come from the middle of another connection's handler.
void Exchange::deliver() {
  if (inbox_->is_loop_thread()) {
    const auto connection = connection_.lock();
    if (connection && connection->is_dispatching(*this)) {
      connection->answer(*this);
      return;
    }
  }
  if (!inbox_->post(shared_from_this()) && stream) stream->finish();
}

void Exchange::send(Response&& answer) {
  response = std::move(answer);
  if (response.file) {
    file = std::make_unique<SendFile>();
    if (!file->open(*response.file)) {
      file.reset();
      response = Response::empty(500);
    }
  }
  deliver();
}

std::shared_ptr<StreamSink> Exchange::open_stream(Response&& head) {
  response = std::move(head);
  response.file.reset();
  stream = std::make_shared<StreamQueue>(connection_, inbox_, stream_bytes_max_);
  const std::shared_ptr<StreamQueue> opened = stream;  // after deliver() the loop may have let go of ours
  deliver();
  return opened;
}

void Exchange::run_on_loop() {
  if (const auto connection = connection_.lock()) {
    connection->answer(*this);
  } else if (stream) {
    stream->finish();
  }
}

}  // namespace wheelhouse::http
