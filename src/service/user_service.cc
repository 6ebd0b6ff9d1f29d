#include "service/user_service.h"

#include "service/access.h"
#include "service/one_time_link.h"
#include "service/record_service.h"
#include "storage/auth_store.h"
#include "storage/second_factor_store.h"
#include "storage/sign_in_store.h"

namespace wheelhouse::service {
namespace {

bool is_active_admin(const User& user) { return user.role == UserRole::admin && !user.disabled && user.can_sign_in; }

bool is_last_admin(UnitOfWork& work, const User& user) {
  if (!is_active_admin(user)) return false;
  return work.session().query_integer(
             "SELECT count(*) FROM users WHERE workspace_id = ?1 AND role = 'admin' AND disabled = 0 AND can_sign_in = 1 AND id <> ?2",
             {work.workspace_id(), user.id.uuid}) == 0;
}

// Would this PATCH take the admin's rights away? Looked at before anything is written; malformed values are refused later.
bool takes_admin_away(const boost::json::object& input) {
  const auto* role = input.if_contains("role");
  if (role && !(role->is_string() && role->get_string() == "admin")) return true;
  const auto* disabled = input.if_contains("disabled");
  return disabled && disabled->is_bool() && disabled->get_bool();
}

void end_access(UnitOfWork& work, const User& user) {
  storage::delete_sessions_of(work.session(), work.workspace_id(), user.id.uuid, "");
  storage::delete_unused_links(work.session(), work.workspace_id(), user.id.uuid);
}

}  // namespace

Result<CreatedUser> create_user(UnitOfWork& work, const boost::json::object& input) {
  auto user = create_record<User>(work, input);
  if (!user) return fail(user.error());
  CreatedUser created{std::move(*user), std::nullopt};
  if (created.user.email && !created.user.disabled)
    created.invite_token = issue_link(work.session(), work.workspace_id(), LinkPurpose::invite, created.user.id.uuid, work.now());
  return created;
}

Result<User> update_user(UnitOfWork& work, Id<User> id, ExpectedVersion expected, const boost::json::object& input) {
  if (auto allowed = require(work.actor(), Verb::manage_users); !allowed) return fail(allowed.error());
  const auto before = find_visible(work.session(), work.actor(), id);
  if (!before) return before;
  if (expected && *expected != before->version) return fail(Error::make(Errc::stale, "stale"));
  if (takes_admin_away(input) && is_last_admin(work, *before)) return fail(Error::make(Errc::conflict, "last_admin"));
  if (const auto* email = input.if_contains("email"); email && email->is_null() && before->can_sign_in)
    return fail(Error::invalid_field("/email", "needed_to_sign_in"));
  auto after = update_record(work, id, expected, input);
  if (after && after->disabled && !before->disabled) end_access(work, *after);
  return after;
}

Result<User> disable_user(UnitOfWork& work, Id<User> id, ExpectedVersion expected) {
  return update_user(work, id, expected, boost::json::object{{"disabled", true}});
}

Result<AccessLink> issue_access_link(UnitOfWork& work, Id<User> id, bool drop_second_factor) {
  if (auto allowed = require(work.actor(), Verb::manage_users); !allowed) return fail(allowed.error());
  const auto user = find_visible(work.session(), work.actor(), id);
  if (!user) return fail(user.error());
  if (user->disabled) return fail(Error::make(Errc::conflict, "account_disabled"));
  if (!user->email) return fail(Error::make(Errc::conflict, "no_email"));
  if (drop_second_factor) {
    storage::delete_second_factor(work.session(), work.workspace_id(), id.uuid);
    storage::delete_identities(work.session(), work.workspace_id(), id.uuid);
    end_access(work, *user);
  }
  const bool is_invitation = !storage::find_credential(work.session(), work.workspace_id(), id.uuid);
  storage::delete_unused_links(work.session(), work.workspace_id(), id.uuid);
  return AccessLink{
      issue_link(work.session(), work.workspace_id(), is_invitation ? LinkPurpose::invite : LinkPurpose::reset, id.uuid, work.now()),
      is_invitation};
}

Result<User> set_own_locale(UnitOfWork& work, const std::string& locale) {
  if (locale != "zh-CN" && locale != "en") return fail(Error::invalid_field("/locale", "bad_locale"));
  const auto before = storage::find_record(work.session(), work.workspace_id(), Id<User>{work.actor().user_id.value_or(Uuid{})});
  if (!before) return fail(Error::not_found("user"));
  User after = *before;
  after.locale = locale;
  work.update(*before, after);
  return after;
}

Result<void> remove_team(UnitOfWork& work, Id<Team> id, ExpectedVersion expected) {
  if (auto allowed = require(work.actor(), Verb::manage_users); !allowed) return allowed;
  const std::int64_t members = work.session().query_integer(
      "SELECT (SELECT count(*) FROM users WHERE workspace_id = ?1 AND team_id = ?2) + (SELECT count(*) FROM teams WHERE workspace_id = "
      "?1 AND parent_id = ?2)",
      {work.workspace_id(), id.uuid});
  if (members > 0) return fail(Error::make(Errc::conflict, "in_use", {{"count", std::to_string(members)}}));
  return remove_record(work, id, expected);
}

}  // namespace wheelhouse::service
