#include "method/reframe.h"

#include <gtest/gtest.h>

namespace wheelhouse::method {
namespace {

constexpr Instant kNow{1'000'000};

TEST(Reframe, NothingForcesIt) {
  EXPECT_FALSE(evaluate_reframe({}, kNow).cause);
  EXPECT_FALSE(evaluate_reframe({.continued_at = std::nullopt, .stuck_at = Instant{kNow.ms + 1}, .written_at = std::nullopt}, kNow).cause)
      << "not stuck yet";
}

TEST(Reframe, ForcedUntilACardIsWrittenAfterItsCause) {
  ReframeInput input{.continued_at = Instant{500}, .stuck_at = std::nullopt, .written_at = std::nullopt};
  EXPECT_EQ(evaluate_reframe(input, kNow).cause, ReframeCause::continuations);
  EXPECT_EQ(evaluate_reframe(input, kNow).since, Instant{500});
  input.written_at = Instant{499};
  EXPECT_TRUE(evaluate_reframe(input, kNow).cause) << "written before";
  input.written_at = Instant{500};
  EXPECT_FALSE(evaluate_reframe(input, kNow).cause);
  input.continued_at = Instant{600};
  EXPECT_TRUE(evaluate_reframe(input, kNow).cause) << "the next continuation says that the new thought failed too";
}

TEST(Reframe, ContinuationsSpeakFirst) {
  EXPECT_EQ(evaluate_reframe({.continued_at = Instant{900}, .stuck_at = Instant{100}, .written_at = std::nullopt}, kNow).cause,
            ReframeCause::continuations);
  EXPECT_EQ(evaluate_reframe({.continued_at = Instant{900}, .stuck_at = Instant{950}, .written_at = Instant{920}}, kNow).cause,
            ReframeCause::stuck);
}

}  // namespace
}  // namespace wheelhouse::method
