#include "oidc/id_token.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cjose/cjose.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <vector>

#include "reflect/json.h"

namespace wheelhouse::oidc {
namespace {

constexpr std::int64_t kClockSkewS = 60;
constexpr std::int64_t kOldestS = 10 * 60;  // of the token's making: it comes straight from the provider
constexpr std::size_t kTokenBytesMax = 32 * 1024;
constexpr std::size_t kSubjectBytesMax = 255;  // by the standard
constexpr std::size_t kRsaBitsMin = 2048;
constexpr std::size_t kKeysMax = 50;

template <auto function>
struct Free {
  template <class T>
  void operator()(T* object) const { function(object); }
};
using Jws = std::unique_ptr<cjose_jws_t, Free<cjose_jws_release>>;
using Jwk = std::unique_ptr<cjose_jwk_t, Free<cjose_jwk_release>>;
using Raw = std::unique_ptr<char, Free<std::free>>;

Error bad(std::string why) { return Error::make(Errc::unauthenticated, "bad_id_token", {{"why", std::move(why)}}); }

std::string text_of(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}
std::optional<std::int64_t> seconds_of(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (!value) return std::nullopt;
  if (value->is_int64()) return value->get_int64();
  if (value->is_double() && value->get_double() > 0 && value->get_double() < 1e12) return static_cast<std::int64_t>(value->get_double());
  return std::nullopt;
}

Result<boost::json::object> object_of(std::string_view text) {
  auto value = parse_json(text);
  if (!value || !value->is_object()) return fail(bad("form"));
  return std::move(value->get_object());
}

struct Header {
  std::string alg, kid;
};
Result<Header> header_of(cjose_jws_t* jws) {
  cjose_header_t* header = cjose_jws_get_protected(jws);
  const auto text = [&](const char* name) {
    cjose_err ignored;
    const char* value = cjose_header_get(header, name, &ignored);
    return value ? std::string(value) : std::string();
  };
  cjose_err ignored;
  if (const Raw critical(cjose_header_get_raw(header, "crit", &ignored)); critical) return fail(bad("alg"));  // extensions: we know none
  Header read{text("alg"), text("kid")};
  // A list of what is taken, not of what is not: "none" and the symmetric ones, which would take a public key for a secret, are absent.
  if (read.alg != "RS256" && read.alg != "ES256") return fail(bad("alg"));
  return read;
}

bool fits(const boost::json::object& key, const Header& header) {
  const std::string use = text_of(key, "use"), alg = text_of(key, "alg");
  if (text_of(key, "kty") != (header.alg == "RS256" ? "RSA" : "EC")) return false;
  if (header.alg == "ES256" && text_of(key, "crv") != "P-256") return false;
  return (use.empty() || use == "sig") && (alg.empty() || alg == header.alg) && (header.kid.empty() || text_of(key, "kid") == header.kid);
}

Result<void> check_signature(cjose_jws_t* jws, const Header& header, std::string_view keys) {
  const auto set = object_of(keys);
  const auto* list = set ? set->if_contains("keys") : nullptr;
  if (!list || !list->is_array()) return fail(bad("key"));
  bool found = false;
  std::size_t tried = 0;
  for (const auto& item : list->get_array()) {
    if (!item.is_object() || !fits(item.get_object(), header) || ++tried > kKeysMax) continue;
    const std::string json = boost::json::serialize(item);
    cjose_err error;
    const Jwk key(cjose_jwk_import(json.data(), json.size(), &error));
    if (!key || (header.alg == "RS256" && cjose_jwk_get_keysize(key.get(), &error) < kRsaBitsMin)) continue;
    found = true;
    if (cjose_jws_verify(jws, key.get(), &error)) return {};
  }
  return fail(bad(found ? "signature" : "key"));
}

bool is_for(const boost::json::object& claims, const std::string& client_id, bool& for_others) {
  const auto* audience = claims.if_contains("aud");
  if (!audience) return false;
  if (audience->is_string()) return std::string_view(audience->get_string()) == client_id;
  if (!audience->is_array()) return false;
  bool ours = false;
  for (const auto& one : audience->get_array()) {
    if (one.is_string() && std::string_view(one.get_string()) == client_id) ours = true;
    else for_others = true;
  }
  return ours;
}

// A provider may pass over what it was asked for (acr_values): what it says is looked at, and saying nothing is not enough.
bool is_strong_enough(std::string_view said, std::string_view wanted) {
  if (wanted.empty()) return true;
  for (std::string_view rest = wanted; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (end > 0 && rest.substr(0, end) == said) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

Result<Claims> check_claims(const boost::json::object& claims, const Expected& expected, Instant now) {
  if (text_of(claims, "iss") != expected.issuer) return fail(bad("iss"));
  bool for_others = false;
  if (!is_for(claims, expected.client_id, for_others)) return fail(bad("aud"));
  if (claims.contains("azp") ? text_of(claims, "azp") != expected.client_id : for_others) return fail(bad("azp"));
  const std::int64_t now_s = now.ms / 1000;
  const auto expires = seconds_of(claims, "exp"), made = seconds_of(claims, "iat"), not_before = seconds_of(claims, "nbf");
  if (!expires || *expires + kClockSkewS <= now_s) return fail(bad("exp"));
  if (!made || *made > now_s + kClockSkewS || *made < now_s - kOldestS) return fail(bad("iat"));
  if (not_before ? *not_before > now_s + kClockSkewS : claims.contains("nbf")) return fail(bad("nbf"));
  if (expected.nonce.empty() || text_of(claims, "nonce") != expected.nonce) return fail(bad("nonce"));
  Claims read{expected.issuer, text_of(claims, "sub"), text_of(claims, "email"), text_of(claims, "name"), false};
  if (read.subject.empty() || read.subject.size() > kSubjectBytesMax) return fail(bad("sub"));
  if (!is_strong_enough(text_of(claims, "acr"), expected.acr))
    return fail(Error::make(Errc::unauthenticated, "weak_sign_in_there", {{"why", "acr"}}));
  const auto* verified = claims.if_contains("email_verified");
  read.email_verified = verified && verified->is_bool() && verified->get_bool();
  return read;
}

}  // namespace

Result<Claims> check_id_token(std::string_view token, std::string_view keys, const Expected& expected, Instant now) {
  if (token.size() > kTokenBytesMax) return fail(bad("form"));
  cjose_err error;
  const Jws jws(cjose_jws_import(token.data(), token.size(), &error));
  if (!jws) return fail(bad("form"));
  const auto header = header_of(jws.get());
  if (!header) return fail(header.error());
  if (auto signed_by = check_signature(jws.get(), *header, keys); !signed_by) return fail(signed_by.error());
  std::uint8_t* bytes = nullptr;
  std::size_t size = 0;
  if (!cjose_jws_get_plaintext(jws.get(), &bytes, &size, &error)) return fail(bad("form"));
  const auto claims = object_of({reinterpret_cast<const char*>(bytes), size});
  if (!claims) return fail(claims.error());
  return check_claims(*claims, expected, now);
}

}  // namespace wheelhouse::oidc
