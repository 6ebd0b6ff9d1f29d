// The questions planned for a deal or a call, as the chains of METHOD C4: how good the plan is, how the talk went, which faults of order
// it had, and what to ask next. Reads only.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "method/question.h"
#include "reflect/json_text.h"
#include "service/need_view.h"
#include "storage/session.h"

namespace wheelhouse::service {

struct QuestionChains {
  Stage stage = Stage::satisfaction;
  std::vector<NeedRecord> needs;      // open ones of the deal with their whole chains
  std::vector<Question> items;        // in question, by chain, then those without a need
  std::vector<method::QuestionChain> planned;  // with `asked`, what rules C4.plan and C4.run were given
  std::vector<method::RunChain> asked;
  method::PlanScore plan;             // by chain of `chained`
  method::RunScore run;
  std::vector<std::size_t> chained;   // indexes into `needs` of the chains that were scored
};

// All questions of the deal, or of the call alone with `call_id`.
QuestionChains question_chains(storage::Session& session, std::int64_t workspace_id, const Uuid& opportunity_id,
                               const std::optional<Uuid>& call_id);
// The same for who has the needs of the deal at hand.
QuestionChains question_chains(storage::Session& session, std::int64_t workspace_id, const Uuid& opportunity_id,
                               const std::optional<Uuid>& call_id, std::vector<NeedRecord> needs);

struct NextQuestion {
  QuestionType type{};
  std::optional<Uuid> need_id;
  std::string template_id;
};
// The missing cell of the weightiest chain that still lacks one; by the stage when no need is known.
NextQuestion next_question(const QuestionChains& chains);
void write_next_question(std::string& out, const NextQuestion& next);

void write_question_chains(std::string& out, const QuestionChains& chains);
// What rule C4.plan was given.
void write_plan_input(std::string& out, const QuestionChains& chains);

}  // namespace wheelhouse::service
