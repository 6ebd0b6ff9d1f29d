// The open pool's clock: what falls back when, who is told before, and what counts as a touch.
#include "service/pool.h"

#include "service/records_for_tests.h"
#include "service/wheel.h"

namespace wheelhouse::service {
namespace {

class Pool : public ::testing::Test {
 protected:
  RecordBook book;
  User seller = book.user("Sam", UserRole::seller);
  Actor sam = book.actor_of(seller);

  void rule(std::int64_t idle_days, std::int64_t limit = 0) {
    book.write([&](storage::Session& session) {
      Workspace workspace{"Test book", "CNY", "en", "Asia/Shanghai", BookKind::own};
      workspace.pool_idle_days = idle_days;
      workspace.pool_limit = limit;
      put_workspace(session, book.workspace_id, workspace, book.now);
    });
  }
  void days_pass(int days) { book.now = book.now.plus_days(days); }
  std::int64_t sweep() {
    const auto fallen = book.read([&](storage::Session& session) { return fallen_accounts(session, book.workspace_id, book.now); });
    const auto returned = book.as(book.admin, [&](UnitOfWork& work) -> Result<std::int64_t> { return sweep_pool(work, fallen); });
    return returned ? *returned : -1;
  }
  std::vector<FallingAccount> falling(const Actor& actor) {
    return book.read([&](storage::Session& session) { return falling_accounts(session, actor, book.now); });
  }
};

TEST_F(Pool, AnAccountIsAnnouncedAWeekBeforeItFallsBackAndFallsBackWithItsOpenDeals) {
  rule(30);
  const Account account = book.account("Quiet", seller.id);
  Opportunity deal;
  deal.name = "Deal";
  deal.account_id = account.id;
  deal.owner_id = seller.id;
  deal = book.add(deal);
  days_pass(22);
  EXPECT_TRUE(falling(sam).empty());
  days_pass(2);
  ASSERT_EQ(falling(sam).size(), 1u);
  EXPECT_EQ(falling(sam)[0].id, account.id.uuid);
  EXPECT_EQ(sweep(), 0);
  days_pass(6);
  EXPECT_EQ(sweep(), 1);
  EXPECT_EQ(book.find(account.id)->owner_id, std::nullopt);
  EXPECT_EQ(book.find(deal.id)->owner_id, std::nullopt);
  EXPECT_EQ(sweep(), 0);
  EXPECT_TRUE(falling(sam).empty());
}

TEST_F(Pool, ANoteACallOrAClaimIsATouch) {
  rule(30);
  const Account noted = book.account("Noted", seller.id), called = book.account("Called", seller.id), loose = book.account("Loose");
  days_pass(25);
  Note note;
  note.account_id = noted.id;
  note.text = "Still there";
  book.add(note);
  Call call;
  call.account_id = called.id;
  call.subject = "Visit";
  call.held_at = book.now;
  call.status = CallStatus::held;
  book.add(call);
  ASSERT_TRUE(book.as(sam, [&](UnitOfWork& work) { return claim_account(work, loose.id, std::nullopt); }));
  days_pass(10);
  EXPECT_EQ(sweep(), 0);
  days_pass(20);
  EXPECT_EQ(sweep(), 3);
}

TEST_F(Pool, TheWarningTellsNothingOfWhatIsHiddenFromItsReader) {
  rule(30);
  const User other = book.user("Olga", UserRole::seller);
  const Account account = book.account("Shared ground", seller.id);
  Opportunity deal;
  deal.name = "Olga's";
  deal.account_id = account.id;
  deal.owner_id = other.id;
  deal = book.add(deal);
  const Instant last_seen = book.now;
  days_pass(25);
  Call call;
  call.account_id = account.id;
  call.opportunity_id = deal.id;
  call.subject = "Visit";
  call.held_at = book.now;
  call.status = CallStatus::held;
  book.add(call);
  const auto told = falling(sam);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].last_touch_at, last_seen);
  EXPECT_EQ(told[0].falls_at, last_seen.plus_days(30));
  EXPECT_TRUE(falling(book.admin).empty()) << "who sees the call is not warned";
  days_pass(10);
  EXPECT_EQ(sweep(), 0) << "it was touched";
  ASSERT_EQ(falling(sam).size(), 1u);
  EXPECT_EQ(falling(sam)[0].falls_at, book.now) << "no day that has passed";
  ASSERT_TRUE(book.remove(deal));
  EXPECT_EQ(falling(sam).size(), 1u) << "nor when what was hidden is gone";
}

TEST_F(Pool, NothingFallsBackWhileTheRuleIsOff) {
  book.account("Quiet", seller.id);
  days_pass(4000);
  EXPECT_EQ(sweep(), 0);
  EXPECT_TRUE(falling(sam).empty());
}

TEST_F(Pool, ASellerClaimsUpToTheLimitAndGivesBackWithAReason) {
  rule(0, 1);
  const Account first = book.account("First"), second = book.account("Second");
  const auto claim = [&](const Account& account) {
    return book.as(sam, [&](UnitOfWork& work) { return claim_account(work, account.id, std::nullopt); });
  };
  ASSERT_TRUE(claim(first));
  const auto refused = claim(second);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "pool_limit");
  const auto give_back = [&](const std::string& reason) {
    return book.as(sam, [&](UnitOfWork& work) { return return_account(work, first.id, std::nullopt, reason); });
  };
  EXPECT_FALSE(give_back(" "));
  ASSERT_TRUE(give_back("No budget"));
  EXPECT_TRUE(claim(second));
}

// The wheel of who has a part in others' deals: daily sums of his own, and the spans of those.
TEST_F(Pool, TheWheelCountsWhatIsSharedOnce) {
  const User other = book.user("Sue", UserRole::seller);
  const Account mine = book.account("Mine", seller.id), theirs = book.account("Theirs", other.id);
  const Account hidden = book.account("Hidden", other.id);
  book.account("Nobody's");
  Actor actor = sam;
  const auto count = [&](Unit unit) {
    WheelQuery query;
    query.unit = unit;
    return book.read([&](storage::Session& session) { return read_wheel(session, actor, query, book.now); })->total;
  };
  EXPECT_EQ(count(Unit::account), 2);
  AccountMember member;
  member.account_id = theirs.id;
  member.user_id = seller.id;
  book.add(member);
  AccountMember own = member;
  own.id = {};
  own.version = 0;
  own.created_at = {};
  own.account_id = mine.id;
  book.add(own);
  actor.grants = book.read([&](storage::Session& session) {
    return grants_of(session, book.workspace_id, seller.id.uuid, std::nullopt, book.now);
  });
  EXPECT_EQ(count(Unit::account), 3);
  EXPECT_EQ(hidden.owner_id, other.id);
}

}  // namespace
}  // namespace wheelhouse::service
