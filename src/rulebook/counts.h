// How many of each kind, by its name: a name that is missing counts 0, and so does a place where nothing stands.
#pragma once
#include <array>

#include "rulebook/input.h"

namespace wheelhouse::rulebook {

template <NamedEnum E>
std::array<int, enum_size<E>()> read_counts(const Input& in) {
  std::array<int, enum_size<E>()> counts{};
  if (!in.given()) return counts;
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] = in[to_string(static_cast<E>(i))].optional_int(kNotNegative).value_or(0);
  return counts;
}

}  // namespace wheelhouse::rulebook
