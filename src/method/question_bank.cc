#include "method/question_bank.h"

namespace wheelhouse::method {
namespace {

template <NamedEnum... E>
constexpr unsigned bits(E... values) {
  return (0u | ... | (1u << static_cast<unsigned>(values)));
}
constexpr unsigned kControl = bits(Style::controlling), kAdvocate = bits(Style::advocating), kFacilitate = bits(Style::facilitating),
                   kAnalyze = bits(Style::analyzing);
using enum QuestionType;
using enum Stage;
using enum ContactRole;

// M80: controlling: few S, I in money and time, N on the result. Advocating: P by story, N on recognition and future. Facilitating:
// gentle P, I on people, N on ease for the team. Analyzing: justified S, I and N with figures.
// Stages: 1 S and a soft P · 2 P, then I · 3 an I that sums up, the first N · 4 N ("what would a good answer look like?"), I for weak
// criteria · 5 N in figures · 6 N on what the proof means, P on doubts · 7 P on concerns, N on the outcome · 8 S and P on use, N on more.
// Roles: who uses it hears of ease and workload, who influences of performance and risk to targets, who decides of consequences and
// growth, who buys of steps, terms and cost; who keeps the door knows who and how.
constexpr BankQuestion kBank[] = {
    {"S1", situation, kAnalyze, bits(satisfaction), bits(influencer, user, gatekeeper), {}},
    {"S2", situation, kAnalyze, bits(satisfaction, reassessment), bits(influencer, user, purchasing), {}},
    {"S3", situation, kControl | kAnalyze, bits(satisfaction), bits(decision_maker, influencer), {}},
    {"S4", situation, kAnalyze, bits(satisfaction), bits(influencer, purchasing, gatekeeper), {}},
    {"S5", situation, kFacilitate, bits(satisfaction, reassessment), bits(influencer, user, gatekeeper), {}},
    {"P1", problem, kFacilitate, bits(satisfaction, recognition, investigation, choice, reassessment), bits(influencer, user), {}},
    {"P2", problem, kAnalyze, bits(recognition, investigation, reassessment), bits(decision_maker, influencer, purchasing), {}},
    {"P3", problem, kAdvocate, bits(recognition, reassessment), bits(user, purchasing), {}},
    {"P4", problem, kControl, bits(recognition), bits(influencer, user), {}},
    {"P5", problem, kFacilitate | kAdvocate, bits(satisfaction, recognition, reassessment), bits(influencer, user), {}},
    {"I1", implication, kFacilitate, bits(recognition), bits(influencer, user), {}},
    {"I2", implication, kControl | kAnalyze, bits(recognition, decision), bits(decision_maker, influencer, purchasing), {}},
    {"I3", implication, kControl, bits(recognition, criteria), bits(decision_maker, influencer), {}},
    {"I4", implication, kAdvocate, bits(recognition, decision), bits(decision_maker, influencer), {}},
    {"I5", implication, kAnalyze, bits(recognition, criteria), bits(influencer), {}},
    {"I6", implication, kFacilitate, bits(recognition, decision), bits(decision_maker, influencer, user), {}},
    {"N1", need_payoff, kControl | kAdvocate, bits(decision, assessment, investigation, choice), bits(decision_maker, influencer, user),
     {}},
    {"N2", need_payoff, kControl | kAnalyze, bits(criteria, assessment, reassessment), bits(decision_maker, influencer, purchasing), {}},
    {"N3", need_payoff, kFacilitate, bits(criteria, reassessment), bits(decision_maker, influencer, user), {}},
    {"N4", need_payoff, kAdvocate, bits(decision, criteria), bits(decision_maker, influencer, user), {}},
    {"N5", need_payoff, kAdvocate, bits(assessment, choice), bits(influencer, purchasing), {}},
};

constexpr std::string_view kMedical = "medical", kManufacturing = "manufacturing", kRetail = "retail", kSoftware = "software";
constexpr std::string_view kIndustries[] = {kMedical, kManufacturing, kRetail, kSoftware};
constexpr BankQuestion kTrade[] = {
    {"P_medical", problem, kFacilitate, bits(satisfaction, recognition), bits(influencer, user), kMedical},
    {"I_medical", implication, kControl | kAnalyze, bits(recognition, decision), bits(decision_maker, influencer), kMedical},
    {"N_medical", need_payoff, kFacilitate, bits(decision, criteria), bits(influencer, user), kMedical},
    {"P_manufacturing", problem, kAdvocate, bits(recognition), bits(influencer, user), kManufacturing},
    {"I_manufacturing", implication, kControl | kAnalyze, bits(recognition, decision), bits(decision_maker, influencer), kManufacturing},
    {"N_manufacturing", need_payoff, kAdvocate, bits(decision, criteria, reassessment), bits(decision_maker, influencer), kManufacturing},
    {"P_retail", problem, kAdvocate, bits(satisfaction, recognition), bits(influencer, user), kRetail},
    {"I_retail", implication, kControl | kAnalyze, bits(recognition, decision), bits(decision_maker, influencer), kRetail},
    {"N_retail", need_payoff, kControl, bits(decision, criteria), bits(decision_maker, purchasing), kRetail},
    {"P_software", problem, kFacilitate | kAnalyze, bits(recognition, reassessment), bits(influencer, user), kSoftware},
    {"I_software", implication, kAnalyze, bits(recognition, decision), bits(decision_maker, influencer), kSoftware},
    {"N_software", need_payoff, kAdvocate | kFacilitate, bits(decision, criteria, reassessment), bits(influencer, user), kSoftware},
};

}  // namespace

std::span<const BankQuestion> question_bank() { return kBank; }
std::span<const BankQuestion> trade_questions() { return kTrade; }
std::span<const std::string_view> bank_industries() { return kIndustries; }

const BankQuestion* find_bank_question(std::string_view id) {
  for (const auto list : {question_bank(), trade_questions()})
    for (const BankQuestion& question : list)
      if (question.id == id) return &question;
  return nullptr;
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
