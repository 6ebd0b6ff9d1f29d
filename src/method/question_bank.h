// The question templates: METHOD M52's 21, and some of our own in the words of a trade. What each is for and whom it suits: its stages
// (§12.1, §12.2, M30–M37; always within C4's sets), M80's accents, §12.6's levels and the roles that answer for them. The words, with
// slots in braces, are in the language packs under question_bank.<id>. Pure.
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "domain/vocabulary.h"

namespace wheelhouse::method {

struct BankQuestion {
  std::string_view id;  // "P1"
  QuestionType type{};
  unsigned styles = 0;        // a bit each: the style's accent
  unsigned stages = 0;        // a bit each
  unsigned roles = 0;         // a bit each
  std::string_view industry;  // one of bank_industries(); none: of any trade
  bool suits(Style style) const { return (styles >> static_cast<unsigned>(style) & 1u) != 0; }
  bool suits(ContactRole role) const { return (roles >> static_cast<unsigned>(role) & 1u) != 0; }
  bool fits(Stage stage) const { return (stages >> static_cast<unsigned>(stage) & 1u) != 0; }
};
std::span<const BankQuestion> question_bank();    // S1 … N5
std::span<const BankQuestion> trade_questions();  // of one trade each
std::span<const std::string_view> bank_industries();
const BankQuestion* find_bank_question(std::string_view id);  // of either

// §12.6: operating hears of ease and workload (P), managing of performance and risk to targets (I), senior of consequences and
// growth (I, N). Situation questions are for everyone.
bool question_suits_level(QuestionType type, ContactLevel level);

}  // namespace wheelhouse::method
