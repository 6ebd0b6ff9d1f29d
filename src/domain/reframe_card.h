// A new way to think about a deal that does not move (METHOD M44).
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct ReframeCard {
  Id<ReframeCard> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Opportunity> opportunity_id;
  std::optional<Id<Account>> account_id;
  ReframeCause cause = ReframeCause::own;  // what forced it when it was written
  std::string old_assumption;
  std::string why_it_failed;
  std::string new_hypothesis;
  Text test;  // the question that would show it
  std::optional<Id<Contact>> contact_id;  // whom to try it on
  std::optional<Date> test_on;
  Text result;
};

template <>
struct Entity<ReframeCard> {
  static constexpr std::string_view name = "reframe_card", collection = "reframe_cards";
  static constexpr auto fields = std::tuple_cat(
      record_fields<ReframeCard>(),
      std::tuple{field(&ReframeCard::opportunity_id, "opportunity_id", {.required = true}),
                 field(&ReframeCard::account_id, "account_id"),
                 field(&ReframeCard::cause, "cause", {.read_only = true}),
                 field(&ReframeCard::old_assumption, "old_assumption", {.required = true, .max_length = 2000}),
                 field(&ReframeCard::why_it_failed, "why_it_failed", {.required = true, .max_length = 2000}),
                 field(&ReframeCard::new_hypothesis, "new_hypothesis", {.required = true, .max_length = 2000}),
                 field(&ReframeCard::test, "test", kWords),
                 field(&ReframeCard::contact_id, "contact_id"),
                 field(&ReframeCard::test_on, "test_on"),
                 field(&ReframeCard::result, "result", kWords)});
};
static_assert(every_member_is_described<ReframeCard>());
}  // namespace wheelhouse
