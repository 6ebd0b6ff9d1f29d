#include "method/call_outcome.h"

#include <gtest/gtest.h>

namespace wheelhouse::method {
namespace {

const Instant kCall = *parse_instant("2026-06-30T12:00:00Z");

CallCommitment promise(CommitmentAction action, std::optional<Instant> due) {
  CallCommitment commitment;
  commitment.who = CommitmentWho::customer;
  commitment.action = action;
  commitment.has_contact = true;
  commitment.due_at = due;
  return commitment;
}
CallInput call(std::vector<CallCommitment> commitments) {
  CallInput input;
  input.call_at = kCall;
  input.commitments = std::move(commitments);
  return input;
}

TEST(CallOutcome, AnAdvanceIsDatedNamedAndNear) {
  EXPECT_EQ(evaluate_call(call({promise(CommitmentAction::give_data, kCall)})), CallOutcome::advance);
  EXPECT_EQ(evaluate_call(call({promise(CommitmentAction::give_data, kCall.plus_days(60))})), CallOutcome::advance);
  EXPECT_EQ(evaluate_call(call({promise(CommitmentAction::give_data, Instant{kCall.plus_days(60).ms + 1})})), CallOutcome::continuation);
  EXPECT_EQ(evaluate_call(call({promise(CommitmentAction::give_data, std::nullopt)})), CallOutcome::continuation);
  EXPECT_EQ(evaluate_call(call({promise(CommitmentAction::think_about_it, kCall)})), CallOutcome::continuation);
  auto nobody = promise(CommitmentAction::give_data, kCall);
  nobody.has_contact = false;
  EXPECT_EQ(evaluate_call(call({nobody})), CallOutcome::continuation);
  auto ours = promise(CommitmentAction::give_data, kCall);
  ours.who = CommitmentWho::us;
  EXPECT_EQ(evaluate_call(call({ours})), CallOutcome::continuation);
}

TEST(CallOutcome, AnOrderIsFirmAndComesFirst) {
  auto purchase = promise(CommitmentAction::purchase, std::nullopt);
  EXPECT_EQ(evaluate_call(call({purchase})), CallOutcome::continuation);
  purchase.form = CommitmentForm::purchase_order;
  CallInput input = call({promise(CommitmentAction::invite, kCall), purchase});
  input.closed_by_customer = true;
  EXPECT_EQ(evaluate_call(input), CallOutcome::order);
}

TEST(CallOutcome, NoSaleNeedsEveryObjectiveRefused) {
  CallInput input = call({});
  input.primary = ObjectiveState::refused;
  EXPECT_EQ(evaluate_call(input), CallOutcome::no_sale);
  input.fallbacks = {ObjectiveState::refused, ObjectiveState::open};
  EXPECT_EQ(evaluate_call(input), CallOutcome::continuation);
  input.primary.reset();
  input.fallbacks = {ObjectiveState::refused};
  EXPECT_EQ(evaluate_call(input), CallOutcome::continuation);  // no plan: only closing
  input.closed_by_customer = true;
  EXPECT_EQ(evaluate_call(input), CallOutcome::no_sale);
}

TEST(CallRates, APromiseLapsesFourteenDaysAfterItWasDue) {
  const std::vector<PastCommitment> commitments{{CommitmentWho::customer, CommitmentStatus::open, kCall.plus_days(-14)},
                                                {CommitmentWho::customer, CommitmentStatus::open, Instant{kCall.plus_days(-14).ms + 1}},
                                                {CommitmentWho::customer, CommitmentStatus::met, std::nullopt},
                                                {CommitmentWho::us, CommitmentStatus::open, kCall.plus_days(-90)}};
  const auto rates = evaluate_call_rates({}, commitments, kCall);
  EXPECT_EQ(rates.lapsed, 1);
  EXPECT_EQ(rates.kept, 0.5);
  EXPECT_EQ(rates.success_rate, std::nullopt);
}

TEST(CallRates, TwoContinuationsInARowAskForAReframe) {
  const std::vector<PastCall> calls{{kCall, CallOutcome::continuation}, {kCall.plus_days(-9), CallOutcome::order},
                                    {kCall.plus_days(-2), CallOutcome::continuation}};
  EXPECT_TRUE(evaluate_call_rates(calls, {}, kCall).reframe_due);
}

}  // namespace
}  // namespace wheelhouse::method
