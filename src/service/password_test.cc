#include "service/password.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "base/embedded.h"
#include "service/people_for_tests.h"

namespace wheelhouse::service {
namespace {

using Who = PasswordHasher::Who;

PasswordHasher::Options cheap() { return {.cost = {.memory_bytes = 8192, .passes = 1}, .at_once = 2}; }

bool verify(PasswordHasher& hasher, std::string_view password, const std::optional<std::string>& stored) {
  const auto place = hasher.place(Who::stranger);
  return hasher.verify(place.value(), password, stored);
}

std::string problem(std::string_view password, bool second_factor = false) {
  return field_of(check_new_password(password, "Ada Lovelace the First", "ada.lovelace.first@example.com", second_factor, "/p"));
}

TEST(NewPassword, CountsCharactersNotBytes) {
  EXPECT_EQ(problem(""), "/p required");
  EXPECT_EQ(problem("fourteen chars"), "/p too_short");
  EXPECT_EQ(problem("fifteen charact"), "");
  EXPECT_EQ(problem("春眠不觉晓处处闻啼鸟夜来风雨"), "/p too_short") << "14 characters in 42 bytes";
  EXPECT_EQ(problem("春眠不觉晓处处闻啼鸟夜来风雨声"), "");
  EXPECT_EQ(problem("eight ch", true), "");
  EXPECT_EQ(problem("seven c", true), "/p too_short");
  std::string longest;
  while (longest.size() < 200) longest += "abc d-" + std::to_string(longest.size());
  longest.resize(200);
  EXPECT_EQ(problem(longest), "");
  EXPECT_EQ(problem(longest + "x"), "/p too_long");
}

TEST(NewPassword, RefusesWhatIsGuessedFirst) {
  EXPECT_EQ(problem("ada lovelace THE first"), "/p password_is_your_name");
  EXPECT_EQ(problem("Ada.Lovelace.First@example.com"), "/p password_is_your_name");
  EXPECT_EQ(problem("ada.lovelace.first"), "/p password_is_your_name");
  EXPECT_EQ(problem("aaaaaaaaaaaaaaaaaa"), "/p password_too_simple");
  EXPECT_EQ(problem("PasswordPassword"), "/p password_too_simple");
  EXPECT_EQ(problem("12345678901234567"), "/p password_too_simple");
  EXPECT_EQ(problem("qwertyuiop[]asdf"), "/p password_too_simple");
  EXPECT_EQ(problem("zyxwvutsrqponmlk"), "/p password_too_simple");
}

TEST(NewPassword, RefusesTheCommonestByName) {
  // Those of the list that are long enough beside a second factor: more than the 3,000 that the standard asks for.
  for (const char* common : {"password1", "Football", "sunshine", "iloveyou", "princess", "TRUSTNO1", "superman"})
    EXPECT_EQ(problem(common, true), "/p password_is_common") << common;
  for (const char* grown : {"sunshine12345678", "!!!Football2024", "footballbaseball", "iloveyouprincess", "2020.superman.20"})
    EXPECT_EQ(problem(grown, true), "/p password_is_common") << grown;
  for (const char* own : {"sunshine over the old mill", "football 84 lantern", "superman-velvet-orbit"}) EXPECT_EQ(problem(own), "") << own;
  const auto files = common_passwords::files();
  ASSERT_EQ(files.size(), 1u);
  std::size_t long_enough = 0;
  for (std::string_view rest = files.front().bytes; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (end >= 8) {
      ++long_enough;
      EXPECT_NE(problem(rest.substr(0, end), true), "") << rest.substr(0, end);
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  EXPECT_GT(long_enough, 10'000u);
}

TEST(NewPassword, RefusesWhatIsMadeOfKnownNames) {
  const auto of_acme = [](std::string_view password) {
    return field_of(check_new_password(password, "Wanda Woods", "wwoods@northwind.example", false, "/p", "Acme 工业"));
  };
  for (const char* known : {"wanda-woods-2026", "NorthwindAcme2026", "Wheelhouse!Wheelhouse1", "wwoods@northwind1", "工业方向盘工业方向盘acme12"})
    EXPECT_EQ(of_acme(known), "/p password_of_known_names") << known;
  for (const char* own : {"wanda likes old lanterns", "seven acme lanterns", "方向盘转动春眠不觉晓处处闻啼鸟"}) EXPECT_EQ(of_acme(own), "") << own;
}

TEST(NewPassword, AsksForNoMixtureOfKinds) { EXPECT_EQ(problem("only lower case letters"), ""); }

TEST(PasswordHasher, KnowsItsOwnAndNoOther) {
  PasswordHasher hasher(cheap());
  const std::string hash = hasher.hash(kGoodPassword).value();
  EXPECT_TRUE(hash.starts_with("$argon2id$")) << hash;
  EXPECT_NE(hash, hasher.hash(kGoodPassword).value()) << "salted";
  EXPECT_TRUE(verify(hasher, kGoodPassword, hash));
  EXPECT_FALSE(verify(hasher, "correct horse batterz", hash));
  EXPECT_FALSE(verify(hasher, kGoodPassword, std::nullopt)) << "nobody's password";
  EXPECT_FALSE(verify(hasher, kGoodPassword, "not a hash"));
}

TEST(PasswordHasher, UsesTheCostOfTheStandard) {
  PasswordHasher hasher;
  const std::string hash = hasher.hash(kGoodPassword).value();
  EXPECT_NE(hash.find("m=65536,t=3,p=1"), std::string::npos) << hash;
  EXPECT_FALSE(hasher.is_outdated(hash));
  EXPECT_TRUE(hasher.is_outdated(PasswordHasher(cheap()).hash(kGoodPassword).value()));
}

TEST(PasswordHasher, RefusesInsteadOfQueueingWithoutEnd) {
  // Slow enough that the others arrive while the first one works.
  PasswordHasher hasher({.cost = {.memory_bytes = 32u << 20, .passes = 4}, .at_once = 1, .known_waiting_max = 1});
  std::atomic<int> done = 0, refused = 0;
  std::vector<std::thread> people;
  for (int i = 0; i < 8; ++i)
    people.emplace_back([&] {
      const auto hash = hasher.hash(kGoodPassword);
      if (hash) ++done;
      else if (hash.error().reason == "too_many_requests" && hash.error().params[0].name == "retry_after") ++refused;
    });
  for (std::thread& person : people) person.join();
  EXPECT_EQ(done + refused, 8);
  EXPECT_GE(done, 2);
  EXPECT_GE(refused, 1);
  EXPECT_TRUE(hasher.hash(kGoodPassword)) << "free again";
}

TEST(PasswordHasher, StrangersTakeNoPlaceOfTheKnown) {
  PasswordHasher hasher({.cost = {.memory_bytes = 8192, .passes = 1}, .at_once = 1, .strangers_waiting_max = 1, .known_waiting_max = 1});
  std::vector<PasswordHasher::Place> taken;
  for (int i = 0; i < 2; ++i) taken.push_back(std::move(hasher.place(Who::stranger).value()));
  EXPECT_EQ(reason_of(hasher.place(Who::stranger)), "too_many_requests");
  for (int i = 0; i < 2; ++i) taken.push_back(std::move(hasher.place(Who::known).value()));
  EXPECT_EQ(reason_of(hasher.place(Who::known)), "too_many_requests");
  taken.clear();
  EXPECT_TRUE(hasher.place(Who::stranger)) << "given back";
}

TEST(PasswordHasher, RestsBetweenStrangersInAFloodButNotForTheKnown) {
  const auto began = [] { return std::chrono::steady_clock::now(); };
  // A rest so long that only one who need not rest is back before it.
  PasswordHasher hasher({.cost = {.memory_bytes = 16u << 20, .passes = 2}, .at_once = 1, .strangers_waiting_max = 1, .rest = 20});
  {
    const auto one = hasher.place(Who::stranger), two = hasher.place(Who::stranger);
    ASSERT_FALSE(hasher.place(Who::stranger)) << "this is the flood";
  }
  auto from = began();
  EXPECT_FALSE(verify(hasher, "guess", std::nullopt));
  const auto one_hash = began() - from;
  std::atomic<bool> stranger_done = false;
  std::thread stranger([&] { verify(hasher, "guess", std::nullopt), stranger_done = true; });
  EXPECT_TRUE(hasher.hash(kGoodPassword));
  EXPECT_FALSE(stranger_done) << "somebody known goes first";
  stranger.join();
  EXPECT_GE(began() - from, one_hash * 10) << "and the stranger waited";
}

}  // namespace
}  // namespace wheelhouse::service
