// SHA-256 over bytes that come in pieces. One thread at a time. Throws std::runtime_error when OpenSSL has no SHA-256.
#pragma once
#include <openssl/types.h>

#include <memory>
#include <string>
#include <string_view>

namespace wheelhouse::exchange {

class Sha256 {
 public:
  Sha256();
  void add(std::string_view bytes);
  // 64 hexadecimal digits, lower case. Once, last.
  std::string hex();

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const;
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

}  // namespace wheelhouse::exchange
