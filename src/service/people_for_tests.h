// A book in memory with an administrator and whoever a test adds, and hashes that cost next to nothing. Tests only.
#pragma once
#include <boost/json.hpp>
#include <memory>
#include <string>

#include "service/auth.h"
#include "service/authenticate.h"
#include "service/set_up.h"
#include "service/user_service.h"
#include "service/write_result.h"
#include "storage/database.h"
#include "storage/test_database.h"

namespace wheelhouse::service {

inline constexpr std::string_view kGoodPassword = "correct horse battery";

class PeopleBook {
 public:
  PeopleBook() : hasher({.cost = {.memory_bytes = 8192, .passes = 1}, .at_once = 2, .strangers_waiting_max = 2}) {}

  AuthTools tools() { return {*database, hasher, throttle}; }
  Device device() const { return {"Test browser", "192.0.2.1", "192.0.2.1", ""}; }

  static SetUp set_up_input(std::string token = "") {
    return {std::move(token), "en", "Ada Admin", "ada@example.com", std::string(kGoodPassword), "Test book", "CNY", "Asia/Shanghai"};
  }
  User make_admin() { return create_first_admin(*database, hasher, set_up_input(), now).value(); }
  Actor actor_of(const User& user) const {
    Actor actor;
    actor.user_id = user.id.uuid;
    actor.name = user.name;
    actor.role = user.role;
    return actor;
  }
  // Runs `work` as `user` in one transaction.
  template <class Work>
  auto as(const User& user, Work&& work) {
    const Actor actor = actor_of(user);
    return write_result(*database, [&](storage::Session& session) {
      UnitOfWork unit(session, actor, now);
      auto result = work(unit);
      if (result) unit.finish();
      return result;
    });
  }
  // A person with a password; `email` is also the name.
  User add_person(const User& admin, std::string_view email, std::string_view role, std::string_view password = kGoodPassword) {
    const auto created = as(admin, [&](UnitOfWork& work) {
                           return create_user(work, {{"name", email}, {"email", email}, {"role", role}});
                         }).value();
    return set_password_with_link(*database, hasher, created.invite_token.value(), std::string(password), device(), now).value().user;
  }
  Result<Identity> identity_of(std::string_view token) {
    return read_result(*database, [&](storage::Session& session) { return authenticate_session(session, token, now); });
  }
  Result<SignedIn> sign_in_as(std::string_view email, std::string_view password = kGoodPassword, std::string_view code = "") {
    return sign_in(tools(), {std::string(email), std::string(password), std::string(code)}, device(), now);
  }
  User reload(const User& user) {
    std::optional<User> found;
    database->read([&](storage::Session& session) { found = storage::find_record(session, kWorkspaceId, user.id); });
    return found.value();
  }
  std::int64_t count(std::string_view sql) {
    std::int64_t n = 0;
    database->read([&](storage::Session& session) { n = session.query_integer(sql); });
    return n;
  }

  std::unique_ptr<storage::Database> database = storage::open_test_database();
  PasswordHasher hasher;
  SignInThrottle throttle;
  Instant now = parse_instant("2026-06-30T09:00:00Z").value();
};

template <class T>
std::string reason_of(const Result<T>& result) {
  return result ? "" : result.error().reason;
}
// "/pointer code" of the only field error.
template <class T>
std::string field_of(const Result<T>& result) {
  if (result || result.error().fields.size() != 1) return "";
  return result.error().fields[0].pointer + " " + result.error().fields[0].code;
}

}  // namespace wheelhouse::service
