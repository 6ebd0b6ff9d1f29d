#include "method/call_outcome.h"

#include <algorithm>

namespace wheelhouse::method {

bool is_order(const CallCommitment& commitment) {
  if (commitment.who != CommitmentWho::customer || commitment.action != CommitmentAction::purchase || !commitment.form) return false;
  switch (*commitment.form) {
    case CommitmentForm::verbal: return false;
    case CommitmentForm::written_acceptance:
    case CommitmentForm::signed_:
    case CommitmentForm::purchase_order: return true;
  }
  return false;
}

bool is_advance(const CallCommitment& commitment, Instant call_at) {
  if (commitment.who != CommitmentWho::customer || !commitment.has_contact || !commitment.due_at) return false;
  if (*commitment.due_at < call_at || *commitment.due_at > call_at.plus_days(kAdvanceWithinDays)) return false;
  switch (commitment.action) {
    case CommitmentAction::meet_senior:
    case CommitmentAction::give_data:
    case CommitmentAction::arrange_test:
    case CommitmentAction::invite:
    case CommitmentAction::present_internally:
    case CommitmentAction::set_criteria:
    case CommitmentAction::visit_reference:
    case CommitmentAction::agree_contract_step:
    case CommitmentAction::purchase: return true;  // by word of mouth it counts as a contract step
    case CommitmentAction::other: return commitment.has_text;
    case CommitmentAction::think_about_it: return false;
  }
  return false;
}

CallOutcome evaluate_call(const CallInput& input) {
  const auto& commitments = input.commitments;
  if (std::any_of(commitments.begin(), commitments.end(), is_order)) return CallOutcome::order;
  if (std::any_of(commitments.begin(), commitments.end(), [&](const auto& c) { return is_advance(c, input.call_at); }))
    return CallOutcome::advance;
  const bool all_refused =
      input.primary == ObjectiveState::refused &&
      std::all_of(input.fallbacks.begin(), input.fallbacks.end(), [](ObjectiveState state) { return state == ObjectiveState::refused; });
  return input.closed_by_customer || all_refused ? CallOutcome::no_sale : CallOutcome::continuation;
}

bool has_lapsed(const PastCommitment& commitment, Instant now) {
  return commitment.who == CommitmentWho::customer && commitment.status == CommitmentStatus::open && commitment.due_at &&
         age_days(now, *commitment.due_at) >= kLapseDays;
}

CallRates evaluate_call_rates(std::span<const PastCall> calls, std::span<const PastCommitment> commitments, Instant now) {
  CallRates rates;
  if (!calls.empty()) {
    const auto successes = std::count_if(calls.begin(), calls.end(), [](const PastCall& call) { return is_successful(call.outcome); });
    rates.success_rate = static_cast<double>(successes) / static_cast<double>(calls.size());
  }
  const auto is_met = [](const PastCommitment& c) { return c.who == CommitmentWho::customer && c.status == CommitmentStatus::met; };
  const auto met = std::count_if(commitments.begin(), commitments.end(), is_met);
  rates.lapsed = static_cast<int>(
      std::count_if(commitments.begin(), commitments.end(), [&](const PastCommitment& c) { return has_lapsed(c, now); }));
  if (met + rates.lapsed > 0) rates.kept = static_cast<double>(met) / static_cast<double>(met + rates.lapsed);

  std::vector<PastCall> by_date(calls.begin(), calls.end());
  std::stable_sort(by_date.begin(), by_date.end(), [](const PastCall& a, const PastCall& b) { return a.call_at < b.call_at; });
  const std::size_t n = by_date.size();
  rates.reframe_due =
      n >= 2 && by_date[n - 1].outcome == CallOutcome::continuation && by_date[n - 2].outcome == CallOutcome::continuation;
  return rates;
}

}  // namespace wheelhouse::method
