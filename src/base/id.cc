#include "base/id.h"

#include <sys/random.h>

#include <mutex>
#include <stdexcept>

namespace wheelhouse {
namespace {
void fill_random(std::uint8_t* out, std::size_t n) {
  while (n > 0) {
    const ssize_t got = getrandom(out, n, 0);
    if (got <= 0) throw std::runtime_error("getrandom failed");
    out += got;
    n -= static_cast<std::size_t>(got);
  }
}
// Random bytes are taken 4 KiB at a time: a system call per id would dominate an import.
struct Pool {
  std::array<std::uint8_t, 4096> bytes;
  std::size_t used = 4096;
  void take(std::uint8_t* out, std::size_t n) {
    if (used + n > bytes.size()) { fill_random(bytes.data(), bytes.size()); used = 0; }
    std::memcpy(out, bytes.data() + used, n);
    std::memset(bytes.data() + used, 0, n);
    used += n;
  }
};
constexpr char kHex[] = "0123456789abcdef";
int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}
}  // namespace

Uuid make_uuid_v7(std::int64_t unix_ms) {
  static std::mutex mutex;
  static Pool pool;
  static std::int64_t last_ms = 0;
  static std::uint32_t counter = 0;  // 12 bits of rand_a: order within one millisecond (RFC 9562 §6.2, method 1)
  std::lock_guard lock(mutex);
  if (unix_ms > last_ms) {
    last_ms = unix_ms;
    std::uint8_t seed[2];
    pool.take(seed, 2);
    counter = (static_cast<std::uint32_t>(seed[0]) << 2 | seed[1] >> 6) & 0x3FF;  // leaves room to count up
  } else if (++counter > 0xFFF) {
    ++last_ms;
    counter = 0;
  }
  Uuid u;
  pool.take(u.bytes.data() + 8, 8);
  for (int i = 0; i < 6; ++i) u.bytes[i] = static_cast<std::uint8_t>(last_ms >> (40 - 8 * i));
  u.bytes[6] = static_cast<std::uint8_t>(0x70 | (counter >> 8));
  u.bytes[7] = static_cast<std::uint8_t>(counter);
  u.bytes[8] = static_cast<std::uint8_t>(0x80 | (u.bytes[8] & 0x3F));
  return u;
}

void append_uuid(std::string& out, const Uuid& uuid) {
  char text[36];
  int at = 0;
  for (int i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text[at++] = '-';
    text[at++] = kHex[uuid.bytes[i] >> 4];
    text[at++] = kHex[uuid.bytes[i] & 15];
  }
  out.append(text, 36);
}

std::string to_string(const Uuid& uuid) {
  std::string out;
  append_uuid(out, uuid);
  return out;
}

std::optional<Uuid> parse_uuid(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  Uuid u;
  int at = 0;
  for (int i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) {
      if (text[at++] != '-') return std::nullopt;
    }
    const int high = hex_value(text[at]), low = hex_value(text[at + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    u.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
    at += 2;
  }
  return u;
}
}  // namespace wheelhouse
