// The method's tables and small rules that are named by an M-number (METHOD §3, §4, §9.1, §12) on JSON.
#include "method/aftersales.h"
#include "method/call_plan.h"
#include "method/manner.h"
#include "method/objection.h"
#include "method/promises.h"
#include "method/question.h"
#include "method/question_bank.h"
#include "method/reframe.h"
#include "method/serving.h"
#include "method/statement.h"
#include "method/step_fit.h"
#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

// M16–M25: the seller's step against the customer's stage.
struct Clocks {
  SellerStep step{};
  Stage stage{};
};
Clocks read_clocks(const Input& in) { return {in["step"].one_of<SellerStep>(), in["stage"].one_of<Stage>()}; }
std::string answer_clocks(const Clocks& clocks) {
  const int gap = step_gap(clocks.step, clocks.stage);
  return Answer()
      .set("gap", gap)
      .set("seller", std::string_view(gap > 0 ? "ahead" : gap < 0 ? "behind" : "in_step"))
      .set("step_for_stage", step_for(clocks.stage))
      .text();
}

// M17, M53–M56.
CallPlan read_call_plan(const Input& in) {
  CallPlan plan;
  plan.has_objective = in["objective"].has_text();
  plan.has_fallback = in["fallback"].has_text();
  plan.counts = {in["situation_count"].whole(kNotNegative), in["problem_count"].whole(kNotNegative),
                 in["implication_count"].whole(kNotNegative), in["need_payoff_count"].whole(kNotNegative)};
  plan.linked = in["linked"].whole(kNotNegative);
  return plan;
}
std::string answer_call_plan(const CallPlan& plan) { return Answer().list("missing", lint_call_plan(plan)).text(); }

// M23, C6: promises of both sides.
struct Promises {
  Instant now;
  std::vector<PastCommitment> commitments;
};
Promises read_promises(const Input& in) {
  Promises promises;
  promises.now = in["now"].instant();
  promises.commitments = in["commitments"].list([](const Input& item) {
    return PastCommitment{item["who"].one_of<CommitmentWho>(), item["status"].one_of<CommitmentStatus>(),
                          item["due_at"].optional_instant()};
  });
  return promises;
}
std::string answer_promises(const Promises& promises) {
  Answer answer;
  for (const CommitmentWho who : {CommitmentWho::customer, CommitmentWho::us})
    answer.object(to_string(who), [&](Answer& side) {
      const PromiseRates rates = evaluate_promises(promises.commitments, who, promises.now);
      side.set("open", rates.open).set("met", rates.met).set("lapsed", rates.lapsed).set("kept", rates.kept);
    });
  return answer.text();
}

// M24: the states of an objection, and what answers one of its class.
ObjectionTransition read_objection_move(const Input& in) {
  ObjectionTransition move;
  move.state = in["state"].one_of<ObjectionState>();
  move.to = in["to"].one_of<ObjectionState>();
  move.restated = in["restated"].flag();
  move.classified = in["classified"].flag();
  move.responded = in["responded"].flag();
  move.acknowledged = in["acknowledged"].flag();
  move.has_date = in["deferred_until"].optional_instant().has_value();
  move.has_reason = in["reason"].has_text();
  return move;
}
std::string answer_objection_move(const ObjectionTransition& move) {
  const auto refusal = refuse_objection_move(move);
  return Answer().set("allowed", !refusal).set("reason", refusal).set("state", refusal ? move.state : move.to).text();
}

struct ObjectionAt {
  ObjectionClass cls{};
  Stage stage{};
};
ObjectionAt read_objection(const Input& in) { return {in["class"].one_of<ObjectionClass>(), in["stage"].one_of<Stage>()}; }
std::string answer_objection(const ObjectionAt& objection) {
  return Answer().set("treatment", treatment_of(objection.cls)).set("phase", objection_phase(objection.stage)).text();
}

