#include "service/second_factor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "service/own_access.h"
#include "service/people_for_tests.h"
#include "service/qr_code.h"
#include "storage/second_factor_store.h"

namespace wheelhouse::service {
namespace {

class SecondFactor : public testing::Test {
 protected:
  template <class Work>
  auto write(Work&& work) {
    return write_result(*book.database, std::forward<Work>(work));
  }
  Result<SecondFactorOffer> begin() {
    return write([&](storage::Session& s) {
      return begin_second_factor(s, kWorkspaceId, admin.id.uuid, "Test & 方向盘", "ada@example.com", book.now);
    });
  }
  Result<std::vector<std::string>> confirm(const std::string& code) {
    return write([&](storage::Session& s) { return confirm_second_factor(s, kWorkspaceId, admin.id.uuid, code, book.now); });
  }
  // Switches it on and moves past the code that was used for that.
  std::string switch_on() {
    secret = begin()->secret;
    codes = confirm(totp_code(secret, book.now)).value();
    book.now.ms += 30'000;
    return secret;
  }
  Result<SignedIn> sign_in(const std::string& code) { return book.sign_in_as("ada@example.com", kGoodPassword, code); }

  PeopleBook book;
  User admin = book.make_admin();
  std::string secret;
  std::vector<std::string> codes;
};

TEST(Totp, AgreesWithTheStandard) {
  // RFC 6238 appendix B, SHA-1, the last six of its eight digits; the secret is "12345678901234567890".
  const std::string secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  EXPECT_EQ(totp_code(secret, Instant{59'000}), "287082");
  EXPECT_EQ(totp_code(secret, Instant{1'111'111'109'000}), "081804");
  EXPECT_EQ(totp_code(secret, Instant{20'000'000'000'000}), "353130");
}

TEST_F(SecondFactor, IsInForceAfterTheFirstRightCode) {
  const auto offer = begin();
  ASSERT_TRUE(offer);
  EXPECT_EQ(offer->secret.size(), 32u) << "160 bits";
  EXPECT_TRUE(offer->uri.starts_with("otpauth://totp/Test%20%26%20%E6%96%B9")) << offer->uri;
  EXPECT_TRUE(sign_in("")) << "not in force yet";
  EXPECT_EQ(field_of(confirm("000000x")), "/code wrong_code");
  EXPECT_EQ(confirm(totp_code(offer->secret, book.now))->size(), 10u);
  EXPECT_EQ(reason_of(begin()), "second_factor_on") << "nobody with an open screen can replace it";
  EXPECT_EQ(reason_of(confirm(totp_code(offer->secret, book.now))), "second_factor_on");
}

TEST_F(SecondFactor, CannotBeConfirmedBeforeItWasBegun) { EXPECT_EQ(reason_of(confirm("123456")), "wrong_state"); }

TEST_F(SecondFactor, IsAskedForAfterThePassword) {
  switch_on();
  EXPECT_EQ(reason_of(book.sign_in_as("ada@example.com", "not the password", totp_code(secret, book.now))), "bad_credentials");
  EXPECT_EQ(reason_of(sign_in("")), "second_factor_required");
  EXPECT_EQ(reason_of(sign_in("12345")), "bad_code");
  EXPECT_TRUE(sign_in(totp_code(secret, book.now)));
}

TEST_F(SecondFactor, TakesEachCodeOnce) {
  switch_on();
  const std::string code = totp_code(secret, book.now);
  EXPECT_TRUE(sign_in(code.substr(0, 3) + " " + code.substr(3))) << "as the phone shows it";
  EXPECT_EQ(reason_of(sign_in(code)), "bad_code");
  book.now.ms += 30'000;
  EXPECT_EQ(reason_of(sign_in(code)), "bad_code") << "still in the window, but taken";
  EXPECT_TRUE(sign_in(totp_code(secret, book.now)));
}

TEST_F(SecondFactor, ForgivesHalfAMinuteAndNoMore) {
  switch_on();
  EXPECT_EQ(reason_of(sign_in(totp_code(secret, Instant{book.now.ms + 60'000}))), "bad_code");
  EXPECT_TRUE(sign_in(totp_code(secret, Instant{book.now.ms + 30'000})));
  EXPECT_EQ(reason_of(sign_in(totp_code(secret, book.now))), "bad_code") << "earlier than the last one taken";
}

TEST_F(SecondFactor, GuessingCodesIsSlowed) {
  switch_on();
  std::string reason;
  for (int i = 0; i < 5; ++i) reason = reason_of(sign_in("000000"));
  EXPECT_EQ(reason, "too_many_requests");
}

TEST_F(SecondFactor, AskingForTheCodeIsNoFailure) {
  switch_on();
  for (int i = 0; i < 20; ++i) EXPECT_EQ(reason_of(sign_in("")), "second_factor_required");
}

TEST_F(SecondFactor, RecoveryCodesWorkOnceEach) {
  switch_on();
  std::string typed = codes[3];
  for (char& c : typed) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  EXPECT_TRUE(sign_in(typed));
  EXPECT_EQ(reason_of(sign_in(codes[3])), "bad_code");
  const auto state = read_result(*book.database, [&](storage::Session& s) { return own_second_factor(s, book.actor_of(admin)); });
  EXPECT_TRUE(state.on);
  EXPECT_EQ(state.recovery_codes_left, 9);
  book.database->write([&](storage::Session& s) { renew_recovery_codes(s, kWorkspaceId, admin.id.uuid); });
  EXPECT_EQ(reason_of(sign_in(codes[4])), "bad_code") << "the old list has ended";
}

TEST_F(SecondFactor, RecoveryCodesHave128BitsAndShorterOnesGoOnWorking) {
  switch_on();
  for (const std::string& code : codes) EXPECT_EQ(std::count_if(code.begin(), code.end(), [](char c) { return c != '-'; }), 26) << code;
  EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 10u);
  // As earlier versions made them: 80 bits.
  book.database->write([&](storage::Session& s) {
    storage::insert_recovery_code(s, kWorkspaceId, admin.id.uuid, token_hash("ABCDEFGHIJKLMNOP"));
  });
  EXPECT_TRUE(sign_in("abcd-efgh-ijkl-mnop"));
  EXPECT_EQ(reason_of(sign_in("abcd-efgh-ijkl-mnop")), "bad_code");
}

TEST_F(SecondFactor, AllowsAShorterPasswordAndThenStays) {
  switch_on();
  ASSERT_TRUE(change_password(book.tools(), admin.id.uuid, {std::string(kGoodPassword), "shorter one", ""}, book.device(), book.now));
  const auto end = [&] { return write([&](storage::Session& s) { return end_own_second_factor(s, book.actor_of(admin)); }); };
  EXPECT_EQ(reason_of(end()), "password_needs_second_factor");
  ASSERT_TRUE(change_password(book.tools(), admin.id.uuid, {"shorter one", "long enough to stand alone", ""}, book.device(), book.now));
  ASSERT_TRUE(end());
  EXPECT_TRUE(book.sign_in_as("ada@example.com", "long enough to stand alone"));
  EXPECT_EQ(book.count("SELECT count(*) FROM recovery_code"), 0);
}

TEST_F(SecondFactor, AResetLinkDoesNotGoRoundIt) {
  switch_on();
  const User second = book.add_person(admin, "second@example.com", "admin");
  const auto link = book.as(second, [&](UnitOfWork& work) { return issue_access_link(work, admin.id, false); });
  const auto set = set_password_with_link(*book.database, book.hasher, link->token, "another long phrase", book.device(), book.now);
  ASSERT_TRUE(set);
  EXPECT_FALSE(set->session) << "the code is still to come";
  EXPECT_EQ(reason_of(book.sign_in_as("ada@example.com", "another long phrase")), "second_factor_required");
  // For a lost phone an admin takes it away, and every session with it.
  const auto dropped = book.as(second, [&](UnitOfWork& work) { return issue_access_link(work, admin.id, true); });
  ASSERT_TRUE(dropped);
  EXPECT_TRUE(set_password_with_link(*book.database, book.hasher, dropped->token, "a third long phrase", book.device(), book.now)->session);
}

TEST(QrCode, HasItsThreeCorners) {
  const auto code = make_qr_code("otpauth://totp/Test:ada@example.com?secret=GEZDGNBVGY3TQOJQ");
  ASSERT_TRUE(code);
  const std::size_t size = code->size();
  ASSERT_GE(size, 21u);
  for (const auto& [y, x] : {std::pair<std::size_t, std::size_t>{0, 0}, {0, size - 7}, {size - 7, 0}})
    for (std::size_t i = 0; i < 7; ++i) {
      EXPECT_TRUE((*code)[y][x + i]);
      EXPECT_TRUE((*code)[y + i][x]);
    }
  EXPECT_EQ(reason_of(make_qr_code(std::string(3000, 'x'))), "too_large");
}

}  // namespace
}  // namespace wheelhouse::service
