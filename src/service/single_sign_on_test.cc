#include "service/single_sign_on.h"

#include <gtest/gtest.h>

#include "service/people_for_tests.h"
#include "service/session_rules.h"
#include "storage/sign_in_store.h"

namespace wheelhouse::service {
namespace {

// What a provider says is tested against one (tests/api/single_sign_on.test.mjs); here is what no test can wait ten minutes for.
class SingleSignOnTest : public testing::Test, public PeopleBook {
 protected:
  void begin() {
    database->write([&](storage::Session& session) {
      storage::insert_attempt(session, token_hash("state"), token_hash("browser"), {kWorkspaceId, "http://127.0.0.1/sign_in/return", now,
                                                                                   {now.ms + kSingleSignOnMs}, std::nullopt});
    });
  }
  std::string finish(std::string state, std::string browser) {
    return reason_of(finish_single_sign_on(tools(), {*provider}, {"code", std::move(state), "", std::move(browser), ""}, device(), now));
  }
  // Nobody listens there: whoever gets as far as asking the provider is told that it cannot be reached.
  std::shared_ptr<oidc::Provider> provider = oidc::Provider::make({"http://127.0.0.1:1", "us", "secret", ""}).value();
};

TEST_F(SingleSignOnTest, IsForTheBrowserThatBeganIt) {
  begin();
  EXPECT_EQ(finish("state", ""), "sign_in_attempt_gone");
  EXPECT_EQ(finish("state", "another"), "sign_in_attempt_gone");
  EXPECT_EQ(finish("", "browser"), "sign_in_attempt_gone");
  EXPECT_EQ(finish("state", "browser"), "provider_unreachable") << "the tries above took nothing away";
}

TEST_F(SingleSignOnTest, IsGoodOnceWhateverComesOfIt) {
  begin();
  EXPECT_EQ(finish("state", "browser"), "provider_unreachable");
  EXPECT_EQ(finish("state", "browser"), "sign_in_attempt_gone");
}

TEST_F(SingleSignOnTest, Expires) {
  begin();
  now.ms += kSingleSignOnMs;
  EXPECT_EQ(finish("state", "browser"), "sign_in_attempt_gone");
}

TEST_F(SingleSignOnTest, ThoseUnderWayAreBounded) {
  database->write([&](storage::Session& session) {
    for (int i = 0; i < 20; ++i)
      storage::insert_attempt(session, token_hash(std::to_string(i)), token_hash("b"),
                              {kWorkspaceId, "", now, {now.ms + 1 + i}, std::nullopt});
    storage::trim_attempts(session, now, 5);
    EXPECT_EQ(session.query_integer("SELECT count(*) FROM sign_in_attempt"), 5);
    EXPECT_TRUE(storage::find_attempt(session, token_hash("19"), token_hash("b")));
    storage::trim_attempts(session, {now.ms + 100}, 5);
    EXPECT_EQ(session.query_integer("SELECT count(*) FROM sign_in_attempt"), 0);
  });
}

}  // namespace
}  // namespace wheelhouse::service
