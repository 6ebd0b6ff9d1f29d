// Whom of the customer we have met and when, for many accounts at once: the inputs of cadence (METHOD M96), level reached and
// opponent (C12). Reads only.
#pragma once
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "domain/vocabulary.h"
#include "service/actor.h"
#include "method/support.h"
#include "storage/session.h"

namespace wheelhouse::service {

struct Person {
  Uuid id, account_id;
  Instant created_at;
  std::optional<ContactRole> role;
  std::optional<ContactLevel> level;
  std::optional<std::int64_t> influence, attitude;
  std::optional<Instant> last_met_at;  // in a call that was held, within kMetWithinDays
  int meetings_90_days = 0;
};
constexpr int kMetWithinDays = 400;

// By account; the people of an account in order of id. `only_tier` limits to accounts of that tier. Without the attitude of those whose
// stance the actor may not learn.
std::unordered_map<Uuid, std::vector<Person>> people_of_accounts(storage::Session& session, const Actor& actor,
                                                                 const std::vector<Uuid>& account_ids, std::optional<AccountTier> only_tier,
                                                                 Instant now);

// METHOD C12. The highest level at which nobody is reached; null when no person's level is known, or when all three are reached.
std::optional<ContactLevel> level_not_reached(const std::vector<Person>& people);
// METHOD C12: the opponent whose neutralising ranks highest; null without one whose influence is known.
const Person* strongest_opponent(const std::vector<Person>& people);

method::SupportResult support_of(const std::vector<Person>& people);

// METHOD M96: the longest silence a person of a key account should meet; null where the role is not one of the three.
std::optional<int> cadence_days(const std::optional<ContactRole>& role);

}  // namespace wheelhouse::service
