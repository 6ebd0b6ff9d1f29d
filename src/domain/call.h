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
  Text dress, materials;                         // of the plan (METHOD M6, M17)
  Text listen_for, look_for, observations;       // the parts of the log that are not questions and statements (METHOD M68)
  std::optional<std::int64_t> talk_share;        // the customer's share of the talk, per cent, as estimated
  std::optional<std::int64_t> confirmed_summaries;
  RatingList reflections;                        // METHOD M49 a–e, each 0 or 1
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
                 field(&Call::contact_ids, "contact_ids"), field(&Call::dress, "dress", kLine),
                 field(&Call::materials, "materials", {.max_length = 1000}), field(&Call::listen_for, "listen_for", {.max_length = 1000}),
                 field(&Call::look_for, "look_for", {.max_length = 1000}),
                 field(&Call::observations, "observations", {.max_length = 4000, .personal = true}),
                 field(&Call::talk_share, "talk_share", {.min = 0, .max = 100}),
                 field(&Call::confirmed_summaries, "confirmed_summaries", {.min = 0, .max = 50}),
                 field(&Call::reflections, "reflections", {.min = 0, .max = 1, .list_size = 5})});
};
static_assert(every_member_is_described<Call>());
}  // namespace wheelhouse
