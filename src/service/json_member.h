// Reading the text members of a JSON object that a person or an earlier run wrote.
#pragma once
#include <boost/json/object.hpp>
#include <optional>
#include <string>

namespace wheelhouse::service {

// Null when the member is absent or no text.
inline std::optional<std::string> string_at(const boost::json::object& object, const char* name) {
  const auto* value = object.if_contains(name);
  if (!value || !value->is_string()) return std::nullopt;
  return std::string(value->get_string().data(), value->get_string().size());
}
inline std::string text_at(const boost::json::object& object, const char* name) { return string_at(object, name).value_or(""); }

}  // namespace wheelhouse::service
