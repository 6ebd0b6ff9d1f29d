#include "service/access.h"
#include "service/user_service.h"

#include <gtest/gtest.h>

#include "service/own_access.h"
#include "service/people_for_tests.h"
#include "service/record_service.h"
#include "service/undo.h"

namespace wheelhouse::service {
namespace {

using Input = boost::json::object;

class Users : public testing::Test {
 protected:
  Result<User> update(const User& by, const User& whom, Input input, ExpectedVersion expected = std::nullopt) {
    return book.as(by, [&](UnitOfWork& work) { return update_user(work, whom.id, expected, input); });
  }
  Result<User> disable(const User& by, const User& whom) {
    return book.as(by, [&](UnitOfWork& work) { return disable_user(work, whom.id, std::nullopt); });
  }
  Result<CreatedUser> create(const User& by, Input input) {
    return book.as(by, [&](UnitOfWork& work) { return create_user(work, input); });
  }

  PeopleBook book;
  User admin = book.make_admin();
};

TEST_F(Users, AreTheAdminsBusiness) {
  for (const char* role : {"manager", "seller", "coach", "viewer"}) {
    const User person = book.add_person(admin, std::string(role) + "@example.com", role);
    EXPECT_EQ(reason_of(create(person, {{"name", "New"}, {"email", "new@example.com"}})), "forbidden") << role;
    EXPECT_EQ(reason_of(update(person, person, {{"role", "admin"}})), "forbidden") << role;
    EXPECT_EQ(reason_of(update(person, admin, {{"name", "Renamed"}})), "forbidden") << role;
    EXPECT_EQ(reason_of(disable(person, admin)), "forbidden") << role;
    EXPECT_EQ(reason_of(book.as(person, [&](UnitOfWork& work) { return issue_access_link(work, admin.id, true); })), "forbidden") << role;
    EXPECT_EQ(reason_of(book.as(person,
                                [&](UnitOfWork& work) {
                                  return create_record<Team>(work, {{"name", "Mine"}});
                                })),
              "forbidden")
        << role;
    EXPECT_EQ(book.reload(person).role, person.role) << "after a denial nothing has changed";
  }
  EXPECT_EQ(book.reload(admin).name, admin.name);
}

TEST_F(Users, WithoutAnAddressAreKnownButCannotComeIn) {
  const auto created = create(admin, {{"name", "From an import"}});
  ASSERT_TRUE(created);
  EXPECT_FALSE(created->invite_token);
  EXPECT_FALSE(created->user.can_sign_in);
  EXPECT_EQ(reason_of(book.as(admin, [&](UnitOfWork& work) { return issue_access_link(work, created->user.id, false); })), "no_email");
}

TEST_F(Users, AreCheckedLikeEveryRecord) {
  EXPECT_EQ(field_of(create(admin, {{"email", "x@example.com"}})), "/name required");
  EXPECT_EQ(field_of(create(admin, {{"name", "X"}, {"email", "ADA@example.com"}})), "/email not_unique");
  EXPECT_EQ(field_of(create(admin, {{"name", "X"}, {"email", "nobody"}})), "/email bad_email");
  EXPECT_EQ(field_of(create(admin, {{"name", "X"}, {"role", "root"}})), "/role unknown_value");
  EXPECT_EQ(field_of(create(admin, {{"name", "X"}, {"can_sign_in", true}})), "/can_sign_in read_only");
  EXPECT_EQ(field_of(create(admin, {{"name", "X"}, {"password", "p"}})), "/password unknown_field");
  EXPECT_EQ(field_of(create(admin, {{"name", "X"}, {"team_id", "0190a8f0-0000-7000-8000-000000000000"}})), "/team_id no_such_record");
  EXPECT_EQ(reason_of(update(admin, admin, {{"name", "Ada"}}, admin.version + 1)), "stale");
  const User nobody{.id = {make_uuid_v7(1)}};
  EXPECT_EQ(reason_of(update(admin, nobody, {{"name", "X"}})), "not_found");
  EXPECT_EQ(reason_of(disable(admin, nobody)), "not_found");
}

TEST_F(Users, ChangesAreInTheHistory) {
  const User sam = book.add_person(admin, "sam@example.com", "seller");
  ASSERT_TRUE(update(admin, sam, {{"role", "manager"}}));
  EXPECT_EQ(book.count("SELECT count(*) FROM event WHERE object_type = 'user' AND verb = 'update'"), 2)
      << "the accepted invitation and the role";
}

TEST_F(Users, TheLastAdminStays) {
  EXPECT_EQ(reason_of(disable(admin, admin)), "last_admin");
  EXPECT_EQ(reason_of(update(admin, admin, {{"role", "seller"}})), "last_admin");
  EXPECT_EQ(reason_of(update(admin, admin, {{"role", nullptr}})), "last_admin") << "null would be the default role";
  EXPECT_TRUE(update(admin, admin, {{"role", "admin"}, {"disabled", false}}));
  // An admin who never took his invitation cannot let anybody in.
  ASSERT_TRUE(create(admin, {{"name", "Not yet"}, {"email", "notyet@example.com"}, {"role", "admin"}}));
  EXPECT_EQ(reason_of(disable(admin, admin)), "last_admin");
  const User second = book.add_person(admin, "second@example.com", "admin");
  EXPECT_TRUE(update(admin, admin, {{"role", "seller"}}));
  EXPECT_EQ(reason_of(disable(second, second)), "last_admin");
}

TEST_F(Users, DisabledOnesAreOutAtOnce) {
  const User sam = book.add_person(admin, "sam@example.com", "seller");
  const std::string token = book.sign_in_as("sam@example.com")->token;
  ASSERT_TRUE(book.identity_of(token));
  const auto disabled = disable(admin, sam);
  ASSERT_TRUE(disabled);
  EXPECT_TRUE(disabled->disabled);
  EXPECT_FALSE(book.identity_of(token));
  EXPECT_EQ(reason_of(book.as(admin, [&](UnitOfWork& work) { return issue_access_link(work, sam.id, false); })), "account_disabled");
  ASSERT_TRUE(update(admin, sam, {{"disabled", false}}));
  EXPECT_FALSE(book.identity_of(token)) << "an old session does not come back";
  EXPECT_TRUE(book.sign_in_as("sam@example.com"));
}

TEST_F(Users, AnUndoneSwitchOffKeepsTheRowSound) {
  // Undo writes the flag directly: authentication must look at the flag, not only at the sessions that disabling removed.
  const User sam = book.add_person(admin, "sam@example.com", "seller");
  const std::string token = book.sign_in_as("sam@example.com")->token;
  book.database->write([&](storage::Session& session) { session.execute("UPDATE users SET disabled = 1 WHERE id = ?1", {sam.id.uuid}); });
  EXPECT_EQ(reason_of(book.identity_of(token)), "account_disabled");
}

TEST_F(Users, RightsDoNotComeBackByUndo) {
  const User second = book.add_person(admin, "second@example.com", "admin");
  const auto change_of = [&](const User& by, const User& whom, Input input) {
    return book.as(by, [&](UnitOfWork& work) -> Result<Uuid> {
      if (auto updated = update_user(work, whom.id, std::nullopt, input); !updated) return fail(updated.error());
      return work.change_id();
    });
  };
  const auto undo = [&](const User& by, const Uuid& change) {
    return book.as(book.reload(by), [&](UnitOfWork& work) { return undo_change(work, change); });
  };
  const Uuid demoted = change_of(second, second, {{"role", "manager"}}).value();  // his own change, and he may undo others' too
  EXPECT_EQ(reason_of(undo(second, demoted)), "forbidden");
  EXPECT_EQ(book.reload(second).role, UserRole::manager);
  EXPECT_TRUE(undo(admin, demoted));
  EXPECT_EQ(book.reload(second).role, UserRole::admin);
  // Nor does undo get round the last administrator.
  User third = book.add_person(admin, "third@example.com", "seller");
  const Uuid promoted = change_of(admin, third, {{"role", "admin"}}).value();
  third = book.reload(third);
  ASSERT_TRUE(change_of(admin, second, {{"role", "seller"}}));
  ASSERT_TRUE(change_of(third, admin, {{"role", "seller"}}));
  EXPECT_EQ(reason_of(undo(third, promoted)), "last_admin");
}

TEST_F(Users, AnAddressInUseCannotBeTakenAway) {
  EXPECT_EQ(field_of(update(admin, admin, {{"email", nullptr}})), "/email needed_to_sign_in");
  EXPECT_TRUE(update(admin, admin, {{"email", "ada.new@example.com"}}));
  EXPECT_TRUE(book.sign_in_as("ada.new@example.com"));
  EXPECT_EQ(reason_of(book.sign_in_as("ada@example.com")), "bad_credentials");
}

TEST_F(Users, ANewLinkReplacesTheOld) {
  const auto created = create(admin, {{"name", "Ina"}, {"email", "ina@example.com"}});
  const auto again = book.as(admin, [&](UnitOfWork& work) { return issue_access_link(work, created->user.id, false); });
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->is_invitation);
  EXPECT_EQ(reason_of(set_password_with_link(*book.database, book.hasher, *created->invite_token, std::string(kGoodPassword),
                                             book.device(), book.now)),
            "bad_token");
  EXPECT_TRUE(set_password_with_link(*book.database, book.hasher, again->token, std::string(kGoodPassword), book.device(), book.now));
}

TEST_F(Users, ChooseTheirOwnLanguageAndNothingElse) {
  const User sam = book.add_person(admin, "sam@example.com", "viewer");
  const auto choose = [&](const std::string& locale) {
    return book.as(sam, [&](UnitOfWork& work) { return set_own_locale(work, locale); });
  };
  EXPECT_EQ(field_of(choose("tlh")), "/locale bad_locale");
  ASSERT_TRUE(choose("zh-CN"));
  EXPECT_EQ(book.reload(sam).locale, "zh-CN");
}

TEST_F(Users, SeeWhoTheyAre) {
  const auto access = read_result(*book.database, [&](storage::Session& s) { return own_access(s, book.actor_of(admin)); });
  ASSERT_TRUE(access);
  EXPECT_EQ(access->user.email, "ada@example.com");
  EXPECT_EQ(access->workspace.name, "Test book");
  EXPECT_TRUE(access->has_password);
  EXPECT_FALSE(access->must_change_password);
  EXPECT_FALSE(access->second_factor);
  EXPECT_EQ(reason_of(read_result(*book.database, [](storage::Session& s) { return own_access(s, Actor{}); })), "unauthenticated");
}

TEST_F(Users, TeamsGoWhenNobodyIsInThem) {
  const auto make = [&](Input input) { return book.as(admin, [&](UnitOfWork& work) { return create_record<Team>(work, input); }).value(); };
  const auto remove = [&](const User& by, const Team& team) {
    return book.as(by, [&](UnitOfWork& work) { return remove_team(work, team.id, std::nullopt); });
  };
  const Team north = make({{"name", "North"}});
  const Team city = make({{"name", "City"}, {"parent_id", to_string(north.id)}});
  const User sam = book.add_person(admin, "sam@example.com", "seller");
  ASSERT_TRUE(update(admin, sam, {{"team_id", to_string(city.id)}}));
  EXPECT_EQ(reason_of(remove(sam, city)), "forbidden");
  EXPECT_EQ(reason_of(remove(admin, city)), "in_use");
  EXPECT_EQ(reason_of(remove(admin, north)), "in_use") << "a team below it";
  ASSERT_TRUE(update(admin, sam, {{"team_id", nullptr}}));
  EXPECT_TRUE(remove(admin, city));
  EXPECT_TRUE(remove(admin, north));
  EXPECT_EQ(reason_of(remove(admin, north)), "not_found");
}

TEST_F(Users, AManagerSeesHisTeamAndThoseBelow) {
  const auto make = [&](Input input) { return book.as(admin, [&](UnitOfWork& work) { return create_record<Team>(work, input); }).value(); };
  const Team north = make({{"name", "North"}});
  const Team city = make({{"name", "City"}, {"parent_id", to_string(north.id)}});
  const User mia = book.add_person(admin, "mia@example.com", "manager");
  const User sam = book.add_person(admin, "sam@example.com", "seller");
  const User sue = book.add_person(admin, "sue@example.com", "seller");
  ASSERT_TRUE(update(admin, mia, {{"team_id", to_string(north.id)}}));
  ASSERT_TRUE(update(admin, sam, {{"team_id", to_string(city.id)}}));
  const auto actor = book.identity_of(book.sign_in_as("mia@example.com")->token).value().actor;
  EXPECT_TRUE(sees_owner(actor, mia.id.uuid));
  EXPECT_TRUE(sees_owner(actor, sam.id.uuid));
  EXPECT_FALSE(sees_owner(actor, sue.id.uuid));
}

}  // namespace
}  // namespace wheelhouse::service
