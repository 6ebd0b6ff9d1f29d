// METHOD C6: how promises are kept, on either side. Pure.
#pragma once
#include <optional>
#include <span>

#include "method/call_outcome.h"

namespace wheelhouse::method {

struct PromiseRates {
  int open = 0;    // lapsed ones not among them
  int met = 0;
  int lapsed = 0;  // open at least 14 days after due
  std::optional<double> kept;  // met / (met + lapsed); null without any
};
// Of one side alone.
PromiseRates evaluate_promises(std::span<const PastCommitment> commitments, CommitmentWho who, Instant now);

}  // namespace wheelhouse::method
