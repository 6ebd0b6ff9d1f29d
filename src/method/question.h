// METHOD C4 and M52: how good a questioning plan is, how a questioning went, and which question moves which stage. Pure.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/vocabulary.h"
#include "method/words.h"

namespace wheelhouse::method {

constexpr std::size_t kQuestionTypes = enum_size<QuestionType>();
constexpr int kMostSituations = 6;  // of one chain; more bore the customer (M53)

// One problem of the customer and the questions planned on it.
struct QuestionChain {
  std::optional<double> intensity;  // I of the need, 0..100; null counts as 0
  bool facts_on_file = false;
  std::array<int, kQuestionTypes> counts{};  // by QuestionType, >= 0
};
struct PlanScore {
  double score = 0;                   // 0..100; 0 without chains
  std::vector<double> chain_scores;   // 0..100 each, in input order
};
// Weighted by intensity over the 5 chains with the highest.
Result<PlanScore> evaluate_question_plan(std::span<const QuestionChain> chains);

struct Question {
  QuestionType type{};
  bool asked = false;
  bool answered = false;
  bool accepted = false;      // the customer agreed with what it brought out
  bool on_file = false;       // its answer was known already
  bool deliverable = true;    // we can do what it is about
};
struct RunChain {
  std::optional<double> intensity;
  bool facts_on_file = false;
  bool volunteered = false;   // the customer stated the need unled
  std::vector<Question> questions;  // in the order asked
};
struct Fault {
  std::size_t chain = 0;      // from 0
  std::size_t question = 0;   // from 0, among all questions of the chain
  QuestionFault fault{};
};
struct RunScore {
  double score = 0;           // 0..100: the plan formula, 5 off per fault, 30 at most
  std::vector<Fault> faults;
  std::optional<std::array<double, kQuestionTypes>> mix;  // shares by QuestionType; null when nothing was asked and answered
  bool warn_situation = false;  // S above 35 % of at least 6
  bool warn_depth = false;      // I + N below 30 % of at least 6
  std::vector<QuestionFit> stage_fit;  // of the questions asked and answered, in order
};
// Only questions asked and answered count.
Result<RunScore> evaluate_question_run(Stage stage, std::span<const RunChain> chains);

// Sets 1-8 of C4: SP, PI, IN, NI, N, NP, PN, SPN.
bool question_fits_stage(QuestionType type, Stage stage);

// METHOD §12.2: the question that moves the customer out of `stage`, and the template of M52 to start from.
struct SuggestedQuestion {
  QuestionType type{};
  std::string_view template_id;  // "P1" … as in M52
};
SuggestedQuestion question_out_of(Stage stage);
// §12.2's backward alarms: what to ask after the customer went back. Null when the step is not one of them.
std::optional<SuggestedQuestion> question_after_regression(Stage from, Stage to);

// The cell of a chain S → P → I → N that comes next: what the need's state still asks for, then what the plan lacks.
// Null when the chain is whole. `counts` by QuestionType.
std::optional<QuestionType> missing_question(NeedState state, bool facts_on_file, const std::array<int, kQuestionTypes>& counts);
// The template of M52 to start from for a question of the type about a need.
std::string_view template_for(QuestionType type);

}  // namespace wheelhouse::method
