// What a person sees and ends of his own access: who he is here, his sessions, his second factor.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/user.h"
#include "reflect/enum_names.h"
#include "service/actor.h"
#include "service/workspace.h"
#include "storage/auth_store.h"

namespace wheelhouse::service {

// Of whom a server asks a second factor beside the password.
enum class SecondFactorRule : std::uint8_t { nobody, admins, everybody };

struct OwnAccess {
  User user;
  Workspace workspace;
  bool has_password = false;  // not yet, when a link of the terminal signed him in
  bool must_change_password = false;
  bool second_factor = false;
};
// Whoever has no password signs in at the provider, and how strongly is the provider's to ask.
bool lacks_second_factor(const OwnAccess& access, SecondFactorRule rule);
// Errors: unauthenticated, when the person or the book is gone.
Result<OwnAccess> own_access(storage::Session& session, const Actor& actor);

// Latest seen first; `current` is the one with this token.
struct OwnSession {
  storage::SignInSession row;
  bool current = false;
};
std::vector<OwnSession> own_sessions(storage::Session& session, const Actor& actor, std::string_view token);
// Errors: not_found, for other people's too.
Result<void> end_own_session(storage::Session& session, const Actor& actor, const Uuid& id);
// All but the one with this token: after a second factor was switched, whoever came in without it is out.
void end_other_sessions(storage::Session& session, const Actor& actor, std::string_view token);
void end_session(storage::Session& session, std::string_view token);

struct SecondFactorState {
  bool on = false;
  std::int64_t recovery_codes_left = 0;
};
SecondFactorState own_second_factor(storage::Session& session, const Actor& actor);
// Errors: conflict "password_needs_second_factor", "second_factor_is_required".
Result<void> end_own_second_factor(storage::Session& session, const Actor& actor, SecondFactorRule rule = SecondFactorRule::nobody);

}  // namespace wheelhouse::service

namespace wheelhouse {
WH_ENUM_NAMES(service::SecondFactorRule, "nobody", "admins", "everybody");
}
