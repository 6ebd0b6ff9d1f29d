#include "method/promises.h"

#include <gtest/gtest.h>

namespace wheelhouse::method {
namespace {

constexpr Instant kNow{1'000 * kMsPerDay};

TEST(Promises, EachSideIsCountedAlone) {
  using enum CommitmentStatus;
  const PastCommitment list[] = {{CommitmentWho::customer, met, kNow.plus_days(-5)},
                                 {CommitmentWho::customer, open, kNow.plus_days(-14)},
                                 {CommitmentWho::customer, open, kNow.plus_days(-13)},
                                 {CommitmentWho::customer, cancelled, kNow.plus_days(-50)},
                                 {CommitmentWho::us, open, kNow.plus_days(-20)},
                                 {CommitmentWho::us, met, kNow.plus_days(-1)},
                                 {CommitmentWho::us, open, std::nullopt}};
  const PromiseRates theirs = evaluate_promises(list, CommitmentWho::customer, kNow);
  EXPECT_EQ(theirs.met, 1);
  EXPECT_EQ(theirs.lapsed, 1) << "14 days after due it has lapsed, 13 days after it has not";
  EXPECT_EQ(theirs.open, 1);
  EXPECT_EQ(theirs.kept, 0.5);
  const PromiseRates ours = evaluate_promises(list, CommitmentWho::us, kNow);
  EXPECT_EQ(ours.met, 1);
  EXPECT_EQ(ours.lapsed, 1);
  EXPECT_EQ(ours.open, 1);
  EXPECT_EQ(evaluate_promises({}, CommitmentWho::us, kNow).kept, std::nullopt);
}

}  // namespace
}  // namespace wheelhouse::method
