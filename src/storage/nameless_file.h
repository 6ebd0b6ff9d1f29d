// A file that has no name (any more): it is gone when this object is, however the process ends.
#pragma once
#include <unistd.h>

#include <utility>

namespace wheelhouse::storage {

class NamelessFile {
 public:
  explicit NamelessFile(int descriptor) : descriptor_(descriptor) {}  // takes it over
  NamelessFile(NamelessFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  NamelessFile& operator=(NamelessFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~NamelessFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace wheelhouse::storage
