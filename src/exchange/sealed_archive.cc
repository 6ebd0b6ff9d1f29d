#include "exchange/sealed_archive.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "exchange/sha256.h"

namespace wheelhouse::exchange {
namespace {

constexpr std::string_view kSealLabel = "wheelhouse-sha256:";
constexpr std::size_t kSealDigits = 64;
constexpr std::size_t kBlockBytes = 1 << 20;
constexpr zip_uint32_t kCompressionLevel = 1;  // a book shrinks to a third at once; more costs minutes for a few per cent

zip_t* as_zip(void* zip) { return static_cast<zip_t*>(zip); }

Error cancelled() { return Error::make(Errc::unavailable, "command_cancelled"); }

// SHA-256 of the first `bytes` of a file. Leaves the file's own position alone.
Result<std::string> hash_start(int descriptor, std::uint64_t bytes, const GoOn& go_on, const Error& unreadable) {
  Sha256 hash;
  std::string block(kBlockBytes, '\0');
  for (std::uint64_t at = 0; at < bytes;) {
    if (go_on && !go_on()) return fail(cancelled());
    const ssize_t got = ::pread(descriptor, block.data(), std::min<std::uint64_t>(block.size(), bytes - at), static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return fail(unreadable);
    hash.add(std::string_view(block.data(), static_cast<std::size_t>(got)));
    at += static_cast<std::uint64_t>(got);
  }
  return hash.hex();
}

// libzip writes to a path of its own making or to what answers these calls; only the latter can be a file without a name.
class Target {
 public:
  explicit Target(int descriptor) : descriptor_(descriptor) { zip_error_init(&error_); }

  static zip_int64_t call(void* self, void* data, zip_uint64_t size, zip_source_cmd_t command) {
    return static_cast<Target*>(self)->answer(data, size, command);
  }

 private:
  zip_int64_t failed(int zip_code) {
    zip_error_set(&error_, zip_code, errno);
    return -1;
  }
  zip_int64_t answer(void* data, zip_uint64_t size, zip_source_cmd_t command) {
    switch (command) {
      case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
                                              ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_BEGIN_WRITE,
                                              ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_WRITE, ZIP_SOURCE_SEEK_WRITE,
                                              ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_REMOVE, -1);
      case ZIP_SOURCE_ERROR: return zip_error_to_data(&error_, data, size);
      case ZIP_SOURCE_FREE: delete this; return 0;
      case ZIP_SOURCE_STAT: {  // a new archive: nothing is there yet
        auto* stat = static_cast<zip_stat_t*>(data);
        zip_stat_init(stat);
        errno = ENOENT;
        return failed(ZIP_ER_READ);
      }
      case ZIP_SOURCE_WRITE: {
        const char* bytes = static_cast<const char*>(data);
        for (zip_uint64_t done = 0; done < size;) {
          const ssize_t written = ::write(descriptor_, bytes + done, size - done);
          if (written < 0 && errno == EINTR) continue;
          if (written < 0) return failed(ZIP_ER_WRITE);
          done += static_cast<zip_uint64_t>(written);
        }
        return static_cast<zip_int64_t>(size);
      }
      case ZIP_SOURCE_TELL_WRITE: return ::lseek(descriptor_, 0, SEEK_CUR);
      case ZIP_SOURCE_SEEK_WRITE: {
        const auto* to = ZIP_SOURCE_GET_ARGS(zip_source_args_seek_t, data, size, &error_);
        if (to == nullptr) return -1;
        return ::lseek(descriptor_, to->offset, to->whence) < 0 ? failed(ZIP_ER_SEEK) : 0;
      }
      case ZIP_SOURCE_BEGIN_WRITE:
      case ZIP_SOURCE_COMMIT_WRITE:
      case ZIP_SOURCE_ROLLBACK_WRITE:
      case ZIP_SOURCE_REMOVE: return 0;
      default: return failed(ZIP_ER_OPNOTSUPP);
    }
  }
  const int descriptor_;
  zip_error_t error_;
};

}  // namespace

Error backup_damaged(const std::string& path, std::string what) {
  return Error::make(Errc::invalid, "backup_damaged", {{"file", path}, {"what", std::move(what)}});
}

// --- writing --------------------------------------------------------------------------------------------------------

Result<std::unique_ptr<SealedArchiveWriter>> SealedArchiveWriter::create(const std::string& path) {
  auto file = NewFile::create(path);
  if (!file) return fail(file.error());
  std::unique_ptr<SealedArchiveWriter> writer(new SealedArchiveWriter(path, std::move(*file)));
  if (auto opened = writer->open_zip(); !opened) return fail(opened.error());
  return writer;
}

SealedArchiveWriter::SealedArchiveWriter(std::string path, NewFile file) : path_(std::move(path)), file_(std::move(file)) {}

SealedArchiveWriter::~SealedArchiveWriter() {
  if (zip_ != nullptr) zip_discard(as_zip(zip_));
}

Result<void> SealedArchiveWriter::open_zip() {
  zip_error_t error;
  zip_error_init(&error);
  auto target = std::make_unique<Target>(file_.descriptor());
  zip_source_t* source = zip_source_function_create(Target::call, target.get(), &error);
  if (source != nullptr) target.release();  // freed by its ZIP_SOURCE_FREE
  zip_t* zip = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error);
  if (zip == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&error);
  if (zip == nullptr) return fail(write_failure(EIO, path_));
  zip_ = zip;
  const std::string comment = std::string(kSealLabel) + std::string(kSealDigits, '0');
  zip_set_archive_comment(zip, comment.data(), static_cast<zip_uint16_t>(comment.size()));
  return {};
}

