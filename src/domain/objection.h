// What a customer brings against us. Its state moves only by METHOD §9.1 (service/objection_move.h).
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct Objection {
  Id<Objection> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  std::optional<Id<Account>> account_id;
  std::optional<Id<Opportunity>> opportunity_id;
  std::optional<Id<Call>> call_id;
  std::optional<Id<Contact>> contact_id;
  std::string quote;
  std::optional<ObjectionClass> cls;
  std::optional<OppositionCause> cause;  // its root (METHOD M10–M12)
  std::optional<std::int64_t> severity;
  bool blocking = false;
  ObjectionState state = ObjectionState::raised;
  Instant state_at;
  Instant raised_at;
  std::optional<Id<Statement>> trigger_statement_id;  // what set it off
  std::optional<Id<Question>> trigger_question_id;
  std::optional<StatementClass> trigger_class;  // class of that statement at the time
  Text restated, response;  // in our words, accepted by the customer
  Text acknowledgement;  // the customer's own words
  std::optional<Date> deferred_until;
  std::int64_t loops = 0;  // times it went from checked back to clarified
  Text reason;  // why it was left unresolved
};

template <>
struct Entity<Objection> {
  static constexpr std::string_view name = "objection", collection = "objections";
  static constexpr auto fields = std::tuple_cat(
      record_fields<Objection>(),
      std::tuple{field(&Objection::account_id, "account_id"), field(&Objection::opportunity_id, "opportunity_id"),
                 field(&Objection::call_id, "call_id"), field(&Objection::contact_id, "contact_id"),
                 field(&Objection::quote, "quote", {.required = true, .max_length = 2000, .personal = true}),
                 field(&Objection::cls, "class"), field(&Objection::cause, "cause"),
                 field(&Objection::severity, "severity", {.min = 1, .max = 3}), field(&Objection::blocking, "blocking"),
                 field(&Objection::state, "state", {.read_only = true}), field(&Objection::state_at, "state_at", {.read_only = true}),
                 field(&Objection::raised_at, "raised_at"), field(&Objection::trigger_statement_id, "trigger_statement_id"),
                 field(&Objection::trigger_question_id, "trigger_question_id"), field(&Objection::trigger_class, "trigger_class"),
                 field(&Objection::restated, "restated", kWords), field(&Objection::response, "response", kWords),
                 field(&Objection::acknowledgement, "acknowledgement", {.max_length = 2000, .personal = true}),
                 field(&Objection::deferred_until, "deferred_until", {.read_only = true}),
                 field(&Objection::loops, "loops", {.read_only = true}),
                 field(&Objection::reason, "reason", {.read_only = true, .max_length = 2000})});
};
static_assert(every_member_is_described<Objection>());
}  // namespace wheelhouse
