// A question of our own for the bank, beside the templates of METHOD M52 (method/question_bank.h). Slots stand in braces.
#pragma once
#include "domain/record.h"

namespace wheelhouse {
struct QuestionTemplate {
  Id<QuestionTemplate> id;
  std::int64_t version = 0;
  Instant created_at, updated_at;
  QuestionType type = QuestionType::situation;
  Text code, text_zh, text_en;
  std::optional<Stage> stage;  // each of these narrows where it is offered; none means everywhere
  std::optional<ContactRole> role;
  std::optional<ContactLevel> level;
  std::optional<Style> style;
  Text industry;
};

template <>
struct Entity<QuestionTemplate> {
  static constexpr std::string_view name = "question_template", collection = "question_templates";
  static constexpr auto fields = std::tuple_cat(
      record_fields<QuestionTemplate>(),
      std::tuple{field(&QuestionTemplate::type, "type", {.required = true}), field(&QuestionTemplate::code, "code", {.max_length = 40}),
                 field(&QuestionTemplate::text_zh, "text_zh", {.max_length = 500}),
                 field(&QuestionTemplate::text_en, "text_en", {.max_length = 500}), field(&QuestionTemplate::stage, "stage"),
                 field(&QuestionTemplate::role, "role"), field(&QuestionTemplate::level, "level"),
                 field(&QuestionTemplate::style, "style"), field(&QuestionTemplate::industry, "industry", kShort)});
};
static_assert(every_member_is_described<QuestionTemplate>());
}  // namespace wheelhouse
