#include "method/reframe.h"

namespace wheelhouse::method {

Reframe evaluate_reframe(const ReframeInput& input, Instant now) {
  const auto forces = [&](const std::optional<Instant>& at) {
    return at && *at <= now && (!input.written_at || *input.written_at < *at);
  };
  if (forces(input.continued_at)) return {ReframeCause::continuations, input.continued_at};
  if (forces(input.stuck_at)) return {ReframeCause::stuck, input.stuck_at};
  return {};
}

}  // namespace wheelhouse::method
