// Values that name one organisation or person, brought to one spelling so that equal ones meet: phone numbers,
// e-mail domains, the Chinese unified social credit code. A masked or shared value names nobody. Pure, any thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace wheelhouse::text {

struct Phone {
  std::string key;      // "13800138000", "02155556666", "+442071234567"; empty when masked
  bool masked = false;  // 137****0902
  bool mobile = false;  // a Chinese mobile number
};
// Nothing when it is no phone number (fewer than 5 or more than 15 digits, letters that are no extension).
// Several numbers in one text, as in "138…/139…": the first one.
std::optional<Phone> parse_phone(std::string_view text);

// "Ana@Acme.COM " -> "acme.com"; nothing when it is no address.
std::optional<std::string> email_domain(std::string_view address);
// "Ana@Acme.COM " -> "ana@acme.com"; nothing when it is no address.
std::optional<std::string> normalise_email(std::string_view address);
// "https://www.acme.com/about" -> "acme.com"; nothing when there is no host.
std::optional<std::string> website_domain(std::string_view url);
// qq.com, 163.com, gmail.com …: shared by strangers, so it matches nothing.
bool is_free_mail_domain(std::string_view domain);

// 统一社会信用代码, 18 characters with check character (GB 32100-2015), or the 15-digit tax number used before.
enum class TaxCodeState { valid, wrong_check_character, not_a_code };
struct TaxCode {
  std::string key;  // upper case, half width, without blanks; empty for not_a_code
  TaxCodeState state = TaxCodeState::not_a_code;
};
TaxCode parse_tax_code(std::string_view text);

}  // namespace wheelhouse::text
