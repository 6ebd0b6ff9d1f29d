// METHOD M52's 21 question templates: what each is for and whom it suits (M80's accents, §12.6's levels). The words, with slots in
// braces, are in the language packs under question_bank.<id>. Pure.
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "domain/vocabulary.h"

namespace wheelhouse::method {

struct BankQuestion {
  std::string_view id;  // "P1"
  QuestionType type{};
  unsigned styles = 0;  // a bit each: the style's accent
  bool suits(Style style) const { return (styles >> static_cast<unsigned>(style) & 1u) != 0; }
};
std::span<const BankQuestion> question_bank();  // S1 … N5
const BankQuestion* find_bank_question(std::string_view id);

// §12.6: operating hears of ease and workload (P), managing of performance and risk to targets (I), senior of consequences and
// growth (I, N). Situation questions are for everyone.
bool question_suits_level(QuestionType type, ContactLevel level);

}  // namespace wheelhouse::method
