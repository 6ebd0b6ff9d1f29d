#include "service/match_keys.h"

#include <sodium.h>

#include <array>
#include <cstring>

#include "text/fold.h"
#include "text/identifiers.h"

namespace wheelhouse::service {
namespace {
std::string key(std::string_view kind, std::string_view entity, std::string_view value) {
  if (value.empty()) return "";
  std::string out(kind);
  out += entity;
  out += ':';
  out += value.substr(0, 200);
  return out;
}
void add(std::vector<std::string>& keys, std::string value) {
  if (!value.empty()) keys.push_back(std::move(value));
}
template <class F>
void add_from(std::vector<std::string>& keys, const Text& text, F&& make) {
  if (text && !text->empty()) add(keys, make(*text));
}
}  // namespace

KeyHash hash_key(std::string_view key) {
  static const auto kKey = [] {  // of this process: nobody can write a file whose keys all meet
    std::array<unsigned char, crypto_shorthash_siphashx24_KEYBYTES> random;
    randombytes_buf(random.data(), random.size());
    return random;
  }();
  unsigned char out[crypto_shorthash_siphashx24_BYTES];
  crypto_shorthash_siphashx24(out, reinterpret_cast<const unsigned char*>(key.data()), key.size(), kKey.data());
  KeyHash hash;
  std::memcpy(&hash.first, out, 8);
  std::memcpy(&hash.second, out + 8, 8);
  return hash;
}

std::string name_key(std::string_view entity, std::string_view name) {
  return key("n:", entity, entity == "account" ? text::normalise_company_name(name) : text::fold_for_search(name));
}
std::string loose_key(std::string_view entity, std::string_view name) {
  std::string folded = text::fold_for_search(name);
  std::erase_if(folded, [](char c) { return c == ' ' || c == '-' || c == '_' || c == '.' || c == '/'; });
  return key("l:", entity, folded);
}
std::string person_key(const Uuid& account_id, std::string_view name) {
  return key("n:", "contact:" + to_string(account_id), text::fold_for_search(name));
}
std::string deal_key(const Uuid& account_id, std::string_view name) {
  return key("n:", "opportunity:" + to_string(account_id), text::fold_for_search(name));
}
std::string external_key(std::string_view entity, std::string_view external_id) {
  return key("x:", entity, text::fold_width(external_id));  // Ｃ０９ and C09 are one id; its case may matter
}
std::string tax_code_key(std::string_view code) { return key("t:", "account", text::fold_for_search(code)); }
std::string phone_key(std::string_view entity, std::string_view phone) {
  const auto parsed = text::parse_phone(phone);
  return parsed && !parsed->masked ? key("p:", entity, parsed->key) : "";
}
std::string email_key(std::string_view entity, std::string_view email) { return key("e:", entity, text::fold_for_search(email)); }
std::string domain_key(std::string_view domain) {
  const std::string folded = text::fold_for_search(domain);
  return text::is_free_mail_domain(folded) ? "" : key("d:", "account", folded);
}

std::vector<std::string> match_keys(const Account& a) {
  std::vector<std::string> keys;
  add(keys, name_key("account", a.name));
  if (a.alias) add(keys, name_key("account", *a.alias));
  add_from(keys, a.external_id, [](const auto& v) { return external_key("account", v); });
  add_from(keys, a.tax_code, [](const auto& v) { return tax_code_key(v); });
  add_from(keys, a.phone, [](const auto& v) { return phone_key("account", v); });
  add_from(keys, a.email_domain, [](const auto& v) { return domain_key(v); });
  return keys;
}
std::vector<std::string> match_keys(const Contact& c) {
  std::vector<std::string> keys;
  add(keys, person_key(c.account_id.uuid, c.name));
  add_from(keys, c.external_id, [](const auto& v) { return external_key("contact", v); });
  add_from(keys, c.mobile, [](const auto& v) { return phone_key("contact", v); });
  add_from(keys, c.phone, [](const auto& v) { return phone_key("contact", v); });
  add_from(keys, c.email, [](const auto& v) { return email_key("contact", v); });
  return keys;
}
std::vector<std::string> match_keys(const Opportunity& o) {
  std::vector<std::string> keys;
  add(keys, deal_key(o.account_id ? o.account_id->uuid : Uuid{}, o.name));
  add_from(keys, o.external_id, [](const auto& v) { return external_key("opportunity", v); });
  return keys;
}
std::vector<std::string> match_keys(const Product& p) {
  std::vector<std::string> keys;
  add(keys, name_key("product", p.name));
  add(keys, loose_key("product", p.name));
  add_from(keys, p.code, [](const auto& v) { return name_key("product", v); });
  add_from(keys, p.external_id, [](const auto& v) { return external_key("product", v); });
  return keys;
}
std::vector<std::string> match_keys(const User& u) {
  std::vector<std::string> keys;
  add(keys, name_key("user", u.name));
  add_from(keys, u.email, [](const auto& v) { return email_key("user", v); });
  add_from(keys, u.external_id, [](const auto& v) { return external_key("user", v); });
  return keys;
}
std::vector<std::string> match_keys(const Team& t) {
  std::vector<std::string> keys;
  add(keys, name_key("team", t.name));
  return keys;
}
std::vector<std::string> match_keys(const Note& n) {
  std::vector<std::string> keys;
  add_from(keys, n.external_id, [](const auto& v) { return external_key("note", v); });
  return keys;
}
}  // namespace wheelhouse::service
