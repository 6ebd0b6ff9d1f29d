#include "http/tls.h"

#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <ctime>
#include <string_view>

#include "http/self_signed.h"

namespace wheelhouse::http {
namespace {

struct FreeContext { void operator()(SSL_CTX* context) const { SSL_CTX_free(context); } };
struct FreeSession { void operator()(SSL* session) const { SSL_free(session); } };
struct FreeBio { void operator()(BIO* bio) const { BIO_free(bio); } };

constexpr long kRenewWithinSeconds = 30 * 86'400;  // a kept certificate this close to its end is made anew
// Forward secrecy and authenticated encryption alone: no CBC, no SHA-1, no key exchange by RSA.
constexpr char kCiphers12[] =
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:"
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256";
constexpr char kCiphers13[] = "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256";
constexpr std::size_t kRecordBytes = 16 * 1024;    // the most one TLS record holds

Error unusable(std::string_view what) {
  char detail[256] = "";
  const unsigned long code = ERR_get_error();
  if (code != 0) ERR_error_string_n(code, detail, sizeof detail);
  ERR_clear_error();
  return Error::make(Errc::unavailable, "tls_unusable", {{"what", std::string(what)}, {"detail", detail}});
}

class TlsTransport final : public Transport {
 public:
  explicit TlsTransport(SSL* session) : session_(session) {}

  IoResult handshake() override { return after(SSL_do_handshake(session_.get())); }

  IoResult read(char* out, std::size_t size) override {
    const int most = static_cast<int>(std::min<std::size_t>(size, 1 << 30));
    return after(SSL_read(session_.get(), out, most));
  }

  // Small pieces are put together: each SSL_write is a record, and each record may become a packet.
  IoResult write(const iovec* pieces, int count) override {
    if (count == 1 || pieces[0].iov_len >= kRecordBytes) {
      return after(SSL_write(session_.get(), pieces[0].iov_base, static_cast<int>(std::min<std::size_t>(pieces[0].iov_len, 1 << 30))));
    }
    static thread_local std::array<char, kRecordBytes> record;
    std::size_t size = 0;
    for (int i = 0; i < count && size < record.size(); ++i) {
      const std::size_t take = std::min(pieces[i].iov_len, record.size() - size);
      std::memcpy(record.data() + size, pieces[i].iov_base, take);
      size += take;
    }
    return after(SSL_write(session_.get(), record.data(), static_cast<int>(size)));
  }

  bool has_pending() const override { return SSL_pending(session_.get()) > 0; }

  void finish_writing() override {
    ERR_clear_error();
    if (SSL_is_init_finished(session_.get()) && !broken_) SSL_shutdown(session_.get());
    ::shutdown(SSL_get_fd(session_.get()), SHUT_WR);
  }

 private:
  IoResult after(int result) {
    if (result > 0) return {IoResult::Kind::done, static_cast<std::size_t>(result)};
    const int error = SSL_get_error(session_.get(), result);
    ERR_clear_error();  // the queue is per thread: what stays in it would be read as the next connection's error
    switch (error) {
      case SSL_ERROR_WANT_READ: return {IoResult::Kind::want_read, 0};
      case SSL_ERROR_WANT_WRITE: return {IoResult::Kind::want_write, 0};
      case SSL_ERROR_ZERO_RETURN: return {IoResult::Kind::closed, 0};
      default: broken_ = true; return {IoResult::Kind::failed, 0};
    }
  }

  std::unique_ptr<SSL, FreeSession> session_;
  bool broken_ = false;
};

int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* offered, unsigned offered_size, void*) {
  static constexpr unsigned char kOurs[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, out_size, kOurs, sizeof kOurs - 1, offered, offered_size) != OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  }
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

// Written beside and renamed, so that a crash leaves the old file or the new one.
bool write_private_file(const std::filesystem::path& path, BIO* content) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(content, &bytes);
  const std::string beside = path.string() + ".new";
  ::unlink(beside.c_str());
  const int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return false;
  const bool written = ::write(descriptor, bytes, static_cast<std::size_t>(size)) == size && ::fsync(descriptor) == 0;
  ::close(descriptor);
  return written && ::rename(beside.c_str(), path.c_str()) == 0;
}

