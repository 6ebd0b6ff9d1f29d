// METHOD C6: what a call came to, computed from the commitments it left, and how calls and promises fare over time. Pure.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/time.h"
#include "domain/vocabulary.h"

namespace wheelhouse::method {

struct CallCommitment {
  CommitmentWho who{};
  CommitmentAction action{};
  std::optional<CommitmentForm> form;  // none counts as word of mouth
  bool has_contact = false;            // a named person made it
  bool has_text = false;               // not just white space; `other` needs it
  std::optional<Instant> due_at;
  CommitmentStatus status = CommitmentStatus::open;  // does not change the outcome
};
struct CallInput {
  Instant call_at;
  std::vector<CallCommitment> commitments;
  bool closed_by_customer = false;
  std::optional<ObjectiveState> primary;  // none: the call had no plan
  std::vector<ObjectiveState> fallbacks;
};

constexpr int kAdvanceWithinDays = 60;  // a promise due later moves nothing [ours]
constexpr int kLapseDays = 14;          // days after the due date [ours]

// A firm purchase commitment of the customer: signed, purchase order, or written acceptance.
bool is_order(const CallCommitment& commitment);
// A customer's named, concrete promise, due within 60 x 86 400 s of the call (both ends count).
bool is_advance(const CallCommitment& commitment, Instant call_at);
// Order before advance before no-sale before continuation.
CallOutcome evaluate_call(const CallInput& input);
constexpr bool is_successful(CallOutcome outcome) { return outcome == CallOutcome::order || outcome == CallOutcome::advance; }

struct PastCall {
  Instant call_at;
  CallOutcome outcome{};
};
struct PastCommitment {
  CommitmentWho who{};
  CommitmentStatus status{};
  std::optional<Instant> due_at;
};
struct CallRates {
  std::optional<double> success_rate;  // 0..1; null without calls
  int lapsed = 0;                      // customer commitments open at least 14 days after due
  std::optional<double> kept;          // met / (met + lapsed) of the customer's; null without any
  bool reframe_due = false;            // the last two calls were both continuations (M44)
};
CallRates evaluate_call_rates(std::span<const PastCall> calls, std::span<const PastCommitment> commitments, Instant now);
bool has_lapsed(const PastCommitment& commitment, Instant now);

}  // namespace wheelhouse::method