// M42: reminders after the order.
struct Reminders {
  Date ordered_on, today;
  std::vector<DoneReminder> done;
};
Reminders read_reminders(const Input& in) {
  Reminders input;
  input.ordered_on = in["ordered_on"].date();
  input.today = in["today"].date();
  input.done = in["done"].list([](const Input& item) { return DoneReminder{item["day"].whole({0, 3650}), item["done_on"].date()}; });
  return input;
}
std::string answer_reminders(const Reminders& input) {
  const ReminderPlan plan = reminder_plan(input.ordered_on, input.done, input.today);
  return Answer()
      .list("reminders", plan.reminders,
            [](std::string& out, const Reminder& reminder) {
              out += Answer()
                         .set("day", reminder.day)
                         .set("due_on", to_string(reminder.due_on))
                         .set("state", reminder.state)
                         .set("done", reminder.done)
                         .text();
            })
      .set("punctuality", plan.punctuality)
      .text();
}

// M44.
struct ReframeFacts {
  Instant now;
  ReframeInput input;
  std::optional<LostAlike> lost;
};
ReframeFacts read_reframe(const Input& in) {
  ReframeFacts facts;
  facts.now = in["now"].instant();
  facts.input.continued_at = in["continued_at"].optional_instant();
  facts.input.stuck_at = in["stuck_at"].optional_instant();
  facts.input.written_at = in["written_at"].optional_instant();
  facts.input.lost_written_at = in["lost_written_at"].optional_instant();
  const auto lost = in["lost"].list([](const Input& item) { return LostDeal{item["cause"].text(), item["lost_at"].instant()}; });
  facts.lost = lost_alike(lost, facts.now);
  if (facts.lost) facts.input.lost_at = facts.lost->since;
  return facts;
}
std::string answer_reframe(const ReframeFacts& facts) {
  const Reframe reframe = evaluate_reframe(facts.input, facts.now);
  const bool lost = reframe.cause == ReframeCause::lost_alike;
  return Answer()
      .set("cause", reframe.cause)
      .set("since", reframe.since)
      .set("lost_cause", lost ? std::optional(facts.lost->cause) : std::nullopt)
      .set("lost", lost ? std::optional(facts.lost->n) : std::nullopt)
      .text();
}

// M52, §12.2: the question that moves the customer on, or, after a step back, the one that asks again.
struct Move {
  Stage from{};
  std::optional<Stage> back_to;
};
Move read_move(const Input& in) { return {in["stage"].one_of<Stage>(), in["back_to"].optional_one_of<Stage>()}; }
std::string answer_move(const Move& move) {
  const std::optional<SuggestedQuestion> question =
      move.back_to ? question_after_regression(move.from, *move.back_to) : std::optional(question_out_of(move.from));
  return Answer()
      .set("type", question ? std::optional(question->type) : std::nullopt)
      .set("template_id", question ? std::optional(question->template_id) : std::nullopt)
      .text();
}

// M52, §12.6: the questions of the bank that fit; each place left out asks for nothing.
struct BankWish {
  std::optional<QuestionType> type;
  std::optional<Stage> stage;
  std::optional<ContactLevel> level;
  std::optional<Style> style;
  std::optional<ContactRole> role;
};
BankWish read_bank(const Input& in) {
  return {in["type"].optional_one_of<QuestionType>(), in["stage"].optional_one_of<Stage>(), in["level"].optional_one_of<ContactLevel>(),
          in["style"].optional_one_of<Style>(), in["role"].optional_one_of<ContactRole>()};
}
std::string answer_bank(const BankWish& wish) {
  std::vector<std::string_view> ids;
  for (const BankQuestion& q : question_bank()) {
    if (wish.type && q.type != *wish.type) continue;
    if (wish.stage && !q.fits(*wish.stage)) continue;
    if (wish.level && !question_suits_level(q.type, *wish.level)) continue;
    if (wish.style && !q.suits(*wish.style)) continue;
    if (wish.role && !q.suits(*wish.role)) continue;
    ids.push_back(q.id);
  }
  return Answer().list("template_ids", ids).text();
}

