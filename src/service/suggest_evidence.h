// Which evidence of METHOD C1 a text might hold, by its wording (METHOD §5: signals in zh and en). It only proposes: what is denied,
// conditional, planned or the seller's own doing is passed over, and a person confirms the rest. Pure, any thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "domain/vocabulary.h"
#include "service/suggest_text.h"

namespace wheelhouse::service {

struct SuggestedEvidence {
  EvidenceCode code{};
  SourceClass source_class{};  // quote where it stands in quotation marks or after "said", else what fits the code
  std::string quote;           // the words as typed: what the marks enclose, what follows "said", else the sentence
  std::string reason;          // key of the kind of wording: "difficulty", "decision" …
  std::string matched;         // the words that gave it away
  TextRange range;             // of `matched`
};
constexpr std::size_t kSuggestedEvidenceMax = 8;

// In order of place, each code once.
std::vector<SuggestedEvidence> suggest_evidence(const SuggestText& text);

// Is what stands at `range` denied, conditional or a question within its clause? Shared with promises.
bool is_denied(const SuggestText& text, const TextRange& range);
bool is_conditional(const SuggestText& text, const TextRange& range);
// Words in which a customer names a difficulty (METHOD M50).
const PhraseList& difficulty_phrases();
// Does the seller speak of himself there: 我们会…, "we will …", outside what the customer is quoted with?
bool is_our_side(const SuggestText& text, const TextRange& range);

}  // namespace wheelhouse::service
