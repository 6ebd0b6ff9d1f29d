// What we say about our offer in one deal. Its class is never typed: METHOD C5 computes it from the texts and the state of the need.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct Statement {
  Id<Statement> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  Id<Opportunity> opportunity_id;
  std::optional<Id<Account>> account_id;
  std::optional<Id<Need>> need_id;
  std::optional<Id<Feature>> feature_id;  // of the catalogue
  Text feature, advantage, benefit, proof;
  Text condition;  // as long as the customer does this (METHOD M61)
  Text result;  // then this follows
  std::optional<double> amount;  // the benefit in figures: 40 hours a month, by this reckoning
  Text unit, period, basis;
  std::optional<Id<Contact>> contact_id;  // who at the customer confirmed the figures
  std::optional<Instant> confirmed_at;
  std::optional<std::int64_t> composed_seconds;  // how long the drill of METHOD M61 took
  std::optional<std::int64_t> peer_quality;      // how a colleague found its words, 0..4
};

template <>
struct Entity<Statement> {
  static constexpr std::string_view name = "statement", collection = "statements";
  static constexpr auto fields = std::tuple_cat(
      record_fields<Statement>(),
      std::tuple{field(&Statement::opportunity_id, "opportunity_id", {.required = true}), field(&Statement::account_id, "account_id"),
                 field(&Statement::need_id, "need_id"), field(&Statement::feature_id, "feature_id"),
                 field(&Statement::feature, "feature", {.max_length = 1000}),
                 field(&Statement::advantage, "advantage", {.max_length = 1000}),
                 field(&Statement::benefit, "benefit", {.max_length = 1000}), field(&Statement::proof, "proof", {.max_length = 1000}),
                 field(&Statement::condition, "condition", kLine), field(&Statement::result, "result", kLine),
                 field(&Statement::amount, "amount"), field(&Statement::unit, "unit", {.max_length = 60}),
                 field(&Statement::period, "period", {.max_length = 60}), field(&Statement::basis, "basis", kLine),
                 field(&Statement::contact_id, "contact_id"), field(&Statement::confirmed_at, "confirmed_at"),
                 field(&Statement::composed_seconds, "composed_seconds", {.min = 0, .max = 86400}),
                 field(&Statement::peer_quality, "peer_quality", {.min = 0, .max = 4})});
};
static_assert(every_member_is_described<Statement>());
}  // namespace wheelhouse