// M57: the cell of a chain that is still to be asked.
struct ChainState {
  NeedState state{};
  bool facts_on_file = false;
  std::array<int, kQuestionTypes> counts{};
};
ChainState read_chain(const Input& in) {
  ChainState chain;
  chain.state = in["state"].one_of<NeedState>();
  chain.facts_on_file = in["facts_on_file"].flag();
  chain.counts = {in["situation_count"].whole(kNotNegative), in["problem_count"].whole(kNotNegative),
                  in["implication_count"].whole(kNotNegative), in["need_payoff_count"].whole(kNotNegative)};
  return chain;
}
std::string answer_chain(const ChainState& chain) {
  return Answer().set("type", missing_question(chain.state, chain.facts_on_file, chain.counts)).text();
}

// M60, §12.4.
Stage read_stage(const Input& in) { return in["stage"].one_of<Stage>(); }
std::string answer_timing(const Stage& stage) {
  std::vector<StatementClass> allowed;
  for (std::size_t i = 0; i < enum_size<StatementClass>(); ++i)
    if (class_fits_stage(static_cast<StatementClass>(i), stage)) allowed.push_back(static_cast<StatementClass>(i));
  return Answer().list("allowed", allowed).text();
}

// M67: do we work the buyer as he wants to be worked? §12.5: where the work is.
struct ServingInput {
  std::optional<BuyerType> mode, worked_as;
  std::optional<double> serve_share;
  std::optional<Stage> stage;
};
ServingInput read_serving(const Input& in) {
  return {in["mode"].optional_one_of<BuyerType>(), in["worked_as"].optional_one_of<BuyerType>(),
          in["serve_share"].optional_number(kNotNegative), in["stage"].optional_one_of<Stage>()};
}
std::string answer_serving(const ServingInput& input) {
  const Serving serving = evaluate_serving(input.mode, input.worked_as, input.serve_share);
  return Answer()
      .set("over_serving", serving.over)
      .set("under_serving", serving.under)
      .set("focus", input.mode && input.stage ? buyer_focus(*input.mode, *input.stage) : std::nullopt)
      .text();
}

// M80, §12.3.
struct Manner {
  Style style{};
  Stage stage{};
};
Manner read_manner(const Input& in) { return {in["style"].one_of<Style>(), in["stage"].one_of<Stage>()}; }
std::string answer_manner(const Manner& manner) { return Answer().set("risk", style_risk(manner.style, manner.stage)).text(); }

}  // namespace

std::vector<Rule> mapping_rules() {
  return {make_rule<read_clocks, answer_clocks>({"M16.clocks", "rule.M16.clocks"}),
          make_rule<read_call_plan, answer_call_plan>({"M17.plan", "rule.M17.plan"}),
          make_rule<read_promises, answer_promises>({"M23.promises", "rule.M23.promises"}),
          make_rule<read_objection_move, answer_objection_move>({"M24.transition", "rule.M24.transition"}),
          make_rule<read_objection, answer_objection>({"M24.treatment", "rule.M24.treatment"}),
          make_rule<read_reminders, answer_reminders>({"M42.reminders", "rule.M42.reminders"}),
          make_rule<read_reframe, answer_reframe>({"M44.reframe", "rule.M44.reframe"}),
          make_rule<read_bank, answer_bank>({"M52.bank", "rule.M52.bank"}),
          make_rule<read_move, answer_move>({"M52.question", "rule.M52.question"}),
          make_rule<read_chain, answer_chain>({"M57.chain", "rule.M57.chain"}),
          make_rule<read_stage, answer_timing>({"M60.timing", "rule.M60.timing"}),
          make_rule<read_serving, answer_serving>({"M67.serving", "rule.M67.serving"}),
          make_rule<read_manner, answer_manner>({"M80.style_risk", "rule.M80.style_risk"})};
}

}  // namespace wheelhouse::rulebook
