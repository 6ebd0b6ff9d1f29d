// METHOD M44: when a deal asks for a new way to think about it. Pure.
#pragma once
#include <optional>

#include "base/time.h"
#include "domain/vocabulary.h"

namespace wheelhouse::method {

struct ReframeInput {
  std::optional<Instant> continued_at;  // of the later of the last two calls, when both were continuations (C6)
  std::optional<Instant> stuck_at;      // when the stay passed twice its norm, if it has (C2)
  std::optional<Instant> written_at;    // of the latest card
};
struct Reframe {
  std::optional<ReframeCause> cause;  // null: nothing forces one
  std::optional<Instant> since;
};
// Forced until a card is written after its cause. Continuations speak first: they are about what we said.
Reframe evaluate_reframe(const ReframeInput& input, Instant now);

}  // namespace wheelhouse::method
