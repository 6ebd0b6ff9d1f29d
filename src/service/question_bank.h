// The questions to choose from: METHOD M52's templates in both languages and those of our own, with how often each was used and how
// often it led to an explicit need. Reads only.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "domain/vocabulary.h"
#include "service/actor.h"
#include "storage/session.h"

namespace wheelhouse::service {

struct BankQuery {
  std::optional<QuestionType> type;
  std::optional<Stage> stage;          // those that fit it (C4)
  std::optional<ContactRole> role;
  std::optional<ContactLevel> level;   // those that suit it (§12.6)
  std::optional<Style> style;          // those with its accent (M80), and our own that name no style
  std::string industry;
};
// {"items":[…]}; use is counted over what the actor may see.
void write_question_bank(std::string& out, storage::Session& session, const Actor& actor, const BankQuery& query);

// The words of a built-in template, its slots in braces: the packs name slots by keys, people read their labels.
std::string template_text(std::string_view language, std::string_view id);
// {"zh","en"} of a template of M52, with its slots named in braces; null for any other.
void write_template_text(std::string& out, std::string_view template_id);

}  // namespace wheelhouse::service
