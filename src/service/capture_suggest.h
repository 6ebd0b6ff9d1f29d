// The helper of the capture box: proposes people, evidence, amounts, a next step and a promise from what was typed, in zh and en.
// Rules only, on this machine; proposes, never writes.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "service/actor.h"
#include "service/suggest_amounts.h"
#include "service/suggest_evidence.h"
#include "service/suggest_promises.h"
#include "storage/session.h"

namespace wheelhouse::service {

struct CaptureSuggestions {
  std::vector<NamedPerson> contacts;
  std::vector<SuggestedEvidence> evidence;
  std::vector<FoundAmount> amounts;
  std::vector<std::string> amount_texts;  // as typed, one for each of `amounts`
  std::vector<FoundDate> dates;
  std::optional<SuggestedNextStep> next_step;
  std::optional<SuggestedCommitment> commitment;
  std::optional<NamedPerson> commitment_contact;
};
// Pure. `today` is the reader's local date.
CaptureSuggestions suggest_from(std::string_view text, const std::vector<NamedPerson>& people, std::string_view default_currency,
                                Date today);

struct SuggestQuery {
  std::string text;
  std::optional<Uuid> account_id;
  std::optional<int> offset_minutes;
};
constexpr std::size_t kSuggestTextMax = 10'000;  // characters
// Appends {"contacts","evidence","next_step","amounts","commitment"}. Errors: not_found for an account the actor cannot see; invalid.
Result<void> write_suggestions(std::string& out, storage::Session& session, const Actor& actor, const SuggestQuery& query, Instant now);

}  // namespace wheelhouse::service
