// Signing in, sessions, passwords: what is let in, what is not, and what ends what.
#include "service/auth.h"

#include <gtest/gtest.h>

#include "service/own_access.h"
#include "service/one_time_link.h"
#include "service/people_for_tests.h"
#include "service/session_rules.h"

namespace wheelhouse::service {
namespace {

TEST(SignIn, TheRightPasswordOpensASession) {
  PeopleBook book;
  const User admin = book.make_admin();
  const auto signed_in = book.sign_in_as("ada@example.com");
  ASSERT_TRUE(signed_in) << reason_of(signed_in);
  EXPECT_EQ(signed_in->token.size(), 43u) << "256 bits in base64url";
  const auto identity = book.identity_of(signed_in->token);
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->actor.user_id, admin.id.uuid);
  EXPECT_EQ(identity->actor.role, UserRole::admin);
  EXPECT_EQ(identity->kind, Identity::Kind::session);
}

TEST(SignIn, TheAddressIsReadAsPeopleTypeIt) {
  PeopleBook book;
  book.make_admin();
  EXPECT_TRUE(book.sign_in_as("  ADA@Example.com\n"));
}

TEST(SignIn, EveryRefusalLooksTheSame) {
  PeopleBook book;
  const User admin = book.make_admin();
  const User gone = book.add_person(admin, "gone@example.com", "seller");
  ASSERT_TRUE(book.as(admin, [&](UnitOfWork& work) { return disable_user(work, gone.id, std::nullopt); }));
  ASSERT_TRUE(book.as(admin, [&](UnitOfWork& work) {
    return create_user(work, {{"name", "Invited"}, {"email", "invited@example.com"}});
  }));
  ASSERT_TRUE(book.as(admin, [&](UnitOfWork& work) { return create_user(work, {{"name", "From an import"}}); }));
  for (const char* email : {"ada@example.com", "nobody@example.com", "", "   "})
    EXPECT_EQ(reason_of(book.sign_in_as(email, "not the password at all")), "bad_credentials") << email;
  for (const char* email : {"gone@example.com", "invited@example.com"})
    EXPECT_EQ(reason_of(book.sign_in_as(email)), "bad_credentials") << email;
  EXPECT_EQ(reason_of(book.sign_in_as("ada@example.com", std::string(100'000, 'x'))), "bad_credentials");
}

TEST(SignIn, GuessingIsSlowedAndTheOwnerComesBackIn) {
  PeopleBook book;
  book.make_admin();
  std::string reason;
  for (int i = 0; i < 5; ++i) reason = reason_of(book.sign_in_as("ada@example.com", "guess"));
  EXPECT_EQ(reason, "too_many_requests");
  EXPECT_EQ(reason_of(book.sign_in_as("ada@example.com")), "too_many_requests") << "the right password has to wait too";
  book.now.ms += 2000;
  EXPECT_TRUE(book.sign_in_as("ada@example.com"));
}

TEST(SignIn, ABusyHasherIsNoFailure) {
  PeopleBook book;
  book.make_admin();
  PasswordHasher busy({.cost = {.memory_bytes = 8192, .passes = 1}, .at_once = 0, .strangers_waiting_max = 0});
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(reason_of(sign_in({*book.database, busy, book.throttle}, {"ada@example.com", std::string(kGoodPassword), ""}, book.device(),
                                book.now)),
              "too_many_requests");
  EXPECT_TRUE(book.sign_in_as("ada@example.com"));
}

TEST(SignIn, WhoIsTurnedAwayForLackOfRoomCostsTheBookNoWrite) {
  PeopleBook book;
  book.make_admin();
  PasswordHasher busy({.cost = {.memory_bytes = 8192, .passes = 1}, .at_once = 0, .strangers_waiting_max = 0});
  EXPECT_EQ(reason_of(sign_in({*book.database, busy, book.throttle}, {"ada@example.com", "guess", ""}, book.device(), book.now)),
            "too_many_requests");
  EXPECT_EQ(book.count("SELECT count(*) FROM sign_in_failure"), 0);
  EXPECT_EQ(reason_of(book.sign_in_as("ada@example.com", "guess")), "bad_credentials");
  EXPECT_EQ(book.count("SELECT count(*) FROM sign_in_failure"), 2) << "what was hashed is counted, for account and address";
}

TEST(SignIn, AKnownBrowserGetsInWhileStrangersGuessItsAccountFromEverywhere) {
  PeopleBook book;
  book.make_admin();
  Device own = book.device();
  own.mark = book.sign_in_as("ada@example.com")->mark;
  ASSERT_FALSE(own.mark.empty());
  const auto from = [&](Device device, std::string_view password) {
    return sign_in(book.tools(), {"ada@example.com", std::string(password), ""}, device, book.now);
  };
  for (int i = 0; i < 10; ++i) from({"Guesser", "198.51.100.1", "198.51.100." + std::to_string(i), ""}, "guess").has_value();
  EXPECT_EQ(reason_of(from(book.device(), kGoodPassword)), "too_many_requests") << "a browser nobody knows has to wait";
  EXPECT_TRUE(from(own, kGoodPassword));
  EXPECT_EQ(reason_of(from(book.device(), kGoodPassword)), "too_many_requests") << "which forgives the others nothing";
  // Nor is it a way to guess on.
  std::string reason;
  for (int i = 0; i < 5; ++i) reason = reason_of(from(own, "guess"));
  EXPECT_EQ(reason, "too_many_requests");
}

TEST(SignIn, AKnownBrowserHasAPlaceWhenStrangersHaveThemAll) {
  PeopleBook book;
  book.make_admin();
  Device own = book.device();
  own.mark = book.sign_in_as("ada@example.com")->mark;
  PasswordHasher full({.cost = {.memory_bytes = 8192, .passes = 1}, .at_once = 1, .strangers_waiting_max = -1});
  const AuthTools tools{*book.database, full, book.throttle};
  const SignIn right{"ada@example.com", std::string(kGoodPassword), ""};
  EXPECT_EQ(reason_of(sign_in(tools, right, book.device(), book.now)), "too_many_requests");
  Device forged = own;
  forged.mark.back() = forged.mark.back() == 'A' ? 'E' : 'A';
  EXPECT_EQ(reason_of(sign_in(tools, right, forged, book.now)), "too_many_requests");
  EXPECT_TRUE(sign_in(tools, right, own, book.now));
}

TEST(SignIn, AHashOfAnOldCostIsRenewed) {
  PeopleBook book;
  const User admin = book.make_admin();
  const auto hash = [&] {
    std::string text;
    book.database->read(
        [&](storage::Session& session) { text = storage::find_credential(session, kWorkspaceId, admin.id.uuid)->password_hash; });
    return text;
  };
  book.hasher.set_cost({.memory_bytes = 16384, .passes = 1});
  EXPECT_TRUE(book.hasher.is_outdated(hash()));
  ASSERT_TRUE(book.sign_in_as("ada@example.com"));
  EXPECT_FALSE(book.hasher.is_outdated(hash()));
  EXPECT_TRUE(book.sign_in_as("ada@example.com"));
}

TEST(SignIn, APasswordDoesNotAge) {
  PeopleBook book;
  const User admin = book.make_admin();
  book.now = book.now.plus_days(3653);
  ASSERT_TRUE(book.sign_in_as("ada@example.com"));
  book.database->read([&](storage::Session& session) {
    EXPECT_FALSE(own_access(session, book.actor_of(admin))->must_change_password);
  });
}

TEST(SignIn, TheBrowsersOldSessionEnds) {
  PeopleBook book;
  book.make_admin();
  const std::string old = book.sign_in_as("ada@example.com")->token;
  Device device = book.device();
  device.old_token = old;
  ASSERT_TRUE(sign_in(book.tools(), {"ada@example.com", std::string(kGoodPassword), ""}, device, book.now));
  EXPECT_EQ(reason_of(book.identity_of(old)), "unknown_token");
}

TEST(SignIn, NothingThatOpensIsStoredReadable) {
  PeopleBook book;
  book.make_admin();
  const std::string token = book.sign_in_as("ada@example.com")->token;
  book.database->read([&](storage::Session& session) {
    session.query("SELECT token_hash FROM session", {},
                  [&](const RowReader& row) { EXPECT_EQ(row.text(0).find(token), std::string::npos); });
    session.query("SELECT password_hash FROM credential", {}, [&](const RowReader& row) {
      EXPECT_EQ(row.text(0).find(kGoodPassword), std::string::npos);
    });
  });
}

TEST(SignInSession, EndsWhenIdleAndAfterTwelveHours) {
  PeopleBook book;
  book.make_admin();
  const std::string token = book.sign_in_as("ada@example.com")->token;
  const Instant start = book.now;
  book.now = {start.ms + kSessionIdleMs - 1};
  auto identity = book.identity_of(token);
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->expires_at.ms, start.ms + kSessionIdleMs);
  note_session_use(*book.database, *identity, book.now);
  book.database->write([](storage::Session&) {});  // comes after it in the queue
  book.now = {start.ms + kSessionIdleMs + 1};
  EXPECT_TRUE(book.identity_of(token)) << "used meanwhile";
  // Used all day, it still ends.
  for (book.now = start; book.now.ms < start.ms + kSessionLifeMs; book.now.ms += kSessionIdleMs / 2) {
    identity = book.identity_of(token);
    ASSERT_TRUE(identity);
    note_session_use(*book.database, *identity, book.now);
    book.database->write([](storage::Session&) {});
  }
  book.now = {start.ms + kSessionLifeMs};
  EXPECT_EQ(reason_of(book.identity_of(token)), "session_expired");
}

TEST(SignInSession, UseIsNotedOnceAMinute) {
  PeopleBook book;
  book.make_admin();
  const std::string token = book.sign_in_as("ada@example.com")->token;
  const auto seen_after = [&](std::int64_t ms) {
    const Instant at{book.now.ms + ms};
    note_session_use(*book.database,
                     read_result(*book.database, [&](storage::Session& s) { return authenticate_session(s, token, at); }).value(), at);
    book.database->write([](storage::Session&) {});
    return book.count("SELECT max(seen_at) FROM session") - book.now.ms;
  };
  EXPECT_EQ(seen_after(59'000), 0);
  EXPECT_EQ(seen_after(60'000), 60'000);
  EXPECT_EQ(seen_after(100'000), 60'000);
}

TEST(SignInSession, APersonEndsHisOwnOnly) {
  PeopleBook book;
  const User admin = book.make_admin();
  const User sam = book.add_person(admin, "sam@example.com", "seller");
  const std::string mine = book.sign_in_as("sam@example.com")->token;
  const std::string other = book.sign_in_as("sam@example.com")->token;
  const Actor actor = book.actor_of(sam);
  const auto sessions = read_result(*book.database, [&](storage::Session& s) { return own_sessions(s, actor, mine); });
  ASSERT_EQ(sessions.size(), 3u) << "one from the invitation";
  int current = 0;
  for (const OwnSession& session : sessions) {
    current += session.current;
    EXPECT_EQ(session.row.address, "192.0.2.1");
    const auto by_admin =
        write_result(*book.database, [&](storage::Session& s) { return end_own_session(s, book.actor_of(admin), session.row.id); });
    EXPECT_EQ(reason_of(by_admin), "not_found");
    if (session.current) continue;
    ASSERT_TRUE(write_result(*book.database, [&](storage::Session& s) { return end_own_session(s, actor, session.row.id); }));
  }
  EXPECT_EQ(current, 1);
  EXPECT_TRUE(book.identity_of(mine));
  EXPECT_FALSE(book.identity_of(other));
}

TEST(SignInSession, AreBoundedInNumber) {
  PeopleBook book;
  const User admin = book.make_admin();
  const std::string first = book.sign_in_as("ada@example.com")->token;
  for (std::size_t i = 0; i < kSessionsPerUserMax; ++i) {
    ++book.now.ms;
    book.database->write([&](storage::Session& session) { open_session(session, admin, book.device(), book.now); });
  }
  EXPECT_EQ(book.count("SELECT count(*) FROM session"), static_cast<std::int64_t>(kSessionsPerUserMax));
  EXPECT_FALSE(book.identity_of(first));
}

TEST(Authenticate, RefusesWhatWasNeverGivenOut) {
  PeopleBook book;
  book.make_admin();
  for (const std::string& token : {std::string(), std::string("guess"), std::string(43, 'A'), std::string(100'000, 'A')}) {
    EXPECT_EQ(reason_of(book.identity_of(token)), "unknown_token");
    EXPECT_EQ(reason_of(read_result(*book.database, [&](storage::Session& s) { return authenticate_key(s, token, book.now); })),
              "unknown_token");
  }
}

TEST(Authenticate, SeesARoleAsItIsNow) {
  PeopleBook book;
  const User admin = book.make_admin();
  const User sam = book.add_person(admin, "sam@example.com", "seller");
  const std::string token = book.sign_in_as("sam@example.com")->token;
  EXPECT_EQ(book.identity_of(token)->actor.visible_owners->size(), 1u);
  ASSERT_TRUE(book.as(admin, [&](UnitOfWork& work) { return update_user(work, sam.id, std::nullopt, {{"role", "viewer"}}); }));
  EXPECT_EQ(book.identity_of(token)->actor.role, UserRole::viewer);
  EXPECT_FALSE(book.identity_of(token)->actor.visible_owners.has_value());
}

TEST(ChangePassword, NeedsThePresentOneAndEndsTheOtherSessions) {
  PeopleBook book;
  const User admin = book.make_admin();
  const std::string here = book.sign_in_as("ada@example.com")->token;
  const std::string elsewhere = book.sign_in_as("ada@example.com")->token;
  const std::string fresh = "a new and longer phrase";
  const auto change = [&](const std::string& current, const std::string& next) {
    return change_password(book.tools(), admin.id.uuid, {current, next, here}, book.device(), book.now);
  };
  EXPECT_EQ(field_of(change("wrong", fresh)), "/current wrong_password");
  EXPECT_EQ(field_of(change(std::string(kGoodPassword), "short")), "/new_password too_short");
  EXPECT_EQ(field_of(change(std::string(kGoodPassword), std::string(kGoodPassword))), "/new_password password_unchanged");
  EXPECT_EQ(field_of(change(std::string(kGoodPassword), "ada@example.com")), "/new_password password_is_your_name");
  EXPECT_TRUE(book.identity_of(elsewhere)) << "nothing has happened yet";
  ASSERT_TRUE(change(std::string(kGoodPassword), fresh));
  EXPECT_TRUE(book.identity_of(here));
  EXPECT_FALSE(book.identity_of(elsewhere));
  EXPECT_EQ(reason_of(book.sign_in_as("ada@example.com")), "bad_credentials");
  EXPECT_TRUE(book.sign_in_as("ada@example.com", fresh));
}

TEST(ChangePassword, IsNoPlaceToGuess) {
  PeopleBook book;
  const User admin = book.make_admin();
  std::string reason;
  for (int i = 0; i < 6; ++i)
    reason = reason_of(change_password(book.tools(), admin.id.uuid, {"guess", "a new and longer phrase", ""}, book.device(), book.now));
  EXPECT_EQ(reason, "too_many_requests");
}

TEST(Link, InvitesOnce) {
  PeopleBook book;
  const User admin = book.make_admin();
  const auto created = book.as(admin, [&](UnitOfWork& work) { return create_user(work, {{"name", "Ina"}, {"email", "Ina@example.com"}}); });
  ASSERT_TRUE(created);
  EXPECT_FALSE(created->user.can_sign_in);
  const std::string token = created->invite_token.value();
  const auto choose = [&](const std::string& password) {
    return set_password_with_link(*book.database, book.hasher, token, password, book.device(), book.now);
  };
  EXPECT_EQ(field_of(choose("short")), "/new_password too_short") << "and the link is still good";
  const auto chosen = choose(std::string(kGoodPassword));
  ASSERT_TRUE(chosen) << reason_of(chosen);
  EXPECT_TRUE(book.identity_of(chosen->session->token));
  EXPECT_TRUE(book.reload(created->user).can_sign_in);
  EXPECT_EQ(reason_of(choose("another long phrase")), "bad_token");
  EXPECT_TRUE(book.sign_in_as("ina@example.com"));
}

TEST(Link, Expires) {
  PeopleBook book;
  const User admin = book.make_admin();
  const auto created = book.as(admin, [&](UnitOfWork& work) { return create_user(work, {{"name", "Ina"}, {"email", "ina@example.com"}}); });
  book.now.ms += kInviteLinkMs;
  EXPECT_EQ(reason_of(set_password_with_link(*book.database, book.hasher, *created->invite_token, std::string(kGoodPassword),
                                             book.device(), book.now)),
            "expired_token");
}

TEST(Link, IsGoodForItsPurposeOnly) {
  PeopleBook book;
  const User admin = book.make_admin();
  const std::string run = make_run_sign_in(*book.database, book.now).value();
  const auto created = book.as(admin, [&](UnitOfWork& work) { return create_user(work, {{"name", "Ina"}, {"email", "ina@example.com"}}); });
  EXPECT_EQ(reason_of(set_password_with_link(*book.database, book.hasher, run, std::string(kGoodPassword), book.device(), book.now)),
            "bad_token");
  EXPECT_EQ(reason_of(sign_in_with_link(book.tools(), *created->invite_token, "", book.device(), book.now)), "bad_token");
  EXPECT_EQ(reason_of(sign_in_with_link(book.tools(), "", "", book.device(), book.now)), "bad_token");
}

TEST(Link, OfARunSignsInOnceWithinAQuarterOfAnHour) {
  PeopleBook book;
  EXPECT_EQ(reason_of(make_run_sign_in(*book.database, book.now)), "not_found");
  const User admin = book.make_admin();
  const std::string first = make_run_sign_in(*book.database, book.now).value();
  const std::string second = make_run_sign_in(*book.database, book.now).value();
  EXPECT_EQ(reason_of(sign_in_with_link(book.tools(), first, "", book.device(), book.now)), "bad_token") << "a newer one replaces it";
  const auto signed_in = sign_in_with_link(book.tools(), second, "", book.device(), book.now);
  ASSERT_TRUE(signed_in);
  EXPECT_EQ(signed_in->user.id, admin.id);
  EXPECT_EQ(reason_of(sign_in_with_link(book.tools(), second, "", book.device(), book.now)), "bad_token");
  const std::string third = make_run_sign_in(*book.database, book.now).value();
  book.now.ms += kSignInLinkMs;
  EXPECT_EQ(reason_of(sign_in_with_link(book.tools(), third, "", book.device(), book.now)), "expired_token");
}

TEST(Link, OfADisabledPersonIsDead) {
  PeopleBook book;
  const User admin = book.make_admin();
  const User sam = book.add_person(admin, "sam@example.com", "seller");
  const auto link = book.as(admin, [&](UnitOfWork& work) { return issue_access_link(work, sam.id, false); });
  ASSERT_TRUE(link);
  EXPECT_FALSE(link->is_invitation);
  ASSERT_TRUE(book.as(admin, [&](UnitOfWork& work) { return disable_user(work, sam.id, std::nullopt); }));
  EXPECT_EQ(reason_of(set_password_with_link(*book.database, book.hasher, link->token, "another long phrase", book.device(), book.now)),
            "bad_token");
}

TEST(Link, OfAResetEndsEverySession) {
  PeopleBook book;
  const User admin = book.make_admin();
  const User sam = book.add_person(admin, "sam@example.com", "seller");
  const std::string session = book.sign_in_as("sam@example.com")->token;
  const auto link = book.as(admin, [&](UnitOfWork& work) { return issue_access_link(work, sam.id, false); });
  EXPECT_TRUE(book.sign_in_as("sam@example.com")) << "the old password stays good until then";
  ASSERT_TRUE(set_password_with_link(*book.database, book.hasher, link->token, "another long phrase", book.device(), book.now));
  EXPECT_FALSE(book.identity_of(session));
  EXPECT_EQ(reason_of(book.sign_in_as("sam@example.com")), "bad_credentials");
}

}  // namespace
}  // namespace wheelhouse::service
