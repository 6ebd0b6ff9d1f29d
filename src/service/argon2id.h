// Argon2id as text ("$argon2id$v=19$m=65536,t=3,p=1$salt$hash"), in memory that nobody else waits for. libsodium's own takes its 64 MiB
// with MAP_POPULATE, and while the kernel fills them no other thread of the process gets or gives back memory: 25 ms a hash.
#pragma once
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace wheelhouse::service {

// With a new salt. Throws std::bad_alloc without memory.
std::string argon2id_text(std::string_view password, std::size_t memory_bytes, unsigned passes);
// False too when `text` is not one. Throws std::bad_alloc without memory.
bool argon2id_matches(std::string_view password, std::string_view text);
// Memory is kept for the next hash. Gives back, in bytes, what has lain unused for so long.
std::size_t give_hash_memory_back(std::chrono::steady_clock::duration unused);

}  // namespace wheelhouse::service
