// TLS with OpenSSL's own client on the other side.
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <fstream>

#include "http/self_signed.h"
#include "http/test_client.h"

namespace wheelhouse::http {
namespace {

// A client that trusts anything: what it gets is looked at by the test.
class TlsClient {
 public:
  explicit TlsClient(std::uint16_t port, int version_max = 0, const char* ciphers = nullptr)
      : socket_(port), context_(SSL_CTX_new(TLS_client_method())), session_(SSL_new(context_)) {
    if (version_max) SSL_set_max_proto_version(session_, version_max);
    if (ciphers) offers_any_ = SSL_set_cipher_list(session_, ciphers) == 1;
    const timeval patience{10, 0};
    ::setsockopt(socket_.descriptor(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    static constexpr unsigned char kProtocols[] = "\x02h2\x08http/1.1";
    SSL_set_alpn_protos(session_, kProtocols, sizeof kProtocols - 1);
    SSL_set_fd(session_, socket_.descriptor());
    shaken_ = SSL_connect(session_) == 1;
  }
  ~TlsClient() {
    SSL_free(session_);
    SSL_CTX_free(context_);
  }
  bool shaken() const { return shaken_; }
  bool offers_any() const { return offers_any_; }
  std::string cipher() const { return SSL_get_cipher_name(session_); }
  std::string protocol() const {
    const unsigned char* name = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(session_, &name, &size);
    return std::string(reinterpret_cast<const char*>(name), size);
  }
  CertificatePointer certificate() const { return CertificatePointer(SSL_get1_peer_certificate(session_)); }
  bool send(std::string_view bytes) {
    return SSL_write(session_, bytes.data(), static_cast<int>(bytes.size())) == static_cast<int>(bytes.size());
  }
  // Everything until the server says goodbye; `orderly` when it did.
  std::string read_all(bool& orderly) {
    std::string all;
    char bytes[16 * 1024];
    int got;
    while ((got = SSL_read(session_, bytes, sizeof bytes)) > 0) all.append(bytes, static_cast<std::size_t>(got));
    orderly = SSL_get_error(session_, got) == SSL_ERROR_ZERO_RETURN;
    return all;
  }

 private:
  TestClient socket_;
  SSL_CTX* context_;
  SSL* session_;
  bool shaken_ = false;
  bool offers_any_ = true;
};

ServerOptions self_signed() {
  ServerOptions options;
  options.tls.mode = TlsOptions::Mode::self_signed;
  options.tls.self_signed_names = {"crm.example", "192.0.2.7", "2001:db8::7", "bad name,IP:6.6.6.6"};
  return options;
}

TEST(Tls, SelfSignedServesWithTheNamesAsked) {
  TestServer test(self_signed());
  test.handler.routes["/secure"] = [](Request&& request, const Responder& to) {
    to.send(Response::with_body(200, "text/plain", request.secure ? "yes" : "no"));
  };
  test.start();
  TlsClient client(test.server.port());
  ASSERT_TRUE(client.shaken());
  EXPECT_EQ(client.protocol(), "http/1.1");
  const CertificatePointer certificate = client.certificate();
  EXPECT_EQ(X509_check_host(certificate.get(), "localhost", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_host(certificate.get(), "crm.example", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_ip_asc(certificate.get(), "192.0.2.7", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(certificate.get(), "2001:db8::7", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(certificate.get(), "6.6.6.6", 0), 0);
  EXPECT_EQ(test.server.certificate_fingerprint().size(), 95u);
  client.send(get("/secure", "Connection: close\r\n"));
  bool orderly = false;
  const std::string answer = client.read_all(orderly);
  EXPECT_TRUE(answer.ends_with("\r\n\r\nyes")) << answer;
  EXPECT_TRUE(orderly);
}

TEST(Tls, LargeBodiesBothWays) {
  TestServer test(self_signed());
  test.start();
  const std::string body(1'000'000, 'x');
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsClient client(test.server.port(), version);
    ASSERT_TRUE(client.shaken());
    std::thread sender([&] { client.send(get("/ping") + post("/echo", body, "Connection: close\r\n")); });
    sender.join();
    bool orderly = false;
    const std::string answers = client.read_all(orderly);
    EXPECT_TRUE(answers.ends_with("\r\n\r\n" + body));
    EXPECT_NE(answers.find("\r\n\r\npongHTTP/1.1 200"), std::string::npos);
    EXPECT_TRUE(orderly);
  }
}

TEST(Tls, OldVersionsAndPlainTextAreRefusedAndHarmNobody) {
  TestServer test(self_signed());
  test.start();
  EXPECT_FALSE(TlsClient(test.server.port(), TLS1_1_VERSION).shaken());
  TestClient plain = test.client();
  plain.send(get("/ping"));
  EXPECT_EQ(plain.read_answer().status, 0);
  TlsClient client(test.server.port());
  ASSERT_TRUE(client.shaken());
  client.send(get("/ping", "Connection: close\r\n"));
  bool orderly = false;
  EXPECT_TRUE(client.read_all(orderly).ends_with("pong"));
}

TEST(Tls, OnlyCiphersWithForwardSecrecyAndAuthenticationAreTaken) {
  TestServer test(self_signed());
  test.start();
  for (const char* weak : {"ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384", "ECDHE-ECDSA-AES128-CCM8", "AES128-GCM-SHA256"}) {
    TlsClient client(test.server.port(), TLS1_2_VERSION, (std::string(weak) + ":@SECLEVEL=0").c_str());
    EXPECT_TRUE(client.offers_any()) << weak;  // it is the server that says no
    EXPECT_FALSE(client.shaken()) << weak;
  }
  for (const char* good : {"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305"}) {
    TlsClient client(test.server.port(), TLS1_2_VERSION, good);
    EXPECT_TRUE(client.shaken()) << good;
    EXPECT_EQ(client.cipher(), good);
  }
  TlsClient modern(test.server.port());
  ASSERT_TRUE(modern.shaken());
  EXPECT_EQ(modern.cipher(), "TLS_AES_256_GCM_SHA384");
}

TEST(Tls, AHandshakeHasADeadline) {
  ServerOptions options = self_signed();
  options.header_timeout = std::chrono::milliseconds(200);
  TestServer test(options);
  test.start();
  TestClient silent = test.client();
  EXPECT_TRUE(silent.closes_within(std::chrono::seconds(6)));
}

TEST(Tls, AKeptCertificateStaysTheSame) {
  const auto directory = std::filesystem::temp_directory_path() / ("wheelhouse-tls-test-" + std::to_string(::getpid()));
  std::filesystem::create_directory(directory);
  ServerOptions options = self_signed();
  options.tls.certificate_file = directory / "cert.pem";
  options.tls.key_file = directory / "key.pem";
  const auto fingerprint = [](const ServerOptions& with) {
    TestServer test(with);
    test.start();
    return test.server.certificate_fingerprint();
  };
  const std::string first = fingerprint(options);
  EXPECT_EQ(fingerprint(options), first);
  EXPECT_EQ(std::filesystem::status(options.tls.key_file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  ServerOptions as_files = options;
  as_files.tls.mode = TlsOptions::Mode::files;
  EXPECT_EQ(fingerprint(as_files), first);

  std::ofstream(options.tls.certificate_file) << "not a certificate";
  EXPECT_EQ(TestServer(as_files).server.start().error().reason, "tls_unusable");
  EXPECT_NE(fingerprint(options), first) << "a broken one is replaced";
  std::filesystem::remove_all(directory);
}

}  // namespace
}  // namespace wheelhouse::http
