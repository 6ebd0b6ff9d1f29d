// C6.outcome and C6.rates on JSON.
#include "method/call_outcome.h"

#include "rulebook/answer.h"
#include "rulebook/rule.h"

namespace wheelhouse::rulebook {
namespace {

using namespace method;

CallCommitment read_commitment(const Input& in) {
  CallCommitment commitment;
  commitment.who = in["who"].one_of<CommitmentWho>();
  commitment.action = in["action"].one_of<CommitmentAction>();
  commitment.form = in["form"].optional_one_of<CommitmentForm>();
  commitment.has_contact = in["contact_id"].has_text();
  commitment.has_text = in["text"].has_text();
  commitment.due_at = in["due_at"].optional_instant();
  commitment.status = in["status"].one_of<CommitmentStatus>();
  return commitment;
}

CallInput read_call(const Input& in) {
  CallInput call;
  call.call_at = in["call_at"].instant();
  call.commitments = in["commitments"].list(read_commitment);
  call.closed_by_customer = in["closed_by_customer"].flag();
  call.primary = in["primary"].optional_one_of<ObjectiveState>();
  call.fallbacks = in["fallbacks"].list([](const Input& item) { return item.one_of<ObjectiveState>(); });
  return call;
}

std::string answer_outcome(const CallInput& call) {
  const CallOutcome outcome = evaluate_call(call);
  return Answer().set("outcome", outcome).set("successful", is_successful(outcome)).set("unplanned", !call.primary.has_value()).text();
}

struct History {
  Instant now;
  std::vector<PastCall> calls;
  std::vector<PastCommitment> commitments;
};

History read_history(const Input& in) {
  History history;
  history.now = in["now"].instant();
  history.calls = in["calls"].list([](const Input& item) {
    return PastCall{item["call_at"].instant(), item["outcome"].one_of<CallOutcome>()};
  });
  history.commitments = in["commitments"].list([](const Input& item) {
    return PastCommitment{item["who"].one_of<CommitmentWho>(), item["status"].one_of<CommitmentStatus>(),
                          item["due_at"].optional_instant()};
  });
  return history;
}

std::string answer_rates(const History& history) {
  const CallRates rates = evaluate_call_rates(history.calls, history.commitments, history.now);
  return Answer()
      .set("success_rate", rates.success_rate)
      .set("lapsed", rates.lapsed)
      .set("kept", rates.kept)
      .set("reframe_due", rates.reframe_due)
      .text();
}

}  // namespace

std::vector<Rule> call_rules() {
  return {make_rule<read_call, answer_outcome>({"C6.outcome", "rule.C6.outcome"}),
          make_rule<read_history, answer_rates>({"C6.rates", "rule.C6.rates"})};
}

}  // namespace wheelhouse::rulebook
