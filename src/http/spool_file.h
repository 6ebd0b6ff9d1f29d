// A temporary file without a name: whatever ends the process also ends the file. Throws std::system_error when the
// disk fails or is full. One thread at a time.
#pragma once
#include <filesystem>
#include <string_view>

namespace wheelhouse::http {

class SpoolFile {
 public:
  explicit SpoolFile(const std::filesystem::path& directory);
  ~SpoolFile();
  SpoolFile(const SpoolFile&) = delete;
  SpoolFile& operator=(const SpoolFile&) = delete;

  void append(std::string_view bytes);
  // Opens to the content as long as this object lives, in this process only.
  std::filesystem::path path() const;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_ = -1;
};

}  // namespace wheelhouse::http
