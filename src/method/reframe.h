// METHOD M44: when a deal asks for a new way to think about it. Pure.
#pragma once
#include <optional>
#include <span>
#include <string>

#include "base/time.h"
#include "domain/vocabulary.h"

namespace wheelhouse::method {

constexpr int kLostAlike = 3;          // losses that share a cause
constexpr int kLostWithinDays = 365;   // what was lost longer ago says little about today [ours]

struct LostDeal {
  std::string cause;  // the same text for the same cause; empty when none was given
  Instant lost_at;
};
struct LostAlike {
  std::string cause;
  int n = 0;
  Instant since;  // the latest of them
};
// The cause that at least three deals were lost for within the year; of several the one that struck last. Null without one.
std::optional<LostAlike> lost_alike(std::span<const LostDeal> lost, Instant now);

struct ReframeInput {
  std::optional<Instant> continued_at;  // of the later of the last two calls, when both were continuations (C6)
  std::optional<Instant> stuck_at;      // when the stay passed twice its norm, if it has (C2)
  std::optional<Instant> lost_at;       // of the latest of three losses that share a cause
  std::optional<Instant> written_at;    // of the latest card of the deal
  std::optional<Instant> lost_written_at;  // of the latest card about losses, on whichever deal: it answers for all
};
struct Reframe {
  std::optional<ReframeCause> cause;  // null: nothing forces one
  std::optional<Instant> since;
};
// Forced until a card is written after its cause. Continuations speak first: they are about what we said; losses elsewhere speak last.
Reframe evaluate_reframe(const ReframeInput& input, Instant now);

}  // namespace wheelhouse::method
