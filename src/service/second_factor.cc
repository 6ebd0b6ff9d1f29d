#include "service/second_factor.h"

#include <liboath/oath.h>
#include <sodium.h>

#include <array>
#include <cctype>
#include <memory>
#include <stdexcept>

#include "service/authenticate.h"
#include "service/token.h"
#include "storage/second_factor_store.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kSecretBytes = 20;        // RFC 4226 §4
constexpr std::int64_t kStepMs = 30'000;        // what every phone assumes
constexpr std::int64_t kStepsEachWay = 1;       // a clock half a minute off, a slow typist
constexpr unsigned kDigits = 6;
constexpr int kRecoveryCodes = 10;
constexpr std::size_t kRecoveryBytes = 16;         // 128 bits, 26 characters
constexpr std::size_t kRecoveryCharacters = 26, kOldRecoveryCharacters = 16;  // those of 80 bits go on working

void check_oath(int code) {
  if (code != OATH_OK) throw std::runtime_error(oath_strerror(code));
}

std::string encode_base32(std::string_view bytes) {
  char* text = nullptr;
  std::size_t size = 0;
  check_oath(oath_base32_encode(bytes.data(), bytes.size(), &text, &size));
  const std::unique_ptr<char, decltype(&free)> owner(text, &free);
  std::string out(text, size);
  while (!out.empty() && out.back() == '=') out.pop_back();
  return out;
}

std::string decode_base32(std::string_view text) {
  char* bytes = nullptr;
  std::size_t size = 0;
  check_oath(oath_base32_decode(text.data(), text.size(), &bytes, &size));
  const std::unique_ptr<char, decltype(&free)> owner(bytes, &free);
  return {bytes, size};
}

std::string code_of_step(const std::string& secret, std::int64_t step) {
  std::array<char, kDigits + 1> code{};
  check_oath(oath_hotp_generate(secret.data(), secret.size(), static_cast<std::uint64_t>(step), kDigits, false,
                                OATH_HOTP_DYNAMIC_TRUNCATION, code.data()));
  return code.data();
}

// Spaces and dashes are for reading; what remains is compared.
std::string without_separators(std::string_view code) {
  std::string out;
  for (const char c : code.substr(0, 100))
    if (c != ' ' && c != '-') out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

// The step whose code this is and that is later than every one taken before; 0 when there is none.
std::int64_t step_of_code(const storage::SecondFactor& factor, const std::string& code, Instant now) {
  if (code.size() != kDigits) return 0;
  const std::string secret = decode_base32(factor.secret);
  const std::int64_t current = now.ms / kStepMs;
  std::int64_t found = 0;
  for (std::int64_t step = current - kStepsEachWay; step <= current + kStepsEachWay; ++step)
    if (sodium_memcmp(code_of_step(secret, step).data(), code.data(), kDigits) == 0 && step > factor.last_step) found = step;
  return found;
}

std::string percent_encode(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const unsigned char c : text) {
    if (std::isalnum(c) && c < 128) { out += static_cast<char>(c); continue; }
    out += {'%', kHex[c >> 4], kHex[c & 15]};
  }
  return out;
}

std::string random_base32(std::size_t bytes) {
  std::string bits(bytes, '\0');
  start_sodium();
  randombytes_buf(bits.data(), bits.size());
  return encode_base32(bits);
}

}  // namespace

bool has_second_factor(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id) {
  const auto factor = storage::find_second_factor(session, workspace_id, user_id);
  return factor && factor->confirmed_at;
}

Result<SecondFactorOffer> begin_second_factor(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id,
                                              std::string_view issuer, std::string_view account, Instant now) {
  if (has_second_factor(session, workspace_id, user_id)) return fail(Error::make(Errc::conflict, "second_factor_on"));
  SecondFactorOffer offer;
  offer.secret = random_base32(kSecretBytes);
  offer.uri = "otpauth://totp/" + percent_encode(issuer) + ":" + percent_encode(account) + "?secret=" + offer.secret +
              "&issuer=" + percent_encode(issuer);
  storage::put_second_factor(session, workspace_id, user_id, {offer.secret, now, std::nullopt, 0});
  return offer;
}

Result<std::vector<std::string>> confirm_second_factor(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id,
                                                       std::string_view code, Instant now) {
  auto factor = storage::find_second_factor(session, workspace_id, user_id);
  if (!factor) return fail(Error::make(Errc::conflict, "wrong_state"));
  if (factor->confirmed_at) return fail(Error::make(Errc::conflict, "second_factor_on"));
  const std::int64_t step = step_of_code(*factor, without_separators(code), now);
  if (step == 0) return fail(Error::invalid_field("/code", "wrong_code"));
  factor->confirmed_at = now;
  factor->last_step = step;
  storage::put_second_factor(session, workspace_id, user_id, *factor);
  return renew_recovery_codes(session, workspace_id, user_id);
}

bool take_code(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id, std::string_view code, Instant now) {
  const auto factor = storage::find_second_factor(session, workspace_id, user_id);
  if (!factor || !factor->confirmed_at) return false;
  const std::string plain = without_separators(code);
  if (const std::int64_t step = step_of_code(*factor, plain, now)) return storage::take_step(session, workspace_id, user_id, step);
  if (plain.size() != kRecoveryCharacters && plain.size() != kOldRecoveryCharacters) return false;
  return storage::use_recovery_code(session, workspace_id, user_id, token_hash(plain), now);
}

std::vector<std::string> renew_recovery_codes(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id) {
  storage::delete_recovery_codes(session, workspace_id, user_id);
  std::vector<std::string> codes;
  for (int i = 0; i < kRecoveryCodes; ++i) {
    const std::string plain = random_base32(kRecoveryBytes);
    storage::insert_recovery_code(session, workspace_id, user_id, token_hash(plain));
    std::string shown;
    for (std::size_t at = 0; at < plain.size(); at += 4) shown += (at ? "-" : "") + plain.substr(at, 4);
    codes.push_back(std::move(shown));
  }
  return codes;
}

std::string totp_code(std::string_view secret_base32, Instant at) { return code_of_step(decode_base32(secret_base32), at.ms / kStepMs); }

}  // namespace wheelhouse::service
