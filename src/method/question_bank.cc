#include "method/question_bank.h"

#include <algorithm>

namespace wheelhouse::method {
namespace {

constexpr unsigned bit(Style style) { return 1u << static_cast<unsigned>(style); }
constexpr unsigned kControl = bit(Style::controlling), kAdvocate = bit(Style::advocating), kFacilitate = bit(Style::facilitating),
                   kAnalyze = bit(Style::analyzing);
using enum QuestionType;

// M80: controlling: few S, I in money and time, N on the result. Advocating: P by story, N on recognition and future. Facilitating:
// gentle P, I on people, N on ease for the team. Analyzing: justified S, I and N with figures.
constexpr BankQuestion kBank[] = {
    {"S1", situation, kAnalyze},
    {"S2", situation, kAnalyze},
    {"S3", situation, kControl | kAnalyze},
    {"S4", situation, kAnalyze},
    {"S5", situation, kFacilitate},
    {"P1", problem, kFacilitate},
    {"P2", problem, kAnalyze},
    {"P3", problem, kAdvocate},
    {"P4", problem, kControl},
    {"P5", problem, kFacilitate | kAdvocate},
    {"I1", implication, kFacilitate},
    {"I2", implication, kControl | kAnalyze},
    {"I3", implication, kControl},
    {"I4", implication, kAdvocate},
    {"I5", implication, kAnalyze},
    {"I6", implication, kFacilitate},
    {"N1", need_payoff, kControl | kAdvocate},
    {"N2", need_payoff, kControl | kAnalyze},
    {"N3", need_payoff, kFacilitate},
    {"N4", need_payoff, kAdvocate},
    {"N5", need_payoff, kAdvocate},
};

}  // namespace

std::span<const BankQuestion> question_bank() { return kBank; }

const BankQuestion* find_bank_question(std::string_view id) {
  const auto found = std::find_if(std::begin(kBank), std::end(kBank), [&](const BankQuestion& q) { return q.id == id; });
  return found == std::end(kBank) ? nullptr : found;
}

bool question_suits_level(QuestionType type, ContactLevel level) {
  if (type == situation) return true;
  switch (level) {
    case ContactLevel::operating:
      return type == problem;
    case ContactLevel::managing:
      return type == implication;
    case ContactLevel::senior:
      return type == implication || type == need_payoff;
  }
  return false;
}

}  // namespace wheelhouse::method
