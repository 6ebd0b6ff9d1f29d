#include "service/token.h"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace wheelhouse::service {

void start_sodium() {
  static const bool ready = sodium_init() >= 0;
  if (!ready) throw std::runtime_error("libsodium cannot start");
}

std::string make_token() {
  start_sodium();
  std::array<unsigned char, 32> bits;
  randombytes_buf(bits.data(), bits.size());
  std::array<char, sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING)> text;
  sodium_bin2base64(text.data(), text.size(), bits.data(), bits.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  sodium_memzero(bits.data(), bits.size());
  return text.data();
}

}  // namespace wheelhouse::service
