// One zip file (zip64 where it must be) that shows any change of itself: its last 64 characters are the SHA-256 of all that comes
// before, kept in the comment that a zip file may end with. Any program for zip files unpacks it. The checksums that zip itself has
// leave out names, dates and attributes, and are no proof; the seal covers every bit. For backups: members of any size, nothing held
// in memory. One thread at a time.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "exchange/new_file.h"

namespace wheelhouse::exchange {

// Asked now and then; false ends the work with error command_cancelled.
using GoOn = std::function<bool()>;

class SealedArchiveWriter {
 public:
  // Errors as NewFile::create.
  static Result<std::unique_ptr<SealedArchiveWriter>> create(const std::string& path);
  ~SealedArchiveWriter();
  SealedArchiveWriter(const SealedArchiveWriter&) = delete;
  SealedArchiveWriter& operator=(const SealedArchiveWriter&) = delete;

  Result<void> add_text(const std::string& name, std::string content);
  // All of the file behind `descriptor`, which stays the caller's and must stay open until finish().
  Result<void> add_file(const std::string& name, int descriptor);
  // Packs, seals, and puts the file in its place, durable. Returns its bytes. Errors as NewFile::finish, and command_cancelled.
  Result<std::uint64_t> finish(const GoOn& go_on);

 private:
  SealedArchiveWriter(std::string path, NewFile file);
  Result<void> open_zip();
  Result<void> add_source(const std::string& name, void* source);
  const std::string path_;
  NewFile file_;
  void* zip_ = nullptr;  // zip_t
  std::vector<std::unique_ptr<std::string>> texts_;  // libzip reads them when it packs
};

class SealedArchive {
 public:
  // Reads the whole file and checks its seal. Errors: file_not_readable, backup_damaged (also for what is no such archive at all),
  // command_cancelled.
  static Result<std::unique_ptr<SealedArchive>> open(const std::string& path, const GoOn& go_on);
  ~SealedArchive();
  SealedArchive(const SealedArchive&) = delete;
  SealedArchive& operator=(const SealedArchive&) = delete;

  bool has(const std::string& name) const;
  // Error: backup_damaged when it is not there, longer than `max_bytes`, or cannot be unpacked.
  Result<std::string> read(const std::string& name, std::size_t max_bytes) const;
  struct Unpacked {
    std::uint64_t bytes = 0;
    std::string sha256;
  };
  // Unpacks to the end of `descriptor`. Errors: backup_damaged, disk_full, file_not_writable, command_cancelled.
  Result<Unpacked> unpack(const std::string& name, int descriptor, const GoOn& go_on) const;

 private:
  SealedArchive(std::string path, void* zip) : path_(std::move(path)), zip_(zip) {}
  const std::string path_;
  void* zip_;  // zip_t
};

// "what": a word for what did not fit, for whoever looks into it.
Error backup_damaged(const std::string& path, std::string what);

}  // namespace wheelhouse::exchange
