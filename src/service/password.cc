#include "service/password.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <new>

#include "service/password_words.h"
#include "service/token.h"

namespace wheelhouse::service {
namespace {

std::size_t count_characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace

Result<void> check_new_password(std::string_view password, std::string_view name, std::string_view email, bool has_second_factor,
                                const std::string& pointer, std::string_view company) {
  const std::size_t min = has_second_factor ? kPasswordCharactersWithSecondFactor : kPasswordCharactersAlone;
  const std::size_t characters = count_characters(password);
  if (characters == 0) return fail(Error::invalid_field(pointer, "required"));
  if (characters < min) return fail(Error::invalid_field(pointer, "too_short", {{"min", std::to_string(min)}}));
  if (characters > kPasswordCharactersMax)
    return fail(Error::invalid_field(pointer, "too_long", {{"max", std::to_string(kPasswordCharactersMax)}}));
  const std::string plain = ascii_lower(password);
  const std::string address = ascii_lower(email);
  if (plain == ascii_lower(name) || plain == address || plain == address.substr(0, address.find('@')))
    return fail(Error::invalid_field(pointer, "password_is_your_name"));
  if (is_too_simple(plain) || is_a_row(plain)) return fail(Error::invalid_field(pointer, "password_too_simple"));
  if (is_common_password(plain)) return fail(Error::invalid_field(pointer, "password_is_common"));
  if (is_made_of_words(plain, words_to_guess(name, email, company))) return fail(Error::invalid_field(pointer, "password_of_known_names"));
  return {};
}

bool is_long_enough_alone(std::string_view password) { return count_characters(password) >= kPasswordCharactersAlone; }

// Holds one of the few places at the hasher.
class PasswordHasher::Turn {
 public:
  explicit Turn(PasswordHasher& hasher) : hasher_(hasher) {}
  ~Turn() { hasher_.leave(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  PasswordHasher& hasher_;
};

PasswordHasher::PasswordHasher(Options options) : options_(options) { set_cost(options.cost); }

void PasswordHasher::set_cost(Cost cost) {
  start_sodium();
  options_.cost = cost;
  dummy_ = compute(make_token());
}

std::string PasswordHasher::compute(std::string_view password) const {
  std::array<char, crypto_pwhash_STRBYTES> text{};
  if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), options_.cost.passes, options_.cost.memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::bad_alloc();  // its only failure
  return text.data();
}

Result<void> PasswordHasher::enter() {
  std::unique_lock lock(mutex_);
  if (running_ >= options_.at_once) {
    if (waiting_ >= options_.waiting_max)
      return fail(Error::make(Errc::unavailable, "too_many_requests", {{"retry_after", "1"}, {"seconds", "1"}}));
    ++waiting_;
    free_.wait(lock, [&] { return running_ < options_.at_once; });
    --waiting_;
  }
  ++running_;
  return {};
}

void PasswordHasher::leave() {
  {
    std::lock_guard lock(mutex_);
    --running_;
  }
  free_.notify_one();
}

Result<std::string> PasswordHasher::hash(std::string_view password) {
  if (auto entered = enter(); !entered) return fail(entered.error());
  const Turn turn(*this);
  return compute(password);
}

Result<bool> PasswordHasher::verify(std::string_view password, const std::optional<std::string>& stored) {
  if (auto entered = enter(); !entered) return fail(entered.error());
  const Turn turn(*this);
  // The comparison inside takes the same time wherever two hashes differ.
  const bool equal = crypto_pwhash_str_verify((stored ? *stored : dummy_).c_str(), password.data(), password.size()) == 0;
  return equal && stored.has_value();
}

bool PasswordHasher::is_outdated(const std::string& stored) const {
  return crypto_pwhash_str_needs_rehash(stored.c_str(), options_.cost.passes, options_.cost.memory_bytes) != 0;
}

PasswordHasher& password_hasher() {
  static PasswordHasher hasher;
  return hasher;
}

}  // namespace wheelhouse::service
