#include "exchange/formula_guard.h"

namespace wheelhouse::exchange {
bool needs_guard(std::string_view text) {
  while (text.starts_with('\'')) text.remove_prefix(1);
  if (text.empty()) return false;
  switch (text.front()) {
    case '=': case '+': case '-': case '@': case '\t': case '\r': case '\n': return true;
    default: break;
  }
  for (const std::string_view wide : {"＝", "＋", "－", "＠"})
    if (text.starts_with(wide)) return true;
  return false;
}

std::string guarded(std::string_view text) { return needs_guard(text) ? "'" + std::string(text) : std::string(text); }

std::string_view unguarded(std::string_view text) {
  if (text.starts_with('\'') && needs_guard(text)) text.remove_prefix(1);
  return text;
}
}  // namespace wheelhouse::exchange
