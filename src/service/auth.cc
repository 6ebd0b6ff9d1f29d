#include "service/auth.h"

#include <algorithm>

#include "service/authenticate.h"
#include "service/known_browser.h"
#include "service/one_time_link.h"
#include "service/second_factor.h"
#include "service/session_rules.h"
#include "service/token.h"
#include "service/unit_of_work_impl.h"
#include "service/workspace.h"
#include "service/write_result.h"
#include "storage/record_store.h"

namespace wheelhouse::service {
namespace {

constexpr std::size_t kEmailBytesMax = 800;      // 200 characters
constexpr std::size_t kPasswordBytesMax = 800;
constexpr std::size_t kUserAgentBytesMax = 300;

Error unauthenticated(std::string reason) { return Error::make(Errc::unauthenticated, std::move(reason)); }

std::string cut(const std::string& text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  std::size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // whole characters only
  return text.substr(0, end);
}

struct Candidate {
  std::optional<User> user;
  std::optional<storage::Credential> credential;
  bool second_factor = false;
  std::optional<std::string> stored_hash() const { return credential ? std::optional(credential->password_hash) : std::nullopt; }
};

bool may_sign_in(const User& user) { return !user.disabled && user.can_sign_in; }

// The same questions whether there is such a person or not, so that time does not tell.
Candidate find_candidate(storage::Session& session, const std::string& email) {
  Candidate candidate;
  auto users = storage::select_records<User>(session, kWorkspaceId, "email = ?2", {std::string_view(email)});
  const bool there = !users.empty() && !email.empty() && may_sign_in(users.front());
  const Uuid id = there ? users.front().id.uuid : Uuid{};
  candidate.credential = storage::find_credential(session, kWorkspaceId, id);
  candidate.second_factor = has_second_factor(session, kWorkspaceId, id);
  if (there) candidate.user = std::move(users.front());
  return candidate;
}

std::string company_name(storage::Session& session) {
  const auto workspace = find_workspace(session);
  return workspace ? workspace->name : "";
}

// Between reading and writing a hash was computed: the world may have moved on.
bool is_unchanged(storage::Session& session, const User& user, const std::string& hash) {
  const auto now_user = storage::find_record(session, kWorkspaceId, user.id);
  const auto now_credential = storage::find_credential(session, kWorkspaceId, user.id.uuid);
  return now_user && may_sign_in(*now_user) && now_credential && now_credential->password_hash == hash;
}

}  // namespace

std::string normal_email(std::string_view typed) {
  const auto first = typed.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return "";
  std::string email(typed.substr(first, typed.find_last_not_of(" \t\r\n") - first + 1));
  std::transform(email.begin(), email.end(), email.begin(), [](unsigned char c) { return c < 128 ? std::tolower(c) : c; });
  return email;
}

SignedIn open_session(storage::Session& session, const User& user, const Device& device, Instant now) {
  storage::delete_ended_sessions(session, now, {now.ms - kSessionIdleMs});
  if (!device.old_token.empty()) storage::delete_session(session, token_hash(device.old_token));
  const auto others = storage::sessions_of(session, kWorkspaceId, user.id.uuid);
  for (std::size_t i = kSessionsPerUserMax - 1; i < others.size(); ++i)
    storage::delete_session(session, kWorkspaceId, user.id.uuid, others[i].id);
  SignedIn signed_in{make_token(), user, {now.ms + kSessionLifeMs}};
  storage::insert_session(session, token_hash(signed_in.token),
                          {kWorkspaceId, make_uuid_v7(now.ms), user.id.uuid, now, now, signed_in.expires_at,
                           cut(device.user_agent, kUserAgentBytesMax), device.address});
  return signed_in;
}

Result<SignedIn> sign_in(AuthTools tools, const SignIn& input, const Device& device, Instant now) {
  const std::string email = normal_email(input.email);
  if (email.size() > kEmailBytesMax || input.password.size() > kPasswordBytesMax) return fail(unauthenticated("bad_credentials"));
  Candidate candidate;
  const auto welcome = read_result(tools.database, [&](storage::Session& session) -> Result<void> {
    if (auto allowed = tools.throttle.check_address(session, device.address_key, now); !allowed) return allowed;
    candidate = find_candidate(session, email);
    return {};
  });
  if (!welcome) return fail(welcome.error());
  const auto stored = candidate.stored_hash();
  // A browser known to this account is counted by itself: who guesses elsewhere does not make its person wait.
  const auto browser = read_browser_mark(device.mark, email, stored.value_or(""), now);
  const std::string account = browser ? email + "\n" + *browser : email;
  const auto who = browser ? PasswordHasher::Who::known : PasswordHasher::Who::stranger;
  {
    // The place comes first: in a flood most find none, and they must not cost the book a write.
    const auto place = tools.hasher.place(who);
    if (!place) return fail(place.error());
    if (auto allowed = tools.throttle.begin(tools.database, account, device.address_key, now); !allowed) return fail(allowed.error());
    if (!tools.hasher.verify(*place, input.password, stored)) return fail(unauthenticated("bad_credentials"));
  }
  if (candidate.second_factor && input.code.empty()) {
    tools.throttle.withdraw(tools.database, account, device.address_key);  // half way is no failure
    return fail(unauthenticated("second_factor_required"));
  }
  std::string renewed;  // the cost has been raised since: only now is the password at hand
  if (tools.hasher.is_outdated(*stored))
    if (auto hash = tools.hasher.hash(input.password)) renewed = std::move(*hash);

  return write_result(tools.database, [&](storage::Session& session) -> Result<SignedIn> {
    if (!is_unchanged(session, *candidate.user, *stored)) return fail(unauthenticated("bad_credentials"));
    if (has_second_factor(session, kWorkspaceId, candidate.user->id.uuid) &&
        !take_code(session, kWorkspaceId, candidate.user->id.uuid, input.code, now))
      return fail(unauthenticated("bad_code"));
    if (!renewed.empty()) storage::replace_password_hash(session, kWorkspaceId, candidate.user->id.uuid, renewed);
    tools.throttle.succeeded(session, account, device.address_key);
    SignedIn signed_in = open_session(session, *candidate.user, device, now);
    signed_in.mark = make_browser_mark(email, renewed.empty() ? *stored : renewed, now);
    return signed_in;
  });
}

Result<SignedIn> sign_in_with_link(AuthTools tools, std::string_view token, std::string_view code, const Device& device, Instant now) {
  const auto find_invited = [&](storage::Session& session) -> Result<User> {
    const auto link = find_valid_link(session, token, {LinkPurpose::sign_in}, now);
    if (!link) return fail(link.error());
    auto user = storage::find_record(session, link->workspace_id, Id<User>{link->user_id.value_or(Uuid{})});
    if (!user || !may_sign_in(*user)) return fail(unauthenticated("account_disabled"));
    return std::move(*user);
  };
  bool second_factor = false;
  const auto before = read_result(tools.database, [&](storage::Session& session) -> Result<User> {
    auto user = find_invited(session);
    second_factor = user && has_second_factor(session, kWorkspaceId, user->id.uuid);
    return user;
  });
  if (!before) return fail(before.error());
  // A link stands for the password, not for the phone; it is not used up by asking.
  if (second_factor && code.empty()) return fail(unauthenticated("second_factor_required"));
  const std::string account = "code:" + to_string(before->id);
  if (second_factor)
    if (auto allowed = tools.throttle.begin(tools.database, account, device.address_key, now); !allowed) return fail(allowed.error());
  return write_result(tools.database, [&](storage::Session& session) -> Result<SignedIn> {
    const auto user = find_invited(session);
    if (!user) return fail(user.error());
    if (has_second_factor(session, kWorkspaceId, user->id.uuid) && !take_code(session, kWorkspaceId, user->id.uuid, code, now))
      return fail(unauthenticated("bad_code"));
    if (auto used = use_valid_link(session, token, now); !used) return fail(used.error());
    if (second_factor) tools.throttle.succeeded(session, account, device.address_key);
    return open_session(session, *user, device, now);
  });
}

Result<void> check_current_password(AuthTools tools, const Uuid& user_id, const std::string& current, const Device& device, Instant now) {
  std::optional<storage::Credential> credential;
  tools.database.read([&](storage::Session& session) { credential = storage::find_credential(session, kWorkspaceId, user_id); });
  if (!credential || current.size() > kPasswordBytesMax) return fail(Error::invalid_field("/current", "wrong_password"));
  // The same brake as for signing in: an open screen must not become a place to guess.
  const std::string account = "user:" + to_string(user_id);
  {
    const auto place = tools.hasher.place(PasswordHasher::Who::known);
    if (!place) return fail(place.error());
    if (auto allowed = tools.throttle.begin(tools.database, account, device.address_key, now); !allowed) return fail(allowed.error());
    if (!tools.hasher.verify(*place, current, credential->password_hash)) return fail(Error::invalid_field("/current", "wrong_password"));
  }
  tools.throttle.succeeded(tools.database, account, device.address_key);
  return {};
}

Result<void> confirm_person(AuthTools tools, const Uuid& user_id, const std::string& current, std::string_view token, const Device& device,
                            Instant now) {
  bool has_password = false, is_fresh = false;
  tools.database.read([&](storage::Session& session) {
    has_password = storage::find_credential(session, kWorkspaceId, user_id).has_value();
    const auto own = storage::find_session(session, token_hash(token));
    is_fresh = own && own->user_id == user_id && now.ms - own->created_at.ms <= kFreshSessionMs;
  });
  if (!has_password) return is_fresh ? Result<void>{} : fail(Error::make(Errc::forbidden, "sign_in_again"));
  if (current.empty()) return fail(Error::invalid_field("/current", "required"));
  return check_current_password(tools, user_id, current, device, now);
}

Result<void> change_password(AuthTools tools, const Uuid& user_id, const PasswordChange& input, const Device& device, Instant now) {
  std::optional<User> user;
  std::optional<storage::Credential> credential;
  bool second_factor = false;
  std::string company;
  tools.database.read([&](storage::Session& session) {
    company = company_name(session);
    user = storage::find_record(session, kWorkspaceId, Id<User>{user_id});
    credential = storage::find_credential(session, kWorkspaceId, user_id);
    second_factor = has_second_factor(session, kWorkspaceId, user_id);
  });
  if (!user || !may_sign_in(*user)) return fail(unauthenticated("account_disabled"));
  if (credential) {
    if (auto right = check_current_password(tools, user_id, input.current, device, now); !right) return right;
    if (input.current == input.new_password) return fail(Error::invalid_field("/new_password", "password_unchanged"));
  }
  if (auto checked = check_new_password(input.new_password, user->name, user->email.value_or(""), second_factor, "/new_password", company);
      !checked)
    return fail(checked.error());
  auto hash = tools.hasher.hash(input.new_password);
  if (!hash) return fail(hash.error());
  return write_result(tools.database, [&](storage::Session& session) -> Result<void> {
    const auto present = storage::find_credential(session, kWorkspaceId, user_id);
    if (present.has_value() != credential.has_value() || (present && present->password_hash != credential->password_hash))
      return fail(Error::make(Errc::stale, "stale"));
    storage::put_credential(session, kWorkspaceId, user_id, {std::move(*hash), now, false, !is_long_enough_alone(input.new_password)});
    storage::delete_sessions_of(session, kWorkspaceId, user_id, token_hash(input.keep_token));
    storage::delete_unused_links(session, kWorkspaceId, user_id);
    return {};
  });
}

Result<PasswordSet> set_password_with_link(storage::Database& database, PasswordHasher& hasher, std::string_view token,
                                           const std::string& new_password, const Device& device, Instant now) {
  struct Invited {
    User user;
    bool second_factor;
    std::string company;
  };
  const auto find_invited = [&](storage::Session& session) -> Result<Invited> {
    const auto link = find_valid_link(session, token, {LinkPurpose::invite, LinkPurpose::reset}, now);
    if (!link) return fail(link.error());
    auto user = storage::find_record(session, link->workspace_id, Id<User>{link->user_id.value_or(Uuid{})});
    if (!user || user->disabled || !user->email) return fail(unauthenticated("account_disabled"));
    return Invited{std::move(*user), has_second_factor(session, link->workspace_id, link->user_id.value()),
                   company_name(session)};
  };
  // A refused password must not cost the link, so it is looked at first and used last.
  const auto before = read_result(database, find_invited);
  if (!before) return fail(before.error());
  if (auto checked =
          check_new_password(new_password, before->user.name, before->user.email.value_or(""), before->second_factor, "/new_password",
                             before->company);
      !checked)
    return fail(checked.error());
  auto hash = hasher.hash(new_password);
  if (!hash) return fail(hash.error());
  return write_result(database, [&](storage::Session& session) -> Result<PasswordSet> {
    auto invited = find_invited(session);
    if (!invited) return fail(invited.error());
    if (auto used = use_valid_link(session, token, now); !used) return fail(used.error());
    PasswordSet result{invited->user, std::nullopt};
    result.user.can_sign_in = true;
    Actor actor;
    actor.user_id = result.user.id.uuid;
    UnitOfWork work(session, actor, now);
    work.update(invited->user, result.user);
    work.finish();
    storage::put_credential(session, kWorkspaceId, result.user.id.uuid,
                            {std::move(*hash), now, false, !is_long_enough_alone(new_password)});
    storage::delete_sessions_of(session, kWorkspaceId, result.user.id.uuid, "");
    storage::revoke_api_keys_of(session, kWorkspaceId, result.user.id.uuid, now);  // whoever had the account may have made some
    storage::delete_unused_links(session, kWorkspaceId, result.user.id.uuid);
    if (!invited->second_factor) result.session = open_session(session, result.user, device, now);
    return result;
  });
}

}  // namespace wheelhouse::service
