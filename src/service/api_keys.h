// Keys for programs that act for a person: his rights, narrowed to reading if so made. Shown once, stored hashed.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/record.h"
#include "service/actor.h"
#include "storage/auth_store.h"

namespace wheelhouse::service {

enum class KeyScope : std::uint8_t { read, write };

struct NewKey {
  std::string label;
  KeyScope scope = KeyScope::read;
  std::optional<Instant> expires_at;
};

}  // namespace wheelhouse::service

namespace wheelhouse {
WH_ENUM_NAMES(service::KeyScope, "read", "write");
template <>
struct Entity<service::NewKey> {
  using NewKey = service::NewKey;
  static constexpr std::string_view name = "key", collection = "keys";
  static constexpr auto fields = std::tuple{field(&NewKey::label, "label", {.required = true, .max_length = 100}),
                                            field(&NewKey::scope, "scope", {.required = true}), field(&NewKey::expires_at, "expires_at")};
};
static_assert(every_member_is_described<service::NewKey>());
}  // namespace wheelhouse

namespace wheelhouse::service {

struct MadeKey {
  std::string key;  // "wh_…"; nobody can show it again
  storage::ApiKey row;
};
// Errors: invalid "/expires_at" "in_the_past"; conflict "too_many_keys".
Result<MadeKey> add_key(storage::Session& session, const Actor& actor, const NewKey& input, Instant now);
std::vector<storage::ApiKey> list_keys(storage::Session& session, const Actor& actor);
// Errors: not_found, for other people's and revoked ones too.
Result<void> revoke_key(storage::Session& session, const Actor& actor, const Uuid& id, Instant now);

}  // namespace wheelhouse::service
