// The keys under which a record is recognised when it comes again: an external id, a normalised name, a tax code, a phone,
// a mail domain. Masked numbers and mail domains that many share are no keys.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "domain/all.h"

namespace wheelhouse::service {

std::vector<std::string> match_keys(const Account& account);
std::vector<std::string> match_keys(const Contact& contact);
std::vector<std::string> match_keys(const Opportunity& opportunity);
std::vector<std::string> match_keys(const Product& product);
std::vector<std::string> match_keys(const User& user);
std::vector<std::string> match_keys(const Team& team);
std::vector<std::string> match_keys(const Note& note);
template <Reflected E>
std::vector<std::string> match_keys(const E&) { return {}; }
template <Reflected E>
constexpr bool kHasMatchKeys = std::is_same_v<E, Account> || std::is_same_v<E, Contact> || std::is_same_v<E, Opportunity> ||
                               std::is_same_v<E, Product> || std::is_same_v<E, User> || std::is_same_v<E, Team> || std::is_same_v<E, Note>;

// 128 bits that stand for a key where millions are held in memory: two keys of one book share them by no chance worth counting.
using KeyHash = std::pair<std::uint64_t, std::uint64_t>;
KeyHash hash_key(std::string_view key);

// The single keys, for looking up before a record exists.
std::string name_key(std::string_view entity, std::string_view name);             // "" when nothing is left of the name
std::string loose_key(std::string_view entity, std::string_view name);  // blanks and punctuation left out: "GTXPro" meets "GTX Pro"
std::string person_key(const Uuid& account_id, std::string_view name);            // one person of one account
std::string deal_key(const Uuid& account_id, std::string_view name);              // one opportunity of one account
std::string external_key(std::string_view entity, std::string_view external_id);
std::string tax_code_key(std::string_view code);
std::string phone_key(std::string_view entity, std::string_view phone);           // "" when masked or too short
std::string email_key(std::string_view entity, std::string_view email);
std::string domain_key(std::string_view domain);                                  // "" for free-mail providers

}  // namespace wheelhouse::service
