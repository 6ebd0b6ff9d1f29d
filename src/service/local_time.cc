#include "service/local_time.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

namespace wheelhouse::service {
namespace {

constexpr std::size_t kHeaderBytes = 44;
constexpr std::size_t kFileBytesMax = 64 * 1024;

std::int64_t big_endian(std::string_view bytes, std::size_t at, int size) {
  std::uint64_t value = 0;
  for (int i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  if (size == 4) return static_cast<std::int32_t>(static_cast<std::uint32_t>(value));
  return static_cast<std::int64_t>(value);
}

// The counts of one block's header, in the order of RFC 8536.
struct Counts {
  std::size_t ut, standard, leap, time, type, character;
  std::size_t bytes(std::size_t time_size) const {
    return time * time_size + time + type * 6 + character + leap * (time_size + 4) + standard + ut;
  }
};
std::optional<Counts> read_counts(std::string_view file, std::size_t at) {
  if (file.size() < at + kHeaderBytes || file.substr(at, 4) != "TZif") return std::nullopt;
  const auto count = [&](std::size_t i) {
    return static_cast<std::size_t>(static_cast<std::uint32_t>(big_endian(file, at + 20 + 4 * i, 4)));
  };
  const Counts counts{count(0), count(1), count(2), count(3), count(4), count(5)};
  for (const std::size_t n : {counts.ut, counts.standard, counts.leap, counts.time, counts.type, counts.character})
    if (n > kFileBytesMax) return std::nullopt;
  return counts;
}

// A name is put into a path: only what zone names are made of, and no way out of the folder.
bool is_zone_name(std::string_view zone) {
  if (zone.empty() || zone.size() > 64 || zone.front() == '/' || zone.find("..") != std::string_view::npos) return false;
  return std::all_of(zone.begin(), zone.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '_' || c == '-' || c == '+';
  });
}

}  // namespace

std::optional<int> utc_offset_minutes(std::string_view zone, Instant at) {
  if (zone == "UTC" || zone == "Etc/UTC") return 0;
  if (!is_zone_name(zone)) return std::nullopt;
  const std::filesystem::path path = "/usr/share/zoneinfo/" + std::string(zone);
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return std::nullopt;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return std::nullopt;
  const std::string file{std::istreambuf_iterator<char>(stream), {}};
  if (file.size() > kFileBytesMax) return std::nullopt;

  // The first block has 32-bit times; readers of today skip it for the second, with 64-bit ones.
  const auto old = read_counts(file, 0);
  if (!old || file[4] < '2') return std::nullopt;
  const std::size_t second = kHeaderBytes + old->bytes(4);
  const auto counts = read_counts(file, second);
  const std::size_t times = second + kHeaderBytes;
  if (!counts || counts->type == 0 || file.size() < times + counts->bytes(8)) return std::nullopt;
  const std::size_t type_indexes = times + counts->time * 8;
  const std::size_t types = type_indexes + counts->time;

  const std::int64_t seconds = at.ms / 1000 - (at.ms % 1000 < 0 ? 1 : 0);
  std::size_t passed = 0;  // transitions at or before `at`
  while (passed < counts->time && big_endian(file, times + passed * 8, 8) <= seconds) ++passed;
  const std::size_t type = passed == 0 ? 0 : static_cast<unsigned char>(file[type_indexes + passed - 1]);
  if (type >= counts->type) return std::nullopt;
  return static_cast<int>(big_endian(file, types + type * 6, 4) / 60);
}

int workspace_offset_minutes(storage::Session& session, std::int64_t workspace_id, Instant at) {
  std::string zone;
  session.query_first("SELECT time_zone FROM workspace WHERE id = ?1", {workspace_id}, [&](const RowReader& row) { zone = row.text(0); });
  return utc_offset_minutes(zone, at).value_or(0);
}

}  // namespace wheelhouse::service
