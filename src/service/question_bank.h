// The questions to choose from: METHOD M52's templates, some in the words of a trade, and those of our own, in both languages, with how
// often each was used and how often it led to an explicit need. Reads only.
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
  std::optional<ContactRole> role;     // those that suit it, and our own that name none
  std::optional<ContactLevel> level;   // those that suit it (§12.6)
  std::optional<Style> style;          // those with its accent (M80), and our own that name no style
  std::string industry;                // those of this trade first, then those of any; the built-in trades by their keys
};
// {"items":[…],"industries":[…]}; use is counted over what the actor may see.
void write_question_bank(std::string& out, storage::Session& session, const Actor& actor, const BankQuery& query);

// The words of a built-in template, its slots in braces: the packs name slots by keys, people read their labels.
std::string template_text(std::string_view language, std::string_view id);
// As it can be asked where nobody has filled the slots: each said in general.
std::string spoken_text(std::string_view language, std::string_view id);
// {"zh","en"} of a built-in template, with its slots named in braces; null for any other.
void write_template_text(std::string& out, std::string_view template_id);

}  // namespace wheelhouse::service
