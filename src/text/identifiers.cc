#include "text/identifiers.h"

#include <algorithm>
#include <array>

#include "text/fold.h"
#include "text/utf8.h"

namespace wheelhouse::text {
namespace {
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Sorted. Providers whose addresses belong to people, not to organisations.
constexpr std::string_view kFreeMailDomains[] = {
    "126.com",      "139.com",        "163.com",        "163.net",        "188.com",     "189.cn",       "21cn.com",    "263.net",
    "aim.com",      "aliyun.com",     "aol.com",        "btinternet.com", "comcast.net", "duck.com",     "eyou.com",    "fastmail.com",
    "foxmail.com",  "free.fr",        "gmail.com",      "gmx.at",         "gmx.com",     "gmx.de",       "gmx.net",     "googlemail.com",
    "hey.com",      "hotmail.co.uk",  "hotmail.com",    "hotmail.de",     "hotmail.es",  "hotmail.fr",   "hotmail.it",  "icloud.com",
    "laposte.net",  "libero.it",      "live.cn",        "live.com",       "mac.com",     "mail.com",     "mail.ru",     "me.com",
    "msn.com",      "naver.com",      "netease.com",    "orange.fr",      "outlook.com", "pm.me",        "proton.me",   "protonmail.com",
    "qq.com",       "rediffmail.com", "rocketmail.com", "sina.cn",        "sina.com",    "sina.com.cn",  "sky.com",     "sohu.com",
    "t-online.de",  "tom.com",        "vip.126.com",    "vip.163.com",    "vip.qq.com",  "vip.sina.com", "virgilio.it", "wanadoo.fr",
    "web.de",       "wo.cn",          "yahoo.ca",       "yahoo.co.in",    "yahoo.co.jp", "yahoo.co.uk",  "yahoo.com",   "yahoo.com.cn",
    "yahoo.com.hk", "yahoo.com.tw",   "yahoo.de",       "yahoo.es",       "yahoo.fr",    "yahoo.it",     "yandex.com",  "yandex.ru",
    "yeah.net",     "ymail.com",      "zoho.com"};
static_assert(std::is_sorted(std::begin(kFreeMailDomains), std::end(kFreeMailDomains)));

// The number proper, before an extension or a second number.
std::string_view first_number(std::string_view folded) {
  static constexpr std::string_view kEnds[] = {"转", "ext", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8",
                                               "x9", "x0",  "#",  "/",  ";",  ",",  "、", "|",  "或"};
  std::size_t end = folded.size();
  for (const auto mark : kEnds) {
    const std::size_t found = folded.find(mark);
    // "/" inside 030/1234 is too short a beginning to be a number of its own.
    if (found != std::string_view::npos &&
        std::count_if(folded.begin(), folded.begin() + static_cast<std::ptrdiff_t>(found), is_digit) >= 7)
      end = std::min(end, found);
  }
  return folded.substr(0, end);
}

bool is_chinese_mobile(std::string_view digits) { return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3'; }

bool is_host(std::string_view host) {
  if (host.size() < 3 || host.size() > 253 || host.front() == '.' || host.back() == '.' || host.find('.') == std::string_view::npos)
    return false;
  if (host.find("..") != std::string_view::npos) return false;
  return std::all_of(host.begin(), host.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || c == '.' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
  });
}
}  // namespace

std::optional<Phone> parse_phone(std::string_view text) {
  if (text.size() > 200) return std::nullopt;
  const std::string folded = fold_for_search(text);
  std::string_view number = first_number(folded);
  for (const std::string_view label : {"tel:", "tel.", "tel", "phone", "mobile", "电话:", "手机:", "电话", "手机"})
    if (number.starts_with(label)) number = trim_ascii(number.substr(label.size()));
  Phone phone;
  std::string digits;
  bool plus = false;
  std::size_t masks = 0;
  for (std::size_t at = 0; at < number.size();) {
    const Decoded d = decode_utf8(number, at);
    const char32_t c = d.code_point;
    if (c >= '0' && c <= '9') digits.push_back(static_cast<char>(c));
    else if (c == '+' && digits.empty()) plus = true;
    else if (c == '*' || c == 'x' || c == 0xB7 || c == 0x25CF || c == 0x25CB) ++masks;
    else if (c != ' ' && c != '-' && c != '(' && c != ')' && c != '.' && c != '/' && c != '_' && c != ':') return std::nullopt;
    at += d.length;
  }
  phone.masked = masks >= 2;
  if (masks == 1 || digits.size() > 17 || digits.size() + masks < 5) return std::nullopt;
  if (phone.masked) return digits.size() >= 2 ? std::optional(phone) : std::nullopt;
  if (!plus && digits.starts_with("00") && digits.size() > 8) {
    digits.erase(0, 2);
    plus = true;
  }
  const bool china = digits.starts_with("86") && (plus || is_chinese_mobile(std::string_view(digits).substr(2)));
  if (china) {
    digits.erase(0, 2);
    plus = false;
    // +86 21 5555 6666 drops the 0 that the same number has at home.
    if (!is_chinese_mobile(digits) && !digits.starts_with('0') && !digits.starts_with("400") && !digits.starts_with("800") &&
        digits.size() >= 9)
      digits.insert(digits.begin(), '0');
  }
  if (digits.size() < 5 || digits.size() > 15) return std::nullopt;
  phone.mobile = !plus && is_chinese_mobile(digits);
  phone.key = plus ? "+" + digits : digits;
  return phone;
}

std::optional<std::string> normalise_email(std::string_view address) {
  std::string folded = fold_for_search(address);
  std::string_view view = folded;
  if (view.starts_with("mailto:")) view.remove_prefix(7);
  if (const auto open = view.rfind('<'); open != std::string_view::npos && view.ends_with('>'))
    view = view.substr(open + 1, view.size() - open - 2);
  const std::size_t at = view.rfind('@');
  if (at == std::string_view::npos || at == 0 || view.find('@') != at || view.size() > 254) return std::nullopt;
  if (view.find_first_of(" ,;*<>()") != std::string_view::npos || !is_host(view.substr(at + 1))) return std::nullopt;
  return std::string(view);
}

std::optional<std::string> email_domain(std::string_view address) {
  auto email = normalise_email(address);
  if (!email) return std::nullopt;
  return email->substr(email->rfind('@') + 1);
}

std::optional<std::string> website_domain(std::string_view url) {
  const std::string folded = fold_for_search(url);
  std::string_view host = folded;
  if (const auto scheme = host.find("://"); scheme != std::string_view::npos) host.remove_prefix(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const auto user = host.rfind('@'); user != std::string_view::npos) host.remove_prefix(user + 1);
  host = host.substr(0, host.find(':'));
  if (host.starts_with("www.")) host.remove_prefix(4);
  if (!is_host(host)) return std::nullopt;
  return std::string(host);
}

bool is_free_mail_domain(std::string_view domain) {
  return std::binary_search(std::begin(kFreeMailDomains), std::end(kFreeMailDomains), domain);
}

TaxCode parse_tax_code(std::string_view text) {
  // The characters of the code in the order of their values; I, O, S, V, Z are not used.
  static constexpr std::string_view kCharacters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  static constexpr std::array<int, 17> kWeights = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
  if (text.size() > 100) return {};
  TaxCode code;
  for (const char c : fold_for_search(text)) {
    if (c == ' ' || c == '-') continue;
    if (!is_digit(c) && !(c >= 'a' && c <= 'z')) return {};
    code.key.push_back(is_digit(c) ? c : static_cast<char>(c - 32));
  }
  if (code.key.size() == 15 && std::all_of(code.key.begin(), code.key.begin() + 6, is_digit)) {
    code.state = TaxCodeState::valid;  // without a check character
    return code;
  }
  if (code.key.size() != 18) return {};
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) {
    const auto value = kCharacters.find(code.key[i]);
    if (value == std::string_view::npos) return {};
    sum += static_cast<int>(value) * kWeights[i];
  }
  const char check = kCharacters[static_cast<std::size_t>((31 - sum % 31) % 31)];
  code.state = code.key[17] == check ? TaxCodeState::valid : TaxCodeState::wrong_check_character;
  return code;
}
}  // namespace wheelhouse::text
