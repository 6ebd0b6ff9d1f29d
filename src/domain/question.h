// A question planned for a customer, and what came of it. Those of one need are its chain (METHOD C4).
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct Question {
  Id<Question> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  std::optional<Id<Account>> account_id;
  std::optional<Id<Opportunity>> opportunity_id;
  std::optional<Id<Need>> need_id;  // the chain it belongs to
  std::optional<Id<Call>> call_id;  // where it is to be asked, or was
  std::optional<Id<Contact>> contact_id;  // of whom
  QuestionType type = QuestionType::situation;
  std::string text;
  Text template_id, listen_for;  // "P1" of METHOD M52, or the id of one of our own
  std::int64_t position = 0;  // in its chain; ties by age
  bool asked = false, answered = false;
  bool accepted = false;  // the customer agreed with what it brought out
  Text answer;
  bool on_file = false;  // its answer was known already
  bool deliverable = true;  // we can do what it is about
};

template <>
struct Entity<Question> {
  static constexpr std::string_view name = "question", collection = "questions";
  static constexpr auto fields = std::tuple_cat(
      record_fields<Question>(),
      std::tuple{field(&Question::account_id, "account_id"), field(&Question::opportunity_id, "opportunity_id"),
                 field(&Question::need_id, "need_id"), field(&Question::call_id, "call_id"), field(&Question::contact_id, "contact_id"),
                 field(&Question::type, "type", {.required = true}),
                 field(&Question::text, "text", {.required = true, .max_length = 500}),
                 field(&Question::template_id, "template_id", {.max_length = 40}), field(&Question::listen_for, "listen_for", kLine),
                 field(&Question::position, "position", {.min = 0, .max = 10'000}), field(&Question::asked, "asked"),
                 field(&Question::answered, "answered"), field(&Question::accepted, "accepted"),
                 field(&Question::answer, "answer", {.max_length = 4000, .personal = true}), field(&Question::on_file, "on_file"),
                 field(&Question::deliverable, "deliverable")});
};
static_assert(every_member_is_described<Question>());
}  // namespace wheelhouse
