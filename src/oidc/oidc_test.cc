#include <cjose/cjose.h>
#include <gtest/gtest.h>

#include "oidc/id_token.h"
#include "oidc/outbound.h"
#include "oidc/provider.h"

namespace wheelhouse::oidc {
namespace {

TEST(ProviderAddress, IsHttpsOrOnThisMachine) {
  for (const char* good : {"https://login.example.com", "https://login.example.com:8443/realms/a", "http://127.0.0.1:5000",
                           "http://localhost:5000/x", "http://[::1]:80", "https://10.1.2.3"})
    EXPECT_TRUE(read_address(good)) << good;
  for (const char* bad : {"", "login.example.com", "http://login.example.com", "http://10.1.2.3", "ftp://127.0.0.1", "file:///etc/passwd",
                          "javascript:alert(1)", "https://user@login.example.com", "https://login.example.com/#x",
                          "http://127.0.0.1.example.com", "http://localhost.example.com", "https://", "https://a b"})
    EXPECT_FALSE(read_address(bad)) << bad;
  EXPECT_FALSE(Provider::make({"https://login.example.com/?x=1", "us", "secret", ""}));
  EXPECT_EQ(Provider::make({"https://login.example.com/realms/a", "us", "secret", ""}).value()->name(), "login.example.com");
}

// However this machine is spelled, a provider elsewhere cannot send us there, nor to where cloud machines keep their secrets.
TEST(Outbound, AProviderElsewhereDoesNotLeadToThisMachine) {
  for (const char* url : {"https://127.0.0.1:1/", "https://127.1:1/", "https://0x7f000001:1/", "https://2130706433:1/",
                          "https://localhost:1/", "https://[::1]:1/", "https://[::ffff:127.0.0.1]:1/", "https://0.0.0.0:1/",
                          "https://169.254.169.254/",
                          "https://[fe80::1]/", "https://224.0.0.1/"}) {
    const Answer answer = send({.url = url}, false);
    EXPECT_EQ(answer.status, 0) << url;
    EXPECT_EQ(answer.failure, "Couldn't connect to server") << url;
  }
  EXPECT_NE(send({.url = "http://192.0.2.1/"}, false).failure, "") << "plain HTTP";
  EXPECT_NE(send({.url = "file:///etc/passwd"}, true).failure, "");
}

TEST(IdToken, OfABookOfKeysThatIsNone) {
  for (const char* keys : {"", "[]", "{}", R"({"keys":7})", R"({"keys":[7,{}]})"})
    EXPECT_FALSE(check_id_token("a.b.c", keys, {"https://i", "us", "n"}, {0})) << keys;
}

// The rest is asked of a server, with a provider that lies in every way: tests/api/single_sign_on.test.mjs. Here: time, to the second.
TEST(IdToken, HasAMinuteOfGraceAndTenOfAge) {
  cjose_err error;
  cjose_jwk_t* key = cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &error);
  const auto token_of = [&](const std::string& claims) {
    cjose_header_t* header = cjose_header_new(&error);
    cjose_header_set(header, CJOSE_HDR_ALG, "ES256", &error);
    cjose_jws_t* jws = cjose_jws_sign(key, header, reinterpret_cast<const std::uint8_t*>(claims.data()), claims.size(), &error);
    const char* text = nullptr;
    cjose_jws_export(jws, &text, &error);
    std::string token(text);
    cjose_jws_release(jws);
    cjose_header_release(header);
    return token;
  };
  char* json = cjose_jwk_to_json(key, false, &error);
  const std::string keys = "{\"keys\":[" + std::string(json) + "]}";
  free(json);
  const std::int64_t made = 1'000'000;
  const std::string token = token_of(R"({"iss":"https://i","aud":"us","sub":"s","nonce":"n","iat":1000000,"exp":1000300})");
  const auto why = [&](std::int64_t seconds) {
    const auto claims = check_id_token(token, keys, {"https://i", "us", "n"}, {(made + seconds) * 1000});
    return claims ? std::string("good") : claims.error().params[0].value;
  };
  EXPECT_EQ(why(0), "good");
  EXPECT_EQ(why(-60), "good");
  EXPECT_EQ(why(-61), "iat");
  EXPECT_EQ(why(359), "good");
  EXPECT_EQ(why(360), "exp");
  EXPECT_FALSE(check_id_token(token, keys, {"https://i", "us", ""}, {made * 1000})) << "no nonce is no match";
  cjose_jwk_release(key);
}

}  // namespace
}  // namespace wheelhouse::oidc
