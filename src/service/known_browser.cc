#include "service/known_browser.h"

#include <sodium.h>

#include <array>
#include <charconv>

#include "service/token.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kMarkBytesMax = 200;

// `content` is "name.milliseconds".
std::string seal(std::string_view content, std::string_view email, std::string_view password_hash) {
  start_sodium();
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac;
  crypto_auth_hmacsha256_state state;
  const auto add = [&](std::string_view text) {
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  };
  crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(password_hash.data()), password_hash.size());
  add("known browser\n");
  add(content);
  add("\n");
  add(email);
  crypto_auth_hmacsha256_final(&state, mac.data());
  std::array<char, sodium_base64_ENCODED_LEN(crypto_auth_hmacsha256_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING)> text;
  sodium_bin2base64(text.data(), text.size(), mac.data(), mac.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text.data();
}

}  // namespace

std::string make_browser_mark(std::string_view email, std::string_view password_hash, Instant now) {
  const std::string content = make_token() + '.' + std::to_string(now.ms);
  return content + '.' + seal(content, email, password_hash);
}

std::optional<std::string> read_browser_mark(std::string_view mark, std::string_view email, std::string_view password_hash, Instant now) {
  if (mark.empty() || mark.size() > kMarkBytesMax) return std::nullopt;
  const auto name_end = mark.find('.');
  const auto content_end = mark.rfind('.');
  if (name_end == content_end) return std::nullopt;  // fewer than two points, or none
  const std::string_view time = mark.substr(name_end + 1, content_end - name_end - 1);
  Instant made;
  const auto [end, problem] = std::from_chars(time.data(), time.data() + time.size(), made.ms);
  if (problem != std::errc() || end != time.data() + time.size()) return std::nullopt;
  const std::string right = seal(mark.substr(0, content_end), email, password_hash);
  const std::string_view given = mark.substr(content_end + 1);
  if (given.size() != right.size() || sodium_memcmp(given.data(), right.data(), right.size()) != 0) return std::nullopt;
  if (made > now || made.ms <= now.ms - kKnownBrowserMs) return std::nullopt;
  return std::string(mark.substr(0, name_end));
}

}  // namespace wheelhouse::service
