#include "service/sign_in_throttle.h"

#include <gtest/gtest.h>

#include "service/authenticate.h"
#include "storage/test_database.h"

namespace wheelhouse::service {
namespace {

const Instant kNow{1'000'000'000};
Instant later(std::int64_t seconds) { return {kNow.ms + seconds * 1000}; }

std::string wait_of(const Result<void>& result) {
  if (result) return "";
  for (const Param& param : result.error().params)
    if (param.name == "retry_after") return param.value;
  return "?";
}

TEST(SignInThrottle, WaitsDoubleAfterTheFirstFew) {
  const auto book = storage::open_test_database();
  SignInThrottle throttle;
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(throttle.begin(*book, "ada", "a", kNow));
  EXPECT_TRUE(throttle.begin(*book, "ada", "a", kNow)) << "the fourth starts the first wait";
  EXPECT_EQ(wait_of(throttle.begin(*book, "ada", "b", kNow)), "1") << "from any address";
  EXPECT_TRUE(throttle.begin(*book, "ada", "a", later(1)));
  EXPECT_EQ(wait_of(throttle.begin(*book, "ada", "a", later(1))), "2");
  EXPECT_TRUE(throttle.begin(*book, "ada", "a", later(3)));
  EXPECT_EQ(wait_of(throttle.begin(*book, "ada", "a", later(3))), "4");
  EXPECT_TRUE(throttle.begin(*book, "bob", "a", later(3))) << "others are not held up";
}

TEST(SignInThrottle, TheWaitHasAnEnd) {
  const auto book = storage::open_test_database();
  SignInThrottle throttle({.address_failures_max = 1000});
  Instant at = kNow;
  for (int i = 0; i < 60; ++i) {
    EXPECT_TRUE(throttle.begin(*book, "ada", "a", at)) << i;
    at.ms += 5 * 60'000;
  }
}

TEST(SignInThrottle, SuccessForgives) {
  const auto book = storage::open_test_database();
  SignInThrottle throttle;
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(throttle.begin(*book, "ada", "a", kNow));
  throttle.succeeded(*book, "ada", "a");
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(throttle.begin(*book, "ada", "a", kNow));
}

TEST(SignInThrottle, AWithdrawnTryNeverWas) {
  const auto book = storage::open_test_database();
  SignInThrottle throttle;
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(throttle.begin(*book, "ada", "a", kNow)) << i;
    throttle.withdraw(*book, "ada", "a");
  }
}

TEST(SignInThrottle, ManyAtOnceCountAsMany) {
  const auto book = storage::open_test_database();
  SignInThrottle throttle;
  int let_in = 0;
  for (int i = 0; i < 50; ++i) let_in += throttle.begin(*book, "ada", "a", kNow).has_value();  // none of them has come back yet
  EXPECT_EQ(let_in, 4);
}

TEST(SignInThrottle, AllServersOfABookCountTogetherAndARestartForgetsNothing) {
  const auto book = storage::open_test_database();
  SignInThrottle one, other;
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(one.begin(*book, "ada", "a", kNow));
    EXPECT_TRUE(other.begin(*book, "ada", "a", kNow));
  }
  SignInThrottle after_restart;
  EXPECT_EQ(wait_of(after_restart.begin(*book, "ada", "b", kNow)), "1");
  int let_in = 0;
  for (int i = 0; i < 40; ++i) let_in += (i % 2 ? one : other).begin(*book, "p" + std::to_string(i), "a", kNow).has_value();
  EXPECT_EQ(let_in, 26) << "30 of one address, four of them above";
}

TEST(SignInThrottle, TheBookHoldsNoNameNorAddress) {
  const auto book = storage::open_test_database();
  SignInThrottle throttle;
  ASSERT_TRUE(throttle.begin(*book, "ada@example.com", "192.0.2.1", kNow));
  book->read([](storage::Session& session) {
    for (const char* name : {"ada@example.com", "192.0.2.1"}) {
      const std::string hash = token_hash(name);
      EXPECT_EQ(session.query_integer("SELECT count(*) FROM sign_in_failure WHERE name_hash = ?1", {Bytes{hash}}), 1) << name;
    }
    EXPECT_EQ(session.query_integer("SELECT count(*) FROM sign_in_failure"), 2);
  });
}

TEST(SignInThrottle, AnAddressMayFailOnlySoOften) {
  const auto book = storage::open_test_database();
  SignInThrottle throttle;
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(throttle.begin(*book, "person" + std::to_string(i), "a", kNow));
  EXPECT_EQ(wait_of(throttle.begin(*book, "another", "a", later(60))), "540");
  EXPECT_TRUE(throttle.begin(*book, "another", "b", later(60)));
  EXPECT_TRUE(throttle.begin(*book, "another", "a", later(600)));
}

TEST(SignInThrottle, StaysSmallUnderAFlood) {
  const auto book = storage::open_test_database();
  SignInThrottle throttle({.entries_max = 100});
  for (int i = 0; i < 5000; ++i) EXPECT_TRUE(throttle.begin(*book, "p" + std::to_string(i), "a" + std::to_string(i), later(i)));
  book->read([](storage::Session& session) { EXPECT_LE(session.query_integer("SELECT count(*) FROM sign_in_failure"), 200); });
}

TEST(SignInThrottle, ForgetsOldFailures) {
  const auto book = storage::open_test_database();
  SignInThrottle throttle;
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(throttle.begin(*book, "ada", "a", kNow));
  EXPECT_TRUE(throttle.begin(*book, "ada", "a", later(13 * 3600)));
  EXPECT_TRUE(throttle.begin(*book, "ada", "a", later(13 * 3600)));
}

}  // namespace
}  // namespace wheelhouse::service
