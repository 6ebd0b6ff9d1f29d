#include "exchange/new_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <utility>

namespace wheelhouse::exchange {

Error write_failure(int code, const std::string& path) {
  if (code == ENOSPC || code == EDQUOT) return Error::make(Errc::unavailable, "disk_full");
  if (code == EEXIST) return Error::make(Errc::conflict, "file_exists", {{"file", path}});
  return Error::make(Errc::unavailable, "file_not_writable", {{"file", path}});
}

Result<NewFile> NewFile::create(const std::string& path, bool may_be_nameless) {
  std::error_code unreadable;
  if (std::filesystem::symlink_status(path, unreadable).type() != std::filesystem::file_type::not_found)
    return fail(write_failure(EEXIST, path));
  std::string folder = std::filesystem::path(path).parent_path().string();
  if (folder.empty()) folder = ".";
  if (may_be_nameless) {
    const int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor >= 0) return NewFile(path, "", descriptor);
    if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL) return fail(write_failure(errno, path));
  }
  std::string partial = path + ".partial-XXXXXX";
  const int descriptor = ::mkostemp(partial.data(), O_CLOEXEC);
  if (descriptor < 0) return fail(write_failure(errno, path));
  return NewFile(path, partial, descriptor);
}

NewFile::NewFile(std::string path, std::string partial, int descriptor)
    : path_(std::move(path)), partial_(std::move(partial)), descriptor_(descriptor) {}

NewFile::NewFile(NewFile&& other) noexcept
    : path_(std::move(other.path_)), partial_(std::exchange(other.partial_, "")), descriptor_(std::exchange(other.descriptor_, -1)) {}

NewFile::~NewFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  if (!partial_.empty()) ::unlink(partial_.c_str());
}

Result<void> NewFile::finish() {
  if (::fsync(descriptor_) != 0) return fail(write_failure(errno, path_));
  // link() refuses a name that is taken, rename() would not.
  const std::string from = partial_.empty() ? "/proc/self/fd/" + std::to_string(descriptor_) : partial_;
  if (::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, path_.c_str(), AT_SYMLINK_FOLLOW) == 0) {
    if (!partial_.empty()) ::unlink(partial_.c_str());
  } else {
    const int code = errno;
    // A file system without links. Between looking and renaming another could take the name; nobody else writes there at this moment.
    if (partial_.empty() || code == EEXIST || std::filesystem::exists(path_) || ::rename(partial_.c_str(), path_.c_str()) != 0)
      return fail(write_failure(code, path_));
  }
  partial_.clear();
  const std::string folder = std::filesystem::path(path_).parent_path().string();
  const int opened = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = opened >= 0 && ::fsync(opened) == 0;
  const int code = errno;
  if (opened >= 0) ::close(opened);
  if (!synced) return fail(write_failure(code, path_));
  return {};
}

}  // namespace wheelhouse::exchange
