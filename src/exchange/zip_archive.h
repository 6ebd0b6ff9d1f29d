// Reads the entries of a zip file under the limits of limits.h (TRUST R-11): what the directory declares is checked
// before anything is inflated, what is inflated is counted, and entry names that climb out are refused although
// nothing is ever written to disk. Over libzip. One thread at a time.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"

namespace wheelhouse::exchange {

class ZipArchive {
 public:
  // Errors: zip_damaged, zip_too_many_entries, zip_unsafe_name, zip_too_large, zip_ratio, file_is_encrypted.
  static Result<std::unique_ptr<ZipArchive>> open_path(const std::string& path);
  static Result<std::unique_ptr<ZipArchive>> open_bytes(std::string_view bytes);  // the caller keeps the bytes alive
  ~ZipArchive();
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

  // Names are compared in lower case with forward slashes, as programs that write workbooks disagree on both.
  bool has(std::string_view name) const { return find(name).has_value(); }
  std::uint64_t declared_size(std::string_view name) const;

  class Entry {
   public:
    ~Entry();
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    // Bytes read, 0 at the end; errors zip_damaged, zip_too_large, zip_ratio.
    Result<std::size_t> read(char* to, std::size_t room);

   private:
    friend class ZipArchive;
    Entry(ZipArchive& archive, void* file, std::uint64_t limit) : archive_(archive), file_(file), limit_(limit) {}
    ZipArchive& archive_;
    void* file_;
    std::uint64_t limit_;     // inflated bytes at which the ratio would be broken
    std::uint64_t inflated_ = 0;
  };
  // Errors: zip_damaged when there is no such entry or its method is unknown. The archive must outlive the entry.
  Result<std::unique_ptr<Entry>> open_entry(std::string_view name);
  // A small entry in one piece; error zip_too_large beyond `max_bytes`.
  Result<std::string> read_entry(std::string_view name, std::size_t max_bytes);

 private:
  explicit ZipArchive(void* zip) : zip_(zip) {}
  static Result<std::unique_ptr<ZipArchive>> check(void* zip);
  struct Known {
    std::uint64_t index, size, compressed;
  };
  std::optional<Known> find(std::string_view name) const;

  void* zip_;  // zip_t
  std::unordered_map<std::string, Known> entries_;
  std::uint64_t inflated_ = 0;  // over all entries read
};

}  // namespace wheelhouse::exchange
