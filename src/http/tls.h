// TLS with OpenSSL: the certificate (given, or made here) and the transport that speaks it. TLS 1.2 or newer, HTTP/1.1 by ALPN.
// A TlsContext is immutable after loading and serves all threads. OpenSSL writes with write(2): SIGPIPE must be ignored.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "http/server.h"
#include "http/transport.h"

namespace wheelhouse::http {

class TlsContext {
 public:
  // Errc::unavailable "tls_unusable" with the params "what" (a key: certificate, key, pair, store) and "detail" (for the log).
  static Result<std::unique_ptr<TlsContext>> load(const TlsOptions& options);
  ~TlsContext();
  std::string fingerprint() const;
  std::unique_ptr<Transport> make_transport(int descriptor) const;

  struct Implementation;
  explicit TlsContext(std::unique_ptr<Implementation> implementation);

 private:
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace wheelhouse::http
