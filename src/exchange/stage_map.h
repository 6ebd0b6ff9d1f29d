// What the stage words of other CRMs say about where a customer stands. The customer's stages are not the seller's:
// a word only suggests a claim (METHOD C1, claimed stage), the person importing sees it and may change it, and an
// unknown word suggests nothing. Pure, any thread.
#pragma once
#include <optional>
#include <string_view>

#include "domain/vocabulary.h"

namespace wheelhouse::exchange {

struct StageSuggestion {
  std::optional<Stage> stage;  // nothing for lost or given up, which leave the wheel, and for unknown words
  OpportunityResult result = OpportunityResult::open;
  bool known = false;          // the word was understood at all
  bool certain = false;        // the whole text is a stage name in use, not just a word within it
};
StageSuggestion suggest_stage(std::string_view text);

// "won", "输单", "no decision", "进行中" in a column of results; nothing when unknown.
std::optional<OpportunityResult> suggest_result(std::string_view text);

}  // namespace wheelhouse::exchange
