// Where bytes of an input file come from: a file on disk or a piece of memory, read once from front to back.
// One thread at a time.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace wheelhouse::exchange {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Fills up to `room` bytes and says how many; 0 only at the end. Throws when the disk fails.
  virtual std::size_t read(char* to, std::size_t room) = 0;
  // Bytes in all, for progress.
  virtual std::uint64_t size() const = 0;
};

// Error "file_not_readable" when there is no such file, or it is not a regular file.
Result<std::unique_ptr<ByteSource>> open_file(const std::string& path);
std::unique_ptr<ByteSource> from_memory(std::string bytes);
// The caller keeps the bytes alive.
std::unique_ptr<ByteSource> from_view(std::string_view bytes);

}  // namespace wheelhouse::exchange
