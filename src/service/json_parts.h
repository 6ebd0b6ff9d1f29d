// Members and lists of answers, written out by hand.
#pragma once
#include <optional>
#include <string_view>

#include "reflect/json.h"
#include "reflect/json_text.h"

namespace wheelhouse::service {

template <class T>
void member(json_text::Object& object, std::string_view name, const std::optional<T>& value) {
  Kind<std::optional<T>>::write_json(object.key(name), value);
}
inline void member(json_text::Object& object, std::string_view name, const std::optional<Uuid>& id) {
  if (id) object.string(name, to_string(*id));
  else object.null(name);
}
inline void member(json_text::Object& object, std::string_view name, const std::optional<int>& value) {
  if (value) object.integer(name, *value);
  else object.null(name);
}
template <NamedEnum T>
void member(json_text::Object& object, std::string_view name, T value) {
  object.string(name, to_string(value));
}
// Left out when there is nothing: params hold what the kind has.
template <class T>
void param(json_text::Object& object, std::string_view name, const std::optional<T>& value) {
  if (value) member(object, name, value);
}

template <class List, class Write>
void write_list(std::string& out, const List& list, Write&& write) {
  out += '[';
  bool first = true;
  for (const auto& item : list) {
    if (!first) out += ',';
    first = false;
    write(item);
  }
  out += ']';
}
template <class List>
void write_ids(std::string& out, const List& ids) {
  write_list(out, ids, [&](const Uuid& id) { json_text::append_string(out, to_string(id)); });
}

}  // namespace wheelhouse::service
