#include "exchange/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace wheelhouse::exchange {
namespace {
class FileSource : public ByteSource {
 public:
  FileSource(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}
  ~FileSource() override { ::close(descriptor_); }
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  std::size_t read(char* to, std::size_t room) override {
    for (;;) {
      const ssize_t got = ::read(descriptor_, to, room);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "reading an import file");
    }
  }
  std::uint64_t size() const override { return size_; }

 private:
  int descriptor_;
  std::uint64_t size_;
};

class ViewSource : public ByteSource {
 public:
  explicit ViewSource(std::string_view bytes) : bytes_(bytes), size_(bytes.size()) {}
  std::size_t read(char* to, std::size_t room) override {
    const std::size_t n = std::min(room, bytes_.size());
    if (n > 0) std::memcpy(to, bytes_.data(), n);
    bytes_.remove_prefix(n);
    return n;
  }
  std::uint64_t size() const override { return size_; }

 private:
  std::string_view bytes_;
  std::uint64_t size_;
};

class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::string bytes) : bytes_(std::move(bytes)), view_(bytes_) {}
  std::size_t read(char* to, std::size_t room) override { return view_.read(to, room); }
  std::uint64_t size() const override { return view_.size(); }

 private:
  std::string bytes_;
  ViewSource view_;
};
}  // namespace

Result<std::unique_ptr<ByteSource>> open_file(const std::string& path) {
  const auto refuse = [&] { return fail(Error::make(Errc::not_found, "file_not_readable", {{"file", path}})); };
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return refuse();
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(descriptor);
    return refuse();
  }
  return std::make_unique<FileSource>(descriptor, static_cast<std::uint64_t>(status.st_size));
}

std::unique_ptr<ByteSource> from_memory(std::string bytes) { return std::make_unique<MemorySource>(std::move(bytes)); }
std::unique_ptr<ByteSource> from_view(std::string_view bytes) { return std::make_unique<ViewSource>(bytes); }
}  // namespace wheelhouse::exchange
