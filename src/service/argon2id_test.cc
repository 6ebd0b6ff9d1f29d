#include "service/argon2id.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include "service/token.h"

namespace wheelhouse::service {
namespace {

TEST(Argon2id, IsTheSameAsLibsodiums) {
  start_sodium();
  for (const std::string& password : {std::string("correct horse battery"), std::string(), std::string("方向盘"), std::string(800, 'x')}) {
    const std::string own = argon2id_text(password, 1u << 20, 2);
    EXPECT_TRUE(own.starts_with("$argon2id$v=19$m=1024,t=2,p=1$")) << own;
    EXPECT_EQ(crypto_pwhash_str_verify(own.c_str(), password.data(), password.size()), 0);
    EXPECT_EQ(crypto_pwhash_str_needs_rehash(own.c_str(), 2, 1u << 20), 0);
    char theirs[crypto_pwhash_STRBYTES];
    ASSERT_EQ(crypto_pwhash_str_alg(theirs, password.data(), password.size(), 3, 1u << 20, crypto_pwhash_ALG_ARGON2ID13), 0);
    EXPECT_TRUE(argon2id_matches(password, theirs)) << "what is in books of before";
    EXPECT_FALSE(argon2id_matches(password + "x", theirs));
    EXPECT_NE(own, argon2id_text(password, 1u << 20, 2)) << "salted";
  }
}

TEST(Argon2id, MemoryIsKeptForTheNextAndGivenBack) {
  using namespace std::chrono_literals;
  constexpr std::size_t kOdd = 3u << 20;  // no other test's
  give_hash_memory_back(0s);
  const std::string text = argon2id_text("p", kOdd, 1);
  EXPECT_TRUE(argon2id_matches("p", text));
  EXPECT_EQ(give_hash_memory_back(1h), 0u) << "used a moment ago";
  EXPECT_EQ(give_hash_memory_back(0s), kOdd) << "the same memory served both";
  EXPECT_EQ(give_hash_memory_back(0s), 0u);
  EXPECT_TRUE(argon2id_matches("p", text));
}

TEST(Argon2id, WhatIsNoHashMatchesNothing) {
  const std::string good = argon2id_text("p", 1u << 20, 1);
  for (const std::string& bad : {std::string(), std::string("x"), good.substr(0, good.size() - 1), good + "A", good + "$", "x" + good,
                                 good.substr(0, good.rfind('$')), std::string("$argon2id$v=19$m=,t=,p=1$$"),
                                 std::string("$argon2i") + good.substr(9)})
    EXPECT_FALSE(argon2id_matches("p", bad)) << bad;
}

}  // namespace
}  // namespace wheelhouse::service
