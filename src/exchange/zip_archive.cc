#include "exchange/zip_archive.h"

#include <zip.h>

#include <algorithm>

#include "exchange/limits.h"

namespace wheelhouse::exchange {
namespace {
constexpr std::uint64_t kRatioFloor = 1 << 20;  // below this a high ratio is no bomb but a small file

zip_t* as_zip(void* zip) { return static_cast<zip_t*>(zip); }
zip_file_t* as_file(void* file) { return static_cast<zip_file_t*>(file); }

tl::unexpected<Error> refuse(std::string reason, Params params = {}) {
  const Errc code = reason == "zip_damaged" ? Errc::invalid : Errc::too_large;
  return fail(Error::make(code, std::move(reason), std::move(params)));
}

std::string canonical(std::string_view name) {
  std::string out;
  for (char c : name) {
    if (c == '\\') c = '/';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    out.push_back(c);
  }
  while (out.starts_with('/')) out.erase(0, 1);
  return out;
}

bool climbs(std::string_view canonical_name) {
  return canonical_name == ".." || canonical_name.starts_with("../") || canonical_name.find("/../") != std::string_view::npos ||
         canonical_name.ends_with("/..") || (canonical_name.size() > 1 && canonical_name[1] == ':');
}

// Only what may be inflated counts; pictures are never opened.
bool is_read(std::string_view name) { return name.ends_with(".xml") || name.ends_with(".rels"); }

std::uint64_t ratio_limit(std::uint64_t compressed) {
  return compressed > kMaxInflatedBytes ? kMaxInflatedBytes : std::max(kRatioFloor, compressed * kMaxInflationRatio);
}
}  // namespace

Result<std::unique_ptr<ZipArchive>> ZipArchive::open_path(const std::string& path) {
  int code = 0;
  zip_t* zip = zip_open(path.c_str(), ZIP_RDONLY, &code);
  if (zip == nullptr) return refuse("zip_damaged");
  return check(zip);
}

Result<std::unique_ptr<ZipArchive>> ZipArchive::open_bytes(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* zip = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (zip == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&error);
  if (zip == nullptr) return refuse("zip_damaged");
  return check(zip);
}

Result<std::unique_ptr<ZipArchive>> ZipArchive::check(void* zip) {
  std::unique_ptr<ZipArchive> archive(new ZipArchive(zip));
  const zip_int64_t count = zip_get_num_entries(as_zip(zip), 0);
  if (count < 0) return refuse("zip_damaged");
  if (static_cast<std::uint64_t>(count) > kMaxZipEntries)
    return refuse("zip_too_many_entries", {{"limit", std::to_string(kMaxZipEntries)}});
  std::uint64_t declared = 0;
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
    zip_stat_t stat;
    if (zip_stat_index(as_zip(zip), i, ZIP_FL_ENC_RAW, &stat) != 0 || (stat.valid & ZIP_STAT_NAME) == 0) return refuse("zip_damaged");
    const std::string name = canonical(stat.name);
    if (climbs(name)) return fail(Error::make(Errc::invalid, "zip_unsafe_name", {{"name", name}}));
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
      return fail(Error::make(Errc::invalid, "file_is_encrypted"));
    const Known known{i, (stat.valid & ZIP_STAT_SIZE) != 0 ? stat.size : 0, (stat.valid & ZIP_STAT_COMP_SIZE) != 0 ? stat.comp_size : 0};
    if (is_read(name)) {
      // Each is small enough for the sum not to overflow, or is refused here.
      if (known.size > kMaxInflatedBytes || (declared += known.size) > kMaxInflatedBytes)
        return refuse("zip_too_large", {{"limit_mib", std::to_string(kMaxInflatedBytes >> 20)}});
      if (known.size > ratio_limit(known.compressed))
        return refuse("zip_ratio", {{"name", name}, {"limit", std::to_string(kMaxInflationRatio)}});
    }
    archive->entries_.try_emplace(name, known);
  }
  return archive;
}

ZipArchive::~ZipArchive() { zip_discard(as_zip(zip_)); }

std::optional<ZipArchive::Known> ZipArchive::find(std::string_view name) const {
  const auto found = entries_.find(canonical(name));
  if (found == entries_.end()) return std::nullopt;
  return found->second;
}

std::uint64_t ZipArchive::declared_size(std::string_view name) const {
  const auto known = find(name);
  return known ? known->size : 0;
}

Result<std::unique_ptr<ZipArchive::Entry>> ZipArchive::open_entry(std::string_view name) {
  const auto known = find(name);
  zip_file_t* file = known ? zip_fopen_index(as_zip(zip_), known->index, 0) : nullptr;
  if (file == nullptr) return refuse("zip_damaged", {{"name", std::string(name)}});
  return std::unique_ptr<Entry>(new Entry(*this, file, ratio_limit(known->compressed)));
}

ZipArchive::Entry::~Entry() { zip_fclose(as_file(file_)); }

Result<std::size_t> ZipArchive::Entry::read(char* to, std::size_t room) {
  const zip_int64_t got = zip_fread(as_file(file_), to, room);
  if (got < 0) return refuse("zip_damaged");
  inflated_ += static_cast<std::uint64_t>(got);
  archive_.inflated_ += static_cast<std::uint64_t>(got);
  if (archive_.inflated_ > 2 * kMaxInflatedBytes || inflated_ > kMaxInflatedBytes)  // a sheet may be read twice: checked, then taken in
    return refuse("zip_too_large", {{"limit_mib", std::to_string(kMaxInflatedBytes >> 20)}});
  if (inflated_ > limit_) return refuse("zip_ratio", {{"limit", std::to_string(kMaxInflationRatio)}});
  return static_cast<std::size_t>(got);
}

Result<std::string> ZipArchive::read_entry(std::string_view name, std::size_t max_bytes) {
  auto entry = open_entry(name);
  if (!entry) return fail(entry.error());
  std::string out;
  char buffer[16384];
  for (;;) {
    const auto got = (*entry)->read(buffer, sizeof buffer);
    if (!got) return fail(got.error());
    if (*got == 0) return out;
    out.append(buffer, *got);
    if (out.size() > max_bytes) return refuse("zip_too_large", {{"name", std::string(name)}});
  }
}
}  // namespace wheelhouse::exchange
