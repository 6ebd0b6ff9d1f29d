// The second factor of each person who has one, and the codes for the day it is lost. No rules: service/second_factor.h.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/time.h"
#include "storage/session.h"

namespace wheelhouse::storage {

struct SecondFactor {
  std::string secret;  // base32
  Instant created_at;
  std::optional<Instant> confirmed_at;  // null: begun, not yet in force
  std::int64_t last_step = 0;           // of the last code that was taken; only later ones are good
};
std::optional<SecondFactor> find_second_factor(Session& session, std::int64_t workspace_id, const Uuid& user_id);
void put_second_factor(Session& session, std::int64_t workspace_id, const Uuid& user_id, const SecondFactor& row);
// False when this step or a later one was taken before.
bool take_step(Session& session, std::int64_t workspace_id, const Uuid& user_id, std::int64_t step);
// With its recovery codes.
void delete_second_factor(Session& session, std::int64_t workspace_id, const Uuid& user_id);

void insert_recovery_code(Session& session, std::int64_t workspace_id, const Uuid& user_id, std::string_view code_hash);
void delete_recovery_codes(Session& session, std::int64_t workspace_id, const Uuid& user_id);
// False when there is no such code, or it was used before.
bool use_recovery_code(Session& session, std::int64_t workspace_id, const Uuid& user_id, std::string_view code_hash, Instant at);
std::int64_t count_recovery_codes(Session& session, std::int64_t workspace_id, const Uuid& user_id);  // unused ones

}  // namespace wheelhouse::storage
