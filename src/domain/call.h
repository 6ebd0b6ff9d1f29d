// A meeting or talk with a customer, planned or held. Its outcome is computed from commitments (METHOD C6), never typed.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct Call {
  Id<Call> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  std::optional<Id<Account>> account_id;
  std::optional<Id<Opportunity>> opportunity_id;
  std::string subject;
  CallStatus status = CallStatus::planned;
  Instant held_at;  // when it was, or is to be, held
  Text channel;
  Text objective, fallback;  // what the customer is asked to do; without an objective the call counts as unplanned
  std::optional<ObjectiveState> primary_state, fallback_state;
  bool closed_by_customer = false;  // the customer ended the matter
  Text summary;
  std::optional<Id<User>> owner_id;
  std::vector<Id<Contact>> contact_ids;
};

template <>
struct Entity<Call> {
  static constexpr std::string_view name = "call", collection = "calls";
  static constexpr auto fields = std::tuple_cat(
      record_fields<Call>(),
      std::tuple{field(&Call::account_id, "account_id"), field(&Call::opportunity_id, "opportunity_id"),
                 field(&Call::subject, "subject", kName), field(&Call::status, "status"),
                 field(&Call::held_at, "held_at", {.required = true}), field(&Call::channel, "channel", kShort),
                 field(&Call::objective, "objective", kLine), field(&Call::fallback, "fallback", kLine),
                 field(&Call::primary_state, "primary_state"), field(&Call::fallback_state, "fallback_state"),
                 field(&Call::closed_by_customer, "closed_by_customer"),
                 field(&Call::summary, "summary", {.max_length = 10000}), field(&Call::owner_id, "owner_id"),
                 field(&Call::contact_ids, "contact_ids")});
};
static_assert(every_member_is_described<Call>());
}  // namespace wheelhouse
