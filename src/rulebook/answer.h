// Writing a rule's answer: compact JSON, doubles in their shortest exact spelling, null for "no data".
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/time.h"
#include "reflect/enum_names.h"
#include "reflect/json_text.h"

namespace wheelhouse::rulebook {

inline void append(std::string& out, double value) { json_text::append_number(out, value + 0.0); }  // never "-0"
inline void append(std::string& out, int value) { json_text::append_integer(out, value); }
inline void append(std::string& out, std::int64_t value) { json_text::append_integer(out, value); }
inline void append(std::string& out, std::size_t value) { json_text::append_integer(out, static_cast<std::int64_t>(value)); }
inline void append(std::string& out, bool value) { out += value ? "true" : "false"; }
inline void append(std::string& out, std::string_view value) { json_text::append_string(out, value); }
inline void append(std::string& out, const std::string& value) { json_text::append_string(out, value); }
inline void append(std::string& out, Instant value) { json_text::append_string(out, to_string(value)); }
template <NamedEnum E>
void append(std::string& out, E value) {
  json_text::append_string(out, to_string(value));
}
template <class T>
void append(std::string& out, const std::optional<T>& value) {
  if (value) append(out, *value);
  else out += "null";
}

// `[…]` with write(out, item) for every item.
template <class Items, class Write>
void append_list(std::string& out, const Items& items, Write&& write) {
  out += '[';
  bool first = true;
  for (const auto& item : items) {
    if (!std::exchange(first, false)) out += ',';
    write(out, item);
  }
  out += ']';
}
template <class Items>
void append_list(std::string& out, const Items& items) {
  append_list(out, items, [](std::string& text, const auto& item) { append(text, item); });
}

// `{…}`, closed by text().
class Answer {
 public:
  Answer() : object_(text_) {}
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;

  template <class T>
  Answer& set(std::string_view name, const T& value) {
    append(object_.key(name), value);
    return *this;
  }
  template <class Items>
  Answer& list(std::string_view name, const Items& items) {
    append_list(object_.key(name), items);
    return *this;
  }
  template <class Items, class Write>
  Answer& list(std::string_view name, const Items& items, Write&& write) {
    append_list(object_.key(name), items, std::forward<Write>(write));
    return *this;
  }
  // fill(answer) writes the members of a nested object.
  template <class Fill>
  Answer& object(std::string_view name, Fill&& fill) {
    Answer nested;
    fill(nested);
    object_.raw(name, nested.text());
    return *this;
  }
  Answer& raw(std::string_view name, std::string_view json) {
    object_.raw(name, json);
    return *this;
  }
  std::string text() {
    object_.close();
    return std::move(text_);
  }

 private:
  std::string text_;
  json_text::Object object_;
};

}  // namespace wheelhouse::rulebook