Result<void> SealedArchiveWriter::add_source(const std::string& name, void* source) {
  auto* from = static_cast<zip_source_t*>(source);
  const zip_int64_t index = from == nullptr ? -1 : zip_file_add(as_zip(zip_), name.c_str(), from, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    if (from != nullptr) zip_source_free(from);
    return fail(write_failure(EIO, path_));
  }
  zip_set_file_compression(as_zip(zip_), static_cast<zip_uint64_t>(index), ZIP_CM_DEFLATE, kCompressionLevel);
  return {};
}

Result<void> SealedArchiveWriter::add_text(const std::string& name, std::string content) {
  texts_.push_back(std::make_unique<std::string>(std::move(content)));
  return add_source(name, zip_source_buffer(as_zip(zip_), texts_.back()->data(), texts_.back()->size(), 0));
}

Result<void> SealedArchiveWriter::add_file(const std::string& name, int descriptor) {
  const int own = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  std::FILE* file = own < 0 ? nullptr : ::fdopen(own, "rb");
  if (file == nullptr) {
    if (own >= 0) ::close(own);
    return fail(write_failure(EIO, path_));
  }
  zip_source_t* source = zip_source_filep(as_zip(zip_), file, 0, -1);  // closes it
  if (source == nullptr) std::fclose(file);
  return add_source(name, source);
}

Result<std::uint64_t> SealedArchiveWriter::finish(const GoOn& go_on) {
  GoOn ask = go_on;
  if (ask)
    zip_register_cancel_callback_with_state(
        as_zip(zip_), [](zip_t*, void* state) { return (*static_cast<GoOn*>(state))() ? 0 : 1; }, nullptr, &ask);
  if (zip_close(as_zip(zip_)) != 0) {
    const zip_error_t* error = zip_get_error(as_zip(zip_));
    if (zip_error_code_zip(error) == ZIP_ER_CANCELLED) return fail(cancelled());
    return fail(write_failure(zip_error_code_system(error), path_));
  }
  zip_ = nullptr;
  struct stat status {};
  if (::fstat(file_.descriptor(), &status) != 0) return fail(write_failure(errno, path_));
  const auto size = static_cast<std::uint64_t>(status.st_size);
  const auto seal = hash_start(file_.descriptor(), size - kSealDigits, go_on, write_failure(EIO, path_));
  if (!seal) return fail(seal.error());
  if (::pwrite(file_.descriptor(), seal->data(), kSealDigits, static_cast<off_t>(size - kSealDigits)) !=
      static_cast<ssize_t>(kSealDigits))
    return fail(write_failure(errno, path_));
  if (auto placed = file_.finish(); !placed) return fail(placed.error());
  return size;
}

