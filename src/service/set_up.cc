#include "service/set_up.h"

#include <algorithm>
#include <functional>

#include "service/one_time_link.h"
#include "service/record_service.h"
#include "service/write_result.h"

namespace wheelhouse::service {
namespace {

constexpr std::string_view kActiveAdmins = "role = 'admin' AND disabled = 0 AND can_sign_in = 1 ORDER BY created_at, id LIMIT 1";

std::optional<User> oldest_admin(storage::Session& session) {
  auto admins = storage::select_records<User>(session, kWorkspaceId, kActiveAdmins, {});
  return admins.empty() ? std::nullopt : std::optional(std::move(admins.front()));
}

Error setup_done() { return Error::make(Errc::conflict, "setup_done"); }

Workspace workspace_of(const SetUp& input) {
  return {input.workspace_name, input.currency, input.locale, input.time_zone, BookKind::empty};
}
User admin_of(const SetUp& input) {
  User user;
  user.name = input.name;
  user.email = input.email;
  user.role = UserRole::admin;
  user.locale = input.locale;
  user.can_sign_in = true;
  return user;
}

// Everything that is wrong at once, under the names of the form.
std::vector<FieldError> problems_of(storage::Session& session, const SetUp& input, Instant now) {
  std::vector<FieldError> errors;
  check_workspace(workspace_of(input), "", errors);
  const Actor nobody;
  User user = admin_of(input);
  user.locale.reset();  // check_workspace has looked at it
  apply_rules(RuleContext{session, nobody, now, ""}, user, nullptr, errors);
  if (auto checked = check_new_password(input.password, input.name, input.email, false, "/password", input.workspace_name); !checked)
    errors.insert(errors.end(), checked.error().fields.begin(), checked.error().fields.end());
  return errors;
}

// Workspace, admin and password in one transaction; `admit` says who may, and `finish` adds what follows from it.
using Admit = std::function<Result<void>(storage::Session&)>;
using Finish = std::function<Result<void>(storage::Session&, const User&)>;
Result<User> create_admin(storage::Database& database, PasswordHasher& hasher, const SetUp& input, Instant now, const Admit& admit,
                          const Finish& finish) {
  const auto ready = read_result(database, [&](storage::Session& session) -> Result<void> {
    if (auto admitted = admit(session); !admitted) return admitted;
    if (is_set_up_needed(session)) {
      auto errors = problems_of(session, input, now);
      if (errors.empty()) return {};
      return fail(Error::invalid_fields(std::move(errors)));
    }
    return fail(setup_done());
  });
  if (!ready) return fail(ready.error());
  auto hash = hasher.hash(input.password);
  if (!hash) return fail(hash.error());
  return write_result(database, [&](storage::Session& session) -> Result<User> {
    if (auto admitted = admit(session); !admitted) return fail(admitted.error());
    if (!is_set_up_needed(session)) return fail(setup_done());
    Workspace workspace = workspace_of(input);
    if (const auto existing = find_workspace(session)) workspace.book = existing->book;  // filled by the command line before
    put_workspace(session, kWorkspaceId, workspace, now);
    User user = admin_of(input);
    user.id.uuid = make_uuid_v7(now.ms);
    Actor actor;
    actor.user_id = user.id.uuid;  // the first admin makes himself
    actor.role = UserRole::admin;
    UnitOfWork work(session, actor, now);
    if (auto created = create_checked(work, user); !created) return fail(created.error());
    work.finish();
    storage::put_credential(session, kWorkspaceId, user.id.uuid, {std::move(*hash), now, false, false});
    if (auto finished = finish(session, user); !finished) return fail(finished.error());
    return user;
  });
}

}  // namespace

bool is_set_up_needed(storage::Session& session) { return !find_workspace(session) || !oldest_admin(session); }

bool is_book_empty(storage::Session& session) {
  return !session.query_first("SELECT 1 FROM accounts WHERE workspace_id = ?1 LIMIT 1", {kWorkspaceId}, [](const RowReader&) {});
}

Result<std::string> issue_setup_link_token(storage::Database& database, Instant now) {
  return write_result(database, [&](storage::Session& session) -> Result<std::string> {
    if (!is_set_up_needed(session)) return fail(setup_done());
    return issue_link(session, kWorkspaceId, LinkPurpose::setup, std::nullopt, now);
  });
}

Result<SignedIn> set_up_with_link(storage::Database& database, PasswordHasher& hasher, const SetUp& input, const Device& device,
                                  Instant now) {
  std::optional<SignedIn> signed_in;
  const auto created = create_admin(
      database, hasher, input, now,
      [&](storage::Session& session) -> Result<void> {
        if (auto link = find_valid_link(session, input.token, {LinkPurpose::setup}, now); !link) return fail(link.error());
        return {};
      },
      [&](storage::Session& session, const User& user) -> Result<void> {
        if (auto used = use_valid_link(session, input.token, now); !used) return used;
        signed_in = open_session(session, user, device, now);
        return {};
      });
  if (!created) return fail(created.error());
  return std::move(*signed_in);
}

Result<User> create_first_admin(storage::Database& database, PasswordHasher& hasher, const SetUp& input, Instant now) {
  return create_admin(
      database, hasher, input, now, [](storage::Session&) { return Result<void>{}; },
      [](storage::Session&, const User&) { return Result<void>{}; });
}

Result<std::string> make_run_sign_in(storage::Database& database, Instant now) {
  return write_result(database, [&](storage::Session& session) -> Result<std::string> {
    const auto admin = oldest_admin(session);
    if (!admin) return fail(Error::not_found("admin"));
    return issue_link(session, kWorkspaceId, LinkPurpose::sign_in, admin->id.uuid, now);
  });
}

}  // namespace wheelhouse::service
