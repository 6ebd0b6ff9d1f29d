#include "service/api_keys.h"

#include <gtest/gtest.h>

#include "service/people_for_tests.h"
#include "service/session_rules.h"

namespace wheelhouse::service {
namespace {

class ApiKeys : public testing::Test {
 protected:
  Result<MadeKey> add(const User& user, KeyScope scope = KeyScope::read, std::optional<Instant> expires_at = std::nullopt) {
    return write_result(*book.database, [&](storage::Session& s) {
      return add_key(s, book.actor_of(user), {"reporting", scope, expires_at}, book.now);
    });
  }
  Result<void> revoke(const User& user, const Uuid& id) {
    return write_result(*book.database, [&](storage::Session& s) { return revoke_key(s, book.actor_of(user), id, book.now); });
  }
  Result<Identity> use(std::string_view key) {
    return read_result(*book.database, [&](storage::Session& s) { return authenticate_key(s, key, book.now); });
  }

  PeopleBook book;
  User admin = book.make_admin();
  User sam = book.add_person(admin, "sam@example.com", "seller");
};

TEST_F(ApiKeys, ActForTheirOwner) {
  const auto made = add(sam, KeyScope::write);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->key.size(), 46u);
  EXPECT_TRUE(made->key.starts_with("wh_"));
  const auto identity = use(made->key);
  ASSERT_TRUE(identity) << reason_of(identity);
  EXPECT_EQ(identity->kind, Identity::Kind::api_key);
  EXPECT_EQ(identity->key_scope, "write");
  EXPECT_EQ(identity->actor.user_id, sam.id.uuid);
  EXPECT_EQ(identity->actor.role, UserRole::seller);
  EXPECT_EQ(identity->actor.visible_owners->size(), 1u) << "no more than he sees himself";
  EXPECT_FALSE(book.identity_of(made->key)) << "a key is no session";
  EXPECT_EQ(use(add(sam)->key)->key_scope, "read");
}

TEST_F(ApiKeys, AreStoredHashed) {
  const std::string key = add(sam)->key;
  book.database->read([&](storage::Session& session) {
    session.query("SELECT key_hash FROM api_key", {},
                  [&](const RowReader& row) { EXPECT_EQ(row.text(0).find(key.substr(3)), std::string::npos); });
  });
}

TEST_F(ApiKeys, EndWhenRevokedExpiredOrTheirOwnerIsOut) {
  const auto revoked = add(sam), expiring = add(sam, KeyScope::read, Instant{book.now.ms + 1000}), lasting = add(sam);
  EXPECT_EQ(reason_of(revoke(admin, revoked->row.id)), "not_found") << "another's";
  ASSERT_TRUE(revoke(sam, revoked->row.id));
  EXPECT_EQ(reason_of(revoke(sam, revoked->row.id)), "not_found") << "twice";
  EXPECT_EQ(reason_of(use(revoked->key)), "key_ended");
  EXPECT_TRUE(use(expiring->key));
  EXPECT_LE(use(expiring->key)->expires_at.ms, book.now.ms + 1000);
  book.now.ms += 1000;
  EXPECT_EQ(reason_of(use(expiring->key)), "key_ended");
  ASSERT_TRUE(book.as(admin, [&](UnitOfWork& work) { return disable_user(work, sam.id, std::nullopt); }));
  EXPECT_EQ(reason_of(use(lasting->key)), "account_disabled");
}

TEST_F(ApiKeys, AreListedWithoutTheSecret) {
  add(sam);
  add(sam, KeyScope::write);
  add(admin);
  const auto rows = read_result(*book.database, [&](storage::Session& s) { return list_keys(s, book.actor_of(sam)); });
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].label, "reporting");
}

TEST_F(ApiKeys, HaveLimits) {
  EXPECT_EQ(field_of(add(sam, KeyScope::read, book.now)), "/expires_at in_the_past");
  for (std::size_t i = 0; i < kKeysPerUserMax; ++i) ASSERT_TRUE(add(sam, KeyScope::read, Instant{book.now.ms + 1000}));
  EXPECT_EQ(reason_of(add(sam)), "too_many_keys");
  book.now.ms += 1000;
  EXPECT_TRUE(add(sam)) << "ended ones do not count";
}

}  // namespace
}  // namespace wheelhouse::service
