#include "service/argon2id.h"

#include <argon2.h>
#include <sodium.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <mutex>
#include <new>
#include <stdexcept>
#include <vector>

#include "service/token.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kSaltBytes = 16, kHashBytes = 32;
constexpr int kBase64 = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
using Salt = std::array<unsigned char, kSaltBytes>;
using Hash = std::array<unsigned char, kHashBytes>;
using Clock = std::chrono::steady_clock;

// The memory of hashes that are done, kept for the next: filling 64 MiB anew and giving them back, hash after hash, now and then holds
// every thread of the process up for as long as a hash takes. No more blocks than have run at once; the library wipes each when it is
// done with it. Pages come as they are touched, in large ones where the kernel has them.
class Memory {
 public:
  std::uint8_t* take(std::size_t bytes) {
    {
      std::lock_guard lock(mutex_);
      const auto found = std::find_if(idle_.begin(), idle_.end(), [&](const Block& block) { return block.bytes == bytes; });
      if (found != idle_.end()) {
        std::uint8_t* const start = found->start;
        idle_.erase(found);
        return start;
      }
    }
    void* taken = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (taken == MAP_FAILED) return nullptr;
    ::madvise(taken, bytes, MADV_HUGEPAGE);
    ::madvise(taken, bytes, MADV_DONTDUMP);  // as libsodium does: no traces of a password in a core file
    return static_cast<std::uint8_t*>(taken);
  }
  void keep(std::uint8_t* start, std::size_t bytes) {
    std::lock_guard lock(mutex_);
    idle_.push_back({start, bytes, Clock::now()});
  }
  std::size_t give_back(Clock::duration unused) {
    std::vector<Block> old;
    {
      std::lock_guard lock(mutex_);
      const auto since = Clock::now() - unused;
      const auto kept = std::partition(idle_.begin(), idle_.end(), [&](const Block& block) { return block.used_at > since; });
      old.assign(kept, idle_.end());
      idle_.erase(kept, idle_.end());
    }
    std::size_t given = 0;
    for (const Block& block : old) {
      // In pieces: each holds others up for microseconds.
      for (std::size_t at = 0; at < block.bytes; at += kPieceBytes)
        ::madvise(block.start + at, std::min(kPieceBytes, block.bytes - at), MADV_DONTNEED);
      ::munmap(block.start, block.bytes);
      given += block.bytes;
    }
    return given;
  }

 private:
  static constexpr std::size_t kPieceBytes = 2u << 20;
  struct Block {
    std::uint8_t* start;
    std::size_t bytes;
    Clock::time_point used_at;
  };
  std::mutex mutex_;
  std::vector<Block> idle_;
};

Memory& memory_of_hashes() {
  static Memory memory;
  return memory;
}

int take_memory(std::uint8_t** memory, std::size_t bytes) {
  *memory = memory_of_hashes().take(bytes);
  return *memory ? ARGON2_OK : ARGON2_MEMORY_ALLOCATION_ERROR;
}
void keep_memory(std::uint8_t* memory, std::size_t bytes) { memory_of_hashes().keep(memory, bytes); }

Hash compute(std::string_view password, Salt salt, std::uint32_t memory_kib, std::uint32_t passes) {
  Hash hash{};
  argon2_context context{};
  context.out = hash.data();
  context.outlen = hash.size();
  // The library takes it as changeable, and changes it only with ARGON2_FLAG_CLEAR_PASSWORD.
  context.pwd = reinterpret_cast<std::uint8_t*>(const_cast<char*>(password.data()));
  context.pwdlen = static_cast<std::uint32_t>(password.size());
  context.salt = salt.data();
  context.saltlen = salt.size();
  context.t_cost = passes;
  context.m_cost = memory_kib;
  context.lanes = context.threads = 1;
  context.version = ARGON2_VERSION_13;
  context.allocate_cbk = take_memory;
  context.free_cbk = keep_memory;
  const int problem = ::argon2id_ctx(&context);
  if (problem == ARGON2_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc();
  if (problem != ARGON2_OK) throw std::runtime_error(std::string("argon2: ") + ::argon2_error_message(problem));
  return hash;
}

template <std::size_t N>
std::string base64(const std::array<unsigned char, N>& bytes) {
  std::array<char, sodium_base64_ENCODED_LEN(N, kBase64)> text;
  return sodium_bin2base64(text.data(), text.size(), bytes.data(), N, kBase64);
}

template <std::size_t N>
bool read_base64(std::string_view text, std::array<unsigned char, N>& bytes) {
  std::size_t size = 0;
  const char* end = nullptr;
  return sodium_base642bin(bytes.data(), N, text.data(), text.size(), nullptr, &size, &end, kBase64) == 0 && size == N &&
         end == text.data() + text.size();
}

}  // namespace

std::string argon2id_text(std::string_view password, std::size_t memory_bytes, unsigned passes) {
  start_sodium();
  Salt salt;
  randombytes_buf(salt.data(), salt.size());
  const std::uint32_t memory_kib = static_cast<std::uint32_t>(memory_bytes / 1024);
  const Hash hash = compute(password, salt, memory_kib, passes);
  return "$argon2id$v=19$m=" + std::to_string(memory_kib) + ",t=" + std::to_string(passes) + ",p=1$" + base64(salt) + '$' + base64(hash);
}

bool argon2id_matches(std::string_view password, std::string_view text) {
  start_sodium();
  unsigned memory_kib = 0, passes = 0;
  int head = 0;
  const std::string whole(text);
  if (std::sscanf(whole.c_str(), "$argon2id$v=19$m=%8u,t=%4u,p=1$%n", &memory_kib, &passes, &head) != 2 || head == 0) return false;
  const std::string_view rest = std::string_view(whole).substr(static_cast<std::size_t>(head));
  const auto point = rest.find('$');
  Salt salt;
  Hash stored;
  if (point == std::string_view::npos || !read_base64(rest.substr(0, point), salt) || !read_base64(rest.substr(point + 1), stored))
    return false;
  const Hash hash = compute(password, salt, memory_kib, passes);
  return sodium_memcmp(hash.data(), stored.data(), stored.size()) == 0;
}

std::size_t give_hash_memory_back(std::chrono::steady_clock::duration unused) { return memory_of_hashes().give_back(unused); }

}  // namespace wheelhouse::service
