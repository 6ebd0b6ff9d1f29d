// What somebody at the customer said about a need, word for word. Without a speaker it is a draft: kept, but it proves nothing.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct NeedQuote {
  Id<NeedQuote> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Need> need_id;
  std::optional<Id<Account>> account_id;
  std::optional<Id<Opportunity>> opportunity_id;
  std::optional<Id<Contact>> contact_id;  // who said it
  std::optional<Id<Call>> call_id;
  std::optional<Id<Question>> question_id;  // the question that it answers
  QuoteKind kind = QuoteKind::difficulty;
  std::string text;
  Instant said_at;
};

template <>
struct Entity<NeedQuote> {
  static constexpr std::string_view name = "need_quote", collection = "need_quotes";
  static constexpr auto fields = std::tuple_cat(
      record_fields<NeedQuote>(),
      std::tuple{field(&NeedQuote::need_id, "need_id", {.required = true}), field(&NeedQuote::account_id, "account_id"),
                 field(&NeedQuote::opportunity_id, "opportunity_id"), field(&NeedQuote::contact_id, "contact_id"),
                 field(&NeedQuote::call_id, "call_id"), field(&NeedQuote::question_id, "question_id"),
                 field(&NeedQuote::kind, "kind", {.required = true}),
                 field(&NeedQuote::text, "text", {.required = true, .max_length = 2000, .personal = true}),
                 field(&NeedQuote::said_at, "said_at")});
};
static_assert(every_member_is_described<NeedQuote>());
}  // namespace wheelhouse
