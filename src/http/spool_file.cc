#include "http/spool_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace wheelhouse::http {
namespace {
[[noreturn]] void throw_errno(const char* what) { throw std::system_error(errno, std::generic_category(), what); }
}  // namespace

SpoolFile::SpoolFile(const std::filesystem::path& directory) {
  descriptor_ = ::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor_ >= 0) return;
  if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL) throw_errno("spool file");
  // A file system without O_TMPFILE: the name lives for the moment between these two calls.
  std::string name = (directory / "wheelhouse-body-XXXXXX").string();
  descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor_ < 0) throw_errno("spool file");
  ::unlink(name.c_str());
}

SpoolFile::~SpoolFile() { ::close(descriptor_); }

void SpoolFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_errno("spool file");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::filesystem::path SpoolFile::path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

}  // namespace wheelhouse::http
