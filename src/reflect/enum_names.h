// Enumerations whose enumerators are their wire spelling, the same in SQL, JSON, CSV and TypeScript.
// Give EnumNames<E>::names in enumerator order (values 0, 1, 2 …); everything else follows.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace wheelhouse {

template <class E>
struct EnumNames;  // specialise: static constexpr std::array names{"first", "second"};

template <class E>
concept NamedEnum = requires { EnumNames<E>::names.size(); };

template <NamedEnum E>
constexpr std::string_view to_string(E value) {
  return EnumNames<E>::names[static_cast<std::size_t>(value)];
}
template <NamedEnum E>
constexpr std::optional<E> parse_enum(std::string_view text) {
  for (std::size_t i = 0; i < EnumNames<E>::names.size(); ++i)
    if (EnumNames<E>::names[i] == text) return static_cast<E>(i);
  return std::nullopt;
}
template <NamedEnum E>
constexpr std::size_t enum_size() {
  return EnumNames<E>::names.size();
}

}  // namespace wheelhouse

#define WH_ENUM_NAMES(TYPE, ...)                                                        \
  template <>                                                                           \
  struct EnumNames<TYPE> {                                                              \
    static constexpr auto names = std::to_array<std::string_view>({__VA_ARGS__});       \
  }
