// Who promised what by when, and what we do next, as far as a text says so. Suggestions for the capture box. Pure, any thread.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "domain/vocabulary.h"
#include "service/suggest_dates.h"

namespace wheelhouse::service {

struct NamedPerson {
  Uuid id;
  std::string name;
};
// Where the text names people of one account, in order of place, each place: by full name, by an English given or family name,
// or by a Chinese family name with a title (林总), where only one of them fits.
struct FoundPerson {
  TextRange range;
  std::size_t person = 0;  // index into what was given
};
std::vector<FoundPerson> find_people(const SuggestText& text, const std::vector<NamedPerson>& people);

struct SuggestedCommitment {
  CommitmentWho who{};
  CommitmentAction action{};
  std::string text;
  std::optional<Date> due_on;
  std::optional<std::size_t> person;
};
struct SuggestedNextStep {
  std::string text;
  std::optional<Date> due_on;
};
struct SuggestedPromises {
  std::optional<SuggestedCommitment> commitment;  // the first of the customer's, else of ours
  std::optional<SuggestedNextStep> next_step;     // one that is called so (下一步：), else the first of ours, a dated one before one without
};
SuggestedPromises suggest_promises(const SuggestText& text, const std::vector<FoundDate>& dates, const std::vector<FoundPerson>& people,
                                   Date today);

}  // namespace wheelhouse::service
