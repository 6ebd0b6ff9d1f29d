// A second factor beside the password: six digits from a phone (TOTP, RFC 6238), each good once, and recovery codes for the
// day the phone is lost. In force only after the first code was shown to be right. Runs inside the caller's transaction.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "storage/session.h"

namespace wheelhouse::service {

struct SecondFactorOffer {
  std::string secret;  // base32, for typing by hand
  std::string uri;     // otpauth://…, for the QR code
};

bool has_second_factor(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id);
// A new secret, not in force yet. `issuer` and `account` are what the phone shows. Errors: conflict "second_factor_on".
Result<SecondFactorOffer> begin_second_factor(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id,
                                              std::string_view issuer, std::string_view account, Instant now);
// Puts it in force and returns the recovery codes: they are shown this once. Errors: invalid "/code" "wrong_code",
// conflict "second_factor_on", conflict "wrong_state" when none was begun.
Result<std::vector<std::string>> confirm_second_factor(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id,
                                                       std::string_view code, Instant now);
// Takes a code of the phone or a recovery code; each is good once.
bool take_code(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id, std::string_view code, Instant now);
// New recovery codes; the old ones end.
std::vector<std::string> renew_recovery_codes(storage::Session& session, std::int64_t workspace_id, const Uuid& user_id);

// The six digits of a secret at a time. For tests and for whoever sets a phone up.
std::string totp_code(std::string_view secret_base32, Instant at);

}  // namespace wheelhouse::service
