// How calls and promises fare (METHOD C6): outcomes, planned against unplanned, kept and lapsed on both sides. Reads only.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "domain/call.h"
#include "domain/commitment.h"
#include "method/promises.h"
#include "service/selling_scope.h"

namespace wheelhouse::service {

struct CallNumbers {
  std::int64_t calls = 0, held = 0;  // of any status; held ones
  std::array<std::int64_t, enum_size<CallOutcome>()> outcomes{};
  method::CallRates all, planned, unplanned;
  std::int64_t planned_held = 0, unplanned_held = 0;
  method::PromiseRates theirs, ours;
  std::vector<Commitment> lapsed;  // of either side, longest overdue first
  // What rule C6.rates was given, of one deal or customer; a whole book's would be too much to send.
  bool tells_input = false;
  Instant now;
  std::vector<method::PastCall> past_calls;
  std::vector<method::PastCommitment> past_commitments;
};
CallNumbers call_numbers(storage::Session& session, const Actor& actor, const SellingScope& scope, Instant now);
void write_call_numbers(std::string& out, const CallNumbers& numbers);

}  // namespace wheelhouse::service