bool keep(const CertificateAndKey& made, const TlsOptions& options) {
  const std::unique_ptr<BIO, FreeBio> certificate(BIO_new(BIO_s_mem()));
  const std::unique_ptr<BIO, FreeBio> key(BIO_new(BIO_s_mem()));
  return PEM_write_bio_X509(certificate.get(), made.certificate.get()) == 1 &&
         PEM_write_bio_PrivateKey(key.get(), made.key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1 &&
         write_private_file(options.key_file, key.get()) && write_private_file(options.certificate_file, certificate.get());
}

bool use_files(SSL_CTX* context, const TlsOptions& options) {
  return SSL_CTX_use_certificate_chain_file(context, options.certificate_file.c_str()) == 1 &&
         SSL_CTX_use_PrivateKey_file(context, options.key_file.c_str(), SSL_FILETYPE_PEM) == 1 && SSL_CTX_check_private_key(context) == 1;
}

bool is_still_good(SSL_CTX* context) {
  std::time_t at = std::time(nullptr) + kRenewWithinSeconds;
  const X509* certificate = SSL_CTX_get0_certificate(context);
  return certificate && X509_cmp_time(X509_get0_notAfter(certificate), &at) > 0;
}

}  // namespace

struct TlsContext::Implementation {
  std::unique_ptr<SSL_CTX, FreeContext> context;
};

TlsContext::TlsContext(std::unique_ptr<Implementation> implementation) : implementation_(std::move(implementation)) {}
TlsContext::~TlsContext() = default;

Result<std::unique_ptr<TlsContext>> TlsContext::load(const TlsOptions& options) {
  ERR_clear_error();
  auto implementation = std::make_unique<Implementation>();
  implementation->context.reset(SSL_CTX_new(TLS_server_method()));
  SSL_CTX* context = implementation->context.get();
  if (!context) return fail(unusable("library"));
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  if (SSL_CTX_set_cipher_list(context, kCiphers12) != 1 || SSL_CTX_set_ciphersuites(context, kCiphers13) != 1)
    return fail(unusable("library"));
  SSL_CTX_set_options(context,
                      SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
  // RELEASE_BUFFERS: an idle connection gives its 32 KiB of record buffers back.
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);  // tickets resume sessions without memory here
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);

  const bool named = !options.certificate_file.empty() && !options.key_file.empty();
  if (options.mode == TlsOptions::Mode::files) {
    if (!use_files(context, options)) return fail(unusable("pair"));
  } else if (!named || !std::filesystem::exists(options.certificate_file) || !use_files(context, options) || !is_still_good(context)) {
    ERR_clear_error();
    const CertificateAndKey made = make_self_signed(options.self_signed_names);
    if (!made.key) return fail(unusable("library"));
    if (SSL_CTX_use_certificate(context, made.certificate.get()) != 1 || SSL_CTX_use_PrivateKey(context, made.key.get()) != 1) {
      return fail(unusable("pair"));
    }
    if (named && !keep(made, options)) return fail(unusable("store"));
  }
  return std::make_unique<TlsContext>(std::move(implementation));
}

std::string TlsContext::fingerprint() const {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  const X509* certificate = SSL_CTX_get0_certificate(implementation_->context.get());
  if (!certificate || X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1) return {};
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (unsigned i = 0; i < size; ++i) {
    if (i > 0) out.push_back(':');
    out.push_back(kHex[digest[i] >> 4]);
    out.push_back(kHex[digest[i] & 15]);
  }
  return out;
}

std::unique_ptr<Transport> TlsContext::make_transport(int descriptor) const {
  SSL* session = SSL_new(implementation_->context.get());
  if (!session) throw std::bad_alloc();
  SSL_set_fd(session, descriptor);
  SSL_set_accept_state(session);
  return std::make_unique<TlsTransport>(session);
}

}  // namespace wheelhouse::http
