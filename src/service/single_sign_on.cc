#include "service/single_sign_on.h"

#include <sodium.h>

#include <array>
#include <functional>

#include "service/authenticate.h"
#include "service/record_service.h"
#include "service/second_factor.h"
#include "service/session_rules.h"
#include "service/set_up.h"
#include "service/token.h"
#include "service/write_result.h"
#include "storage/record_store.h"
#include "storage/sign_in_store.h"

namespace wheelhouse::service {
namespace {

constexpr std::int64_t kAttemptsMax = 10'000;  // whoever asks begins one
constexpr std::size_t kNameBytesMax = 200, kTokenBytesMax = 100;

Error unauthenticated(std::string reason) { return Error::make(Errc::unauthenticated, std::move(reason)); }
Error attempt_gone() { return Error::make(Errc::forbidden, "sign_in_attempt_gone"); }

std::string base64url(const unsigned char* bytes, std::size_t size) {
  std::string text(sodium_base64_encoded_len(size, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes, size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.resize(text.find('\0'));
  return text;
}

// What must be known again at the end follows from the browser's cookie and is kept nowhere.
std::string derived(const std::string& browser_token, const std::string& purpose) {
  start_sodium();
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac;
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(browser_token.data()), browser_token.size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size());
  crypto_auth_hmacsha256_final(&state, mac.data());
  return base64url(mac.data(), mac.size());
}
std::string nonce_of(const std::string& browser_token) { return derived(browser_token, "nonce"); }
std::string verifier_of(const std::string& browser_token) { return derived(browser_token, "code_verifier"); }
std::string challenge_of(const std::string& verifier) {
  const std::string hash = token_hash(verifier);  // SHA-256, as S256 asks for
  return base64url(reinterpret_cast<const unsigned char*>(hash.data()), hash.size());
}

// An attempt is used up by being taken, whatever comes of it.
Result<storage::SignInAttempt> take_attempt(storage::Session& session, const SignInReturn& returned, Instant now) {
  const std::string state = token_hash(returned.state);
  auto attempt = storage::find_attempt(session, state, token_hash(returned.browser_token));
  if (!attempt || attempt->expires_at <= now) return fail(attempt_gone());
  if (!attempt->user_id && !storage::delete_attempt(session, state)) return fail(attempt_gone());
  return std::move(*attempt);
}

Result<User> make_viewer(storage::Session& session, const oidc::Claims& claims, const std::string& email, Instant now) {
  User user;
  user.id.uuid = make_uuid_v7(now.ms);
  user.name = claims.name.empty() || claims.name.size() > kNameBytesMax ? email : claims.name;
  user.email = email;
  user.role = UserRole::viewer;
  user.can_sign_in = true;
  Actor actor;
  actor.user_id = user.id.uuid;  // comes in by himself, on the word of whoever set the provider up
  actor.role = UserRole::admin;
  UnitOfWork work(session, actor, now);
  if (auto created = create_checked(work, user); !created) return fail(unauthenticated("nobody_here"));
  work.finish();
  return user;
}

// Who the provider's account is here: the person it was the last time, else whoever has the e-mail address that it has verified.
Result<User> person_of(storage::Session& session, const SingleSignOn& how, const oidc::Claims& claims, Instant now) {
  if (const auto known = storage::find_identity(session, kWorkspaceId, claims.issuer, claims.subject)) {
    auto user = storage::find_record(session, kWorkspaceId, Id<User>{*known});
    if (!user) return fail(unauthenticated("nobody_here"));
    if (user->disabled) return fail(unauthenticated("account_disabled"));
    return std::move(*user);
  }
  const std::string email = normal_email(claims.email);
  if (email.empty() || !claims.email_verified) return fail(unauthenticated("nobody_here"));
  auto users = storage::select_records<User>(session, kWorkspaceId, "email = ?2", {std::string_view(email)});
  if (users.empty()) {
    if (!how.makes_people || is_set_up_needed(session)) return fail(unauthenticated("nobody_here"));
    auto made = make_viewer(session, claims, email, now);
    if (!made) return made;
    users.push_back(std::move(*made));
  }
  User& user = users.front();
  if (user.disabled) return fail(unauthenticated("account_disabled"));
  // The address may have been given to somebody else at the provider since: that is for an administrator to say.
  if (storage::has_identity(session, kWorkspaceId, user.id.uuid, claims.issuer)) return fail(unauthenticated("identity_taken"));
  storage::insert_identity(session, kWorkspaceId, claims.issuer, claims.subject, user.id.uuid, now);
  return std::move(user);
}

// As an invitation does when it is taken up.
void let_sign_in(storage::Session& session, User& user, Instant now) {
  if (user.can_sign_in) return;
  const User before = user;
  user.can_sign_in = true;
  Actor actor;
  actor.user_id = user.id.uuid;
  UnitOfWork work(session, actor, now);
  work.update(before, user);
  work.finish();
}

// The second factor that a person has switched on here is asked for here, whichever way he comes.
Result<SignedIn> finish_with_code(AuthTools tools, const Uuid& user_id, const SignInReturn& returned, const Device& device, Instant now) {
  const std::string account = "code:" + to_string(user_id);
  if (returned.second_factor.empty()) return fail(unauthenticated("second_factor_required"));
  if (auto allowed = tools.throttle.begin(tools.database, account, device.address_key, now); !allowed) return fail(allowed.error());
  return write_result(tools.database, [&](storage::Session& session) -> Result<SignedIn> {
    const auto user = storage::find_record(session, kWorkspaceId, Id<User>{user_id});
    if (!user || user->disabled || !user->can_sign_in) return fail(unauthenticated("account_disabled"));
    if (has_second_factor(session, kWorkspaceId, user_id) && !take_code(session, kWorkspaceId, user_id, returned.second_factor, now))
      return fail(unauthenticated("bad_code"));
    if (!storage::delete_attempt(session, token_hash(returned.state))) return fail(attempt_gone());
    tools.throttle.succeeded(session, account, device.address_key);
    return open_session(session, *user, device, now);
  });
}

}  // namespace

Result<SignInBegun> begin_single_sign_on(storage::Database& database, const SingleSignOn& how, const std::string& redirect_uri,
                                         Instant now) {
  const std::string state = make_token();
  SignInBegun begun{"", make_token()};
  auto location = how.provider.authorization_url(
      {redirect_uri, state, nonce_of(begun.browser_token), challenge_of(verifier_of(begun.browser_token))}, now);
  if (!location) return fail(location.error());
  begun.location = std::move(*location);
  database.write([&](storage::Session& session) {
    storage::trim_attempts(session, now, kAttemptsMax);
    storage::insert_attempt(session, token_hash(state), token_hash(begun.browser_token),
                            {kWorkspaceId, redirect_uri, now, {now.ms + kSingleSignOnMs}, std::nullopt});
  });
  return begun;
}

Result<SignedIn> finish_single_sign_on(AuthTools tools, const SingleSignOn& how, const SignInReturn& returned, const Device& device,
                                       Instant now) {
  if (returned.state.size() > kTokenBytesMax || returned.browser_token.size() > kTokenBytesMax) return fail(attempt_gone());
  const auto attempt = write_result(tools.database, [&](storage::Session& session) { return take_attempt(session, returned, now); });
  if (!attempt) return fail(attempt.error());
  if (attempt->user_id) return finish_with_code(tools, *attempt->user_id, returned, device, now);

  const auto claims = how.provider.redeem(
      {returned.code, returned.issuer, attempt->redirect_uri, verifier_of(returned.browser_token), nonce_of(returned.browser_token)}, now);
  if (!claims) return fail(claims.error());
  auto session = write_result(tools.database, [&](storage::Session& book) -> Result<std::optional<SignedIn>> {
    auto user = person_of(book, how, *claims, now);
    if (!user) return fail(user.error());
    let_sign_in(book, *user, now);
    if (!has_second_factor(book, kWorkspaceId, user->id.uuid)) return open_session(book, *user, device, now);
    storage::SignInAttempt waiting = *attempt;
    waiting.user_id = user->id.uuid;
    storage::insert_attempt(book, token_hash(returned.state), token_hash(returned.browser_token), waiting);
    return std::optional<SignedIn>();
  });
  if (!session) return fail(session.error());
  if (!*session) return fail(unauthenticated("second_factor_required"));
  return std::move(**session);
}

}  // namespace wheelhouse::service
