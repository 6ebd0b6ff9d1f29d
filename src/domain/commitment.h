// What somebody promised, the customer or us. Drives a call's outcome (METHOD C6).
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct Commitment {
  Id<Commitment> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  std::optional<Id<Call>> call_id;
  std::optional<Id<Account>> account_id;
  std::optional<Id<Opportunity>> opportunity_id;
  CommitmentWho who = CommitmentWho::customer;
  std::optional<Id<Contact>> contact_id;  // the customer's person
  std::optional<Id<User>> owner_id;       // our person
  CommitmentAction action = CommitmentAction::other;
  CommitmentForm form = CommitmentForm::verbal;
  Text text;
  std::optional<Instant> due_at;
  CommitmentStatus status = CommitmentStatus::open;
};

template <>
struct Entity<Commitment> {
  static constexpr std::string_view name = "commitment", collection = "commitments";
  static constexpr auto fields = std::tuple_cat(
      record_fields<Commitment>(),
      std::tuple{field(&Commitment::call_id, "call_id"), field(&Commitment::account_id, "account_id"),
                 field(&Commitment::opportunity_id, "opportunity_id"), field(&Commitment::who, "who", {.required = true}),
                 field(&Commitment::contact_id, "contact_id"), field(&Commitment::owner_id, "owner_id"),
                 field(&Commitment::action, "action", {.required = true}), field(&Commitment::form, "form"),
                 field(&Commitment::text, "text", kLine), field(&Commitment::due_at, "due_at"),
                 field(&Commitment::status, "status")});
};
static_assert(every_member_is_described<Commitment>());
}  // namespace wheelhouse
