#include "service/sign_in_throttle.h"

#include <gtest/gtest.h>

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
  SignInThrottle throttle;
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(throttle.begin("ada", "a", kNow));
  EXPECT_TRUE(throttle.begin("ada", "a", kNow)) << "the fourth starts the first wait";
  EXPECT_EQ(wait_of(throttle.begin("ada", "b", kNow)), "1") << "from any address";
  EXPECT_TRUE(throttle.begin("ada", "a", later(1)));
  EXPECT_EQ(wait_of(throttle.begin("ada", "a", later(1))), "2");
  EXPECT_TRUE(throttle.begin("ada", "a", later(3)));
  EXPECT_EQ(wait_of(throttle.begin("ada", "a", later(3))), "4");
  EXPECT_TRUE(throttle.begin("bob", "a", later(3))) << "others are not held up";
}

TEST(SignInThrottle, TheWaitHasAnEnd) {
  SignInThrottle throttle({.address_failures_max = 1000});
  Instant at = kNow;
  for (int i = 0; i < 60; ++i) {
    EXPECT_TRUE(throttle.begin("ada", "a", at)) << i;
    at.ms += 5 * 60'000;
  }
}

TEST(SignInThrottle, SuccessForgives) {
  SignInThrottle throttle;
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(throttle.begin("ada", "a", kNow));
  throttle.succeeded("ada", "a");
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(throttle.begin("ada", "a", kNow));
}

TEST(SignInThrottle, AWithdrawnTryNeverWas) {
  SignInThrottle throttle;
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(throttle.begin("ada", "a", kNow)) << i;
    throttle.withdraw("ada", "a");
  }
}

TEST(SignInThrottle, ManyAtOnceCountAsMany) {
  SignInThrottle throttle;
  int let_in = 0;
  for (int i = 0; i < 50; ++i) let_in += throttle.begin("ada", "a", kNow).has_value();  // none of them has come back yet
  EXPECT_EQ(let_in, 4);
}

TEST(SignInThrottle, AnAddressMayFailOnlySoOften) {
  SignInThrottle throttle;
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(throttle.begin("person" + std::to_string(i), "a", kNow));
  EXPECT_EQ(wait_of(throttle.begin("another", "a", later(60))), "540");
  EXPECT_TRUE(throttle.begin("another", "b", later(60)));
  EXPECT_TRUE(throttle.begin("another", "a", later(600)));
}

TEST(SignInThrottle, StaysSmallUnderAFlood) {
  SignInThrottle throttle({.entries_max = 100});
  for (int i = 0; i < 5000; ++i) EXPECT_TRUE(throttle.begin("p" + std::to_string(i), "a" + std::to_string(i), later(i)));
}

TEST(SignInThrottle, ForgetsOldFailures) {
  SignInThrottle throttle;
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(throttle.begin("ada", "a", kNow));
  EXPECT_TRUE(throttle.begin("ada", "a", later(13 * 3600)));
  EXPECT_TRUE(throttle.begin("ada", "a", later(13 * 3600)));
}

}  // namespace
}  // namespace wheelhouse::service
