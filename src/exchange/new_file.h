// A file that appears under its name whole or not at all. Until then it has no name (where the file system cannot do that, one that
// says what it is), so that whatever ends the process leaves nothing behind. Never takes the place of a file that is there.
// One thread at a time. Failures are Errors: file_exists, disk_full, file_not_writable.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace wheelhouse::exchange {

class NewFile {
 public:
  // `may_be_nameless` is false in tests of file systems that know no nameless files.
  static Result<NewFile> create(const std::string& path, bool may_be_nameless = true);
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;
  ~NewFile();

  int descriptor() const { return descriptor_; }
  // Durable under its name when this returns: file and folder are synced.
  Result<void> finish();

 private:
  NewFile(std::string path, std::string partial, int descriptor);
  std::string path_;
  std::string partial_;  // "" when nameless, or in place
  int descriptor_ = -1;
};

// What errno says about writing `path`, as an Error.
Error write_failure(int code, const std::string& path);

}  // namespace wheelhouse::exchange
