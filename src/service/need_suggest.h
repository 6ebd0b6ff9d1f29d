// Whether wording sounds like an implied or an explicit need, in zh and en (METHOD M50, M51). Suggests, never decides: what is denied or
// conditional is shown and does not count.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/vocabulary.h"

namespace wheelhouse::service {

enum class SignalDoubt : std::uint8_t { negated, conditional };
struct NeedSignal {
  NeedState kind{};  // implied or explicit
  std::string text;  // as typed
  std::optional<SignalDoubt> doubt;
};
struct NeedSuggestion {
  std::optional<NeedState> suggestion;  // explicit before implied; null when nothing counts
  std::vector<NeedSignal> signals;      // in the order of the text
};
NeedSuggestion suggest_need(std::string_view text);
void write_need_suggestion(std::string& out, const NeedSuggestion& suggestion);

}  // namespace wheelhouse::service

namespace wheelhouse {
WH_ENUM_NAMES(service::SignalDoubt, "negated", "conditional");
}
