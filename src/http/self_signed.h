// Makes a certificate that vouches for itself, so that a phone in the same room can speak TLS with a laptop.
#pragma once
#include <openssl/types.h>

#include <memory>
#include <string>
#include <vector>

namespace wheelhouse::http {

struct FreeCertificate { void operator()(X509* certificate) const; };
struct FreeKey { void operator()(EVP_PKEY* key) const; };
using CertificatePointer = std::unique_ptr<X509, FreeCertificate>;
using KeyPointer = std::unique_ptr<EVP_PKEY, FreeKey>;

struct CertificateAndKey {
  CertificatePointer certificate;
  KeyPointer key;
};

// P-256, valid from an hour ago (clocks differ) for 825 days (Apple refuses longer ones), for localhost, 127.0.0.1, ::1 and
// `names` (host names or addresses). Empty pointers when OpenSSL fails.
CertificateAndKey make_self_signed(const std::vector<std::string>& names);

}  // namespace wheelhouse::http
