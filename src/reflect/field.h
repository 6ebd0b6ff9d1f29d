// Entities described once. Entity<E> names the table, the collection and a tuple of fields; columns, JSON,
// CSV, OpenAPI, TypeScript and the audit diff follow from it (see kind.h, json.h, sql.h, schema.h).
// Not from it, on purpose: migrations, permissions, cross-field rules, indexes, screen layout.
#pragma once
#include <cstdint>
#include <limits>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/id.h"
#include "base/time.h"

namespace wheelhouse {

struct Limits {
  bool required = false;   // must be there on create and cannot be cleared
  bool read_only = false;  // set by the server; refused in input
  int max_length = 0;      // text: most UTF-8 characters; 0 = not text
  std::int64_t min = std::numeric_limits<std::int64_t>::min();  // numbers, inclusive
  std::int64_t max = (std::int64_t{1} << 53) - 1;               // integers stay exact in every JSON reader
  int list_size = 0;       // lists: exact length; 0 = any up to 100
  bool personal = false;   // says something about a person: blanked when the person is erased
};

template <class E, class T>
struct Field {
  using Owner = E;
  using Type = T;
  T E::*member;
  std::string_view name;
  Limits limits;
};
template <class E, class T>
constexpr Field<E, T> field(T E::*member, std::string_view name, Limits limits = {}) {
  return {member, name, limits};
}

template <class E>
struct Entity;  // specialise: name (singular), collection (plural: table, URL, CSV), fields

template <class E>
concept Reflected = requires { Entity<E>::fields; };

// The four fields that every record has, in this order.
template <class E>
constexpr auto record_fields() {
  return std::tuple{field(&E::id, "id", {.read_only = true}), field(&E::version, "version", {.read_only = true}),
                    field(&E::created_at, "created_at", {.read_only = true}), field(&E::updated_at, "updated_at", {.read_only = true})};
}
constexpr int kRecordFieldCount = 4;

template <Reflected E>
constexpr std::size_t field_count() {
  return std::tuple_size_v<std::remove_cvref_t<decltype(Entity<E>::fields)>>;
}
// Calls visit(field, index) for every field in order.
template <Reflected E, class Visit>
constexpr void for_each_field(Visit&& visit) {
  [&]<std::size_t... I>(std::index_sequence<I...>) { (visit(std::get<I>(Entity<E>::fields), I), ...); }
  (std::make_index_sequence<field_count<E>()>{});
}

namespace detail {
struct Anything {
  template <class T>
  operator T() const;
};
template <class E, std::size_t... I>
constexpr bool constructible_with(std::index_sequence<I...>) {
  return requires { E{((void)I, Anything{})...}; };
}
template <class E, std::size_t N = 0>
constexpr std::size_t aggregate_arity() {
  if constexpr (!constructible_with<E>(std::make_index_sequence<N + 1>{})) return N;
  else return aggregate_arity<E, N + 1>();
}
}  // namespace detail

// A member without a Field line is a compile error.
template <Reflected E>
constexpr bool every_member_is_described() {
  return detail::aggregate_arity<E>() == field_count<E>();
}

template <class... E>
struct TypeList {
  template <class Visit>
  static constexpr void for_each(Visit&& visit) {
    (visit.template operator()<E>(), ...);
  }
};

}  // namespace wheelhouse
