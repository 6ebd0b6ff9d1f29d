#include "http/self_signed.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdint>

#include "http/peer_address.h"
#include "http/request_head.h"

namespace wheelhouse::http {
namespace {

constexpr long kSecondsPerDay = 86'400;

bool add_extension(X509* certificate, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  if (!extension) return false;
  const bool added = X509_add_ext(certificate, extension, -1) == 1;
  X509_EXTENSION_free(extension);
  return added;
}

// Only what host_of or an address parser accepts gets in: the value is a small language of its own, with ',' and ':'.
std::string subject_alternative_names(const std::vector<std::string>& names) {
  std::string out = "DNS:localhost,IP:127.0.0.1,IP:::1";
  for (const std::string& name : names) {
    std::string address;
    if (normalize_address(name, address)) {
      out += ",IP:" + address;
    } else if (const auto host = host_of(name); host && *host != "localhost" && host->front() != '[') {
      out += ",DNS:" + *host;
    }
  }
  return out;
}

bool fill_certificate(X509* certificate, EVP_PKEY* key, const std::vector<std::string>& names) {
  std::uint8_t serial[16];
  if (RAND_bytes(serial, sizeof serial) != 1) return false;
  serial[0] = static_cast<std::uint8_t>((serial[0] & 0x7F) | 0x40);  // positive, and all 16 bytes used
  BIGNUM* number = BN_bin2bn(serial, sizeof serial, nullptr);
  const bool numbered = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
  BN_free(number);
  X509_NAME* subject = X509_get_subject_name(certificate);
  return numbered && X509_set_version(certificate, X509_VERSION_3) == 1 && X509_gmtime_adj(X509_getm_notBefore(certificate), -3600) &&
         X509_gmtime_adj(X509_getm_notAfter(certificate), 825 * kSecondsPerDay - 3600) && X509_set_pubkey(certificate, key) == 1 &&
         X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("wheelhouse"), -1, -1, 0) == 1 &&
         X509_set_issuer_name(certificate, subject) == 1 && add_extension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
         add_extension(certificate, NID_key_usage, "critical,digitalSignature") &&
         add_extension(certificate, NID_ext_key_usage, "serverAuth") &&
         add_extension(certificate, NID_subject_alt_name, subject_alternative_names(names)) &&
         X509_sign(certificate, key, EVP_sha256()) > 0;
}

}  // namespace

void FreeCertificate::operator()(X509* certificate) const { X509_free(certificate); }
void FreeKey::operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }

CertificateAndKey make_self_signed(const std::vector<std::string>& names) {
  KeyPointer key(EVP_EC_gen("P-256"));
  CertificatePointer certificate(X509_new());
  if (!key || !certificate || !fill_certificate(certificate.get(), key.get(), names)) return {};
  return {std::move(certificate), std::move(key)};
}

}  // namespace wheelhouse::http
