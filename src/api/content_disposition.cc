#include "api/content_disposition.h"

#include <algorithm>

namespace wheelhouse::api {
namespace {

bool is_alphanumeric(unsigned char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_unreserved(unsigned char c) { return is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

}  // namespace

std::string content_disposition(Disposition disposition, std::string_view plain, std::string_view name) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string encoded;
  for (const char character : name) {
    const auto c = static_cast<unsigned char>(character);
    if (is_unreserved(c)) {
      encoded += character;
      continue;
    }
    const unsigned char safe = c < 0x20 || c == 0x7f || c == '/' || c == '\\' || c == ':' ? '_' : c;
    encoded += '%';
    encoded += kHex[safe >> 4];
    encoded += kHex[safe & 15];
  }
  return std::string(disposition == Disposition::in_page ? "inline" : "attachment") + "; filename=\"" + std::string(plain) +
         "\"; filename*=UTF-8''" + encoded;
}

std::string plain_file_name(std::string_view name) {
  std::string plain;
  for (const char character : name) {
    const auto c = static_cast<unsigned char>(character);
    if (is_unreserved(c) || c == ' ') plain += character;
    else if (plain.empty() || plain.back() != '_') plain += '_';
  }
  return std::any_of(plain.begin(), plain.end(), [](char c) { return is_alphanumeric(static_cast<unsigned char>(c)); }) ? plain : "file";
}

}  // namespace wheelhouse::api
