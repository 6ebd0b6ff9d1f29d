#include "method/promises.h"

namespace wheelhouse::method {

PromiseRates evaluate_promises(std::span<const PastCommitment> commitments, CommitmentWho who, Instant now) {
  PromiseRates rates;
  for (PastCommitment commitment : commitments) {
    if (commitment.who != who) continue;
    commitment.who = CommitmentWho::customer;  // a promise of ours lapses by the same clock
    if (commitment.status == CommitmentStatus::met)
      ++rates.met;
    else if (has_lapsed(commitment, now))
      ++rates.lapsed;
    else if (commitment.status == CommitmentStatus::open)
      ++rates.open;
  }
  if (rates.met + rates.lapsed > 0) rates.kept = static_cast<double>(rates.met) / (rates.met + rates.lapsed);
  return rates;
}

}  // namespace wheelhouse::method
