// What a customer needs. Its state moves only by METHOD C3 (service/need_move.h); a PATCH cannot touch it. The four flags are the upper
// sides of METHOD M43.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct Need {
  Id<Need> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  std::optional<Id<Account>> account_id;
  std::optional<Id<Opportunity>> opportunity_id;
  std::optional<Id<Problem>> problem_id;
  std::string text;
  NeedState state = NeedState::latent;
  Instant state_at;  // when the state was reached
  std::optional<std::int64_t> severity, urgency, reach;
  std::optional<std::int64_t> annual_cost_minor;  // what it costs the customer in a year
  std::optional<std::int64_t> price_said_minor;  // what they said they would pay (METHOD M40)
  Text currency;
  bool must_have = false;
  bool visible = false, conscious = false, surface = false, clear = false;
  bool facts_on_file = false;  // the background is known: no situation question needed (METHOD C4)
  bool volunteered = false;  // the customer stated it without being led there
  std::optional<Id<Question>> explicit_question_id;  // the question that moved it to explicit
  std::optional<Instant> explicit_at;
  Text drop_reason;
};

template <>
struct Entity<Need> {
  static constexpr std::string_view name = "need", collection = "needs";
  static constexpr auto fields = std::tuple_cat(
      record_fields<Need>(),
      std::tuple{field(&Need::account_id, "account_id"), field(&Need::opportunity_id, "opportunity_id"),
                 field(&Need::problem_id, "problem_id"),
                 field(&Need::text, "text", {.required = true, .max_length = 300, .personal = true}),
                 field(&Need::state, "state", {.read_only = true}), field(&Need::state_at, "state_at", {.read_only = true}),
                 field(&Need::severity, "severity", kScore), field(&Need::urgency, "urgency", kScore),
                 field(&Need::reach, "reach", kScore), field(&Need::annual_cost_minor, "annual_cost_minor", {.min = 0}),
                 field(&Need::price_said_minor, "price_said_minor", {.min = 0}), field(&Need::currency, "currency", kCurrency),
                 field(&Need::must_have, "must_have"), field(&Need::visible, "visible"), field(&Need::conscious, "conscious"),
                 field(&Need::surface, "surface"), field(&Need::clear, "clear"), field(&Need::facts_on_file, "facts_on_file"),
                 field(&Need::volunteered, "volunteered", {.read_only = true}),
                 field(&Need::explicit_question_id, "explicit_question_id", {.read_only = true}),
                 field(&Need::explicit_at, "explicit_at", {.read_only = true}),
                 field(&Need::drop_reason, "drop_reason", {.read_only = true, .max_length = 300})});
};
static_assert(every_member_is_described<Need>());
}  // namespace wheelhouse
