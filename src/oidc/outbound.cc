#include "oidc/outbound.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <unistd.h>

#include <memory>
#include <mutex>

namespace wheelhouse::oidc {
namespace {

constexpr long kConnectMs = 5'000, kWholeMs = 10'000;
constexpr std::size_t kAnswerBytesMax = 512 * 1024;
constexpr std::size_t kAddressBytesMax = 1'000;

void start_curl() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

template <auto function>
struct Free {
  template <class T>
  void operator()(T* object) const { function(object); }
};
using Curl = std::unique_ptr<CURL, Free<curl_easy_cleanup>>;
using Url = std::unique_ptr<CURLU, Free<curl_url_cleanup>>;
using HeaderLines = std::unique_ptr<curl_slist, Free<curl_slist_free_all>>;
using CurlText = std::unique_ptr<char, Free<curl_free>>;

enum class Where { loopback, outside, nowhere };  // nowhere: of no use to a provider, of much use to an attacker
Where where_v4(std::uint32_t host) {
  if (host >> 24 == 127) return Where::loopback;
  const bool link_local = host >> 16 == 0xA9FE;  // 169.254.0.0/16: what cloud machines are told their secrets by
  return host >> 24 == 0 || link_local || host >> 28 >= 14 ? Where::nowhere : Where::outside;
}
Where where(const sockaddr* address) {
  if (address->sa_family == AF_INET) return where_v4(ntohl(reinterpret_cast<const sockaddr_in*>(address)->sin_addr.s_addr));
  if (address->sa_family != AF_INET6) return Where::nowhere;
  const in6_addr& v6 = reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
  if (IN6_IS_ADDR_LOOPBACK(&v6)) return Where::loopback;
  if (IN6_IS_ADDR_V4MAPPED(&v6)) {
    std::uint32_t host = 0;
    for (int i = 12; i < 16; ++i) host = host << 8 | v6.s6_addr[i];
    return where_v4(host);
  }
  return IN6_IS_ADDR_UNSPECIFIED(&v6) || IN6_IS_ADDR_LINKLOCAL(&v6) || IN6_IS_ADDR_MULTICAST(&v6) ? Where::nowhere : Where::outside;
}

// After the name was resolved, so that a name that leads elsewhere the second time gains nothing.
curl_socket_t open_socket(void* data, curlsocktype, curl_sockaddr* address) {
  const bool on_this_machine = *static_cast<const bool*>(data);
  const Where place = where(&address->addr);
  if (place == Where::nowhere || (place == Where::loopback) != on_this_machine) return CURL_SOCKET_BAD;
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t take(char* bytes, std::size_t, std::size_t count, void* data) {
  std::string& body = *static_cast<std::string*>(data);
  if (body.size() + count > kAnswerBytesMax) return 0;  // ends the transfer
  body.append(bytes, count);
  return count;
}

bool is_loopback_name(const std::string& host) {
  if (host == "localhost" || host == "[::1]") return true;
  in_addr v4{};
  return ::inet_pton(AF_INET, host.c_str(), &v4) == 1 && where_v4(ntohl(v4.s_addr)) == Where::loopback;
}

}  // namespace

Answer send(const Ask& ask, bool on_this_machine) {
  start_curl();
  Answer answer;
  const Curl curl(curl_easy_init());
  if (!curl) return {0, "", "out of memory"};
  CURL* c = curl.get();
  HeaderLines lines(curl_slist_append(nullptr, "Accept: application/json"));
  curl_easy_setopt(c, CURLOPT_HTTPHEADER, lines.get());
  curl_easy_setopt(c, CURLOPT_URL, ask.url.c_str());
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, on_this_machine ? "http,https" : "https");
  curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(c, CURLOPT_PROXY, "");
  curl_easy_setopt(c, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, kConnectMs);
  curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, kWholeMs);
  curl_easy_setopt(c, CURLOPT_USERAGENT, "wheelhouse");
  curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, const_cast<bool*>(&on_this_machine));
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(c, CURLOPT_WRITEDATA, &answer.body);
  if (!ask.form.empty()) {
    curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, static_cast<long>(ask.form.size()));
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, ask.form.c_str());
  }
  if (!ask.user.empty()) {
    curl_easy_setopt(c, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    curl_easy_setopt(c, CURLOPT_USERNAME, ask.user.c_str());
    curl_easy_setopt(c, CURLOPT_PASSWORD, ask.password.c_str());
  } else if (!ask.bearer.empty()) {
    curl_easy_setopt(c, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
    curl_easy_setopt(c, CURLOPT_XOAUTH2_BEARER, ask.bearer.c_str());
  }
  if (const CURLcode code = curl_easy_perform(c); code != CURLE_OK) return {0, "", curl_easy_strerror(code)};
  long status = 0;
  curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  return answer;
}

Result<Address> read_address(const std::string& url) {
  start_curl();
  const Error bad = Error::make(Errc::invalid, "bad_provider_address", {{"address", url}});
  const Url parsed(curl_url());
  if (!parsed || url.size() > kAddressBytesMax || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return fail(bad);
  const auto part = [&](CURLUPart which) {
    char* text = nullptr;
    const bool there = curl_url_get(parsed.get(), which, &text, 0) == CURLUE_OK;
    const CurlText held(text);
    return there ? std::string(text) : std::string();
  };
  if (!part(CURLUPART_USER).empty() || !part(CURLUPART_FRAGMENT).empty()) return fail(bad);
  Address address{part(CURLUPART_HOST), part(CURLUPART_SCHEME) == "https", false};
  address.loopback = is_loopback_name(address.host);
  if (!address.secure && !(address.loopback && part(CURLUPART_SCHEME) == "http")) return fail(bad);
  return address;
}

std::string form_encoded(std::string_view text) {
  start_curl();
  const CurlText encoded(curl_easy_escape(nullptr, text.data(), static_cast<int>(text.size())));
  return encoded ? std::string(encoded.get()) : std::string();
}

}  // namespace wheelhouse::oidc