// --- reading --------------------------------------------------------------------------------------------------------

Result<std::unique_ptr<SealedArchive>> SealedArchive::open(const std::string& path, const GoOn& go_on) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (descriptor < 0 || ::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    const bool absent = descriptor < 0 && errno == ENOENT;
    if (descriptor >= 0) ::close(descriptor);
    return fail(Error::make(absent ? Errc::not_found : Errc::invalid, "file_not_readable", {{"file", path}}));
  }
  struct Close {
    int descriptor;
    ~Close() { ::close(descriptor); }
  } close{descriptor};
  const auto size = static_cast<std::uint64_t>(status.st_size);
  char end[kSealLabel.size() + kSealDigits];
  constexpr auto kEndBytes = static_cast<ssize_t>(sizeof end);
  if (size < sizeof end || ::pread(descriptor, end, sizeof end, static_cast<off_t>(size - sizeof end)) != kEndBytes ||
      std::string_view(end, kSealLabel.size()) != kSealLabel)
    return fail(backup_damaged(path, "seal"));
  const auto seal = hash_start(descriptor, size - kSealDigits, go_on, Error::make(Errc::invalid, "file_not_readable", {{"file", path}}));
  if (!seal) return fail(seal.error());
  if (*seal != std::string_view(end + kSealLabel.size(), kSealDigits)) return fail(backup_damaged(path, "SHA-256"));
  int code = 0;
  zip_t* zip = zip_open(path.c_str(), ZIP_RDONLY, &code);
  if (zip == nullptr) return fail(backup_damaged(path, "zip"));
  return std::unique_ptr<SealedArchive>(new SealedArchive(path, zip));
}

SealedArchive::~SealedArchive() { zip_discard(as_zip(zip_)); }

bool SealedArchive::has(const std::string& name) const { return zip_name_locate(as_zip(zip_), name.c_str(), 0) >= 0; }

namespace {
struct CloseEntry {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
std::unique_ptr<zip_file_t, CloseEntry> open_entry(void* zip, const std::string& name) {
  return std::unique_ptr<zip_file_t, CloseEntry>(zip_fopen(as_zip(zip), name.c_str(), 0));
}
}  // namespace

Result<std::string> SealedArchive::read(const std::string& name, std::size_t max_bytes) const {
  const auto file = open_entry(zip_, name);
  if (!file) return fail(backup_damaged(path_, name));
  std::string text(max_bytes + 1, '\0');
  std::size_t used = 0;
  while (used < text.size()) {
    const zip_int64_t got = zip_fread(file.get(), text.data() + used, text.size() - used);
    if (got < 0) return fail(backup_damaged(path_, name));
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
  }
  if (used > max_bytes) return fail(backup_damaged(path_, name));
  text.resize(used);
  return text;
}

Result<SealedArchive::Unpacked> SealedArchive::unpack(const std::string& name, int descriptor, const GoOn& go_on) const {
  const auto file = open_entry(zip_, name);
  if (!file) return fail(backup_damaged(path_, name));
  Sha256 hash;
  Unpacked unpacked;
  std::string block(kBlockBytes, '\0');
  while (true) {
    if (go_on && !go_on()) return fail(cancelled());
    const zip_int64_t got = zip_fread(file.get(), block.data(), block.size());
    if (got < 0) return fail(backup_damaged(path_, name));
    if (got == 0) break;
    const std::string_view bytes(block.data(), static_cast<std::size_t>(got));
    hash.add(bytes);
    unpacked.bytes += bytes.size();
    for (std::size_t done = 0; done < bytes.size();) {
      const ssize_t written = ::write(descriptor, bytes.data() + done, bytes.size() - done);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return fail(write_failure(errno, name));
      done += static_cast<std::size_t>(written);
    }
  }
  unpacked.sha256 = hash.hex();
  return unpacked;
}

}  // namespace wheelhouse::exchange
