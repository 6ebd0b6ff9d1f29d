// JSON to and from entities. Reading collects every field error with its pointer instead of stopping at the first;
// PATCH keeps absent, null and a value apart. Include only where JSON is read: Boost.JSON is heavy.
#pragma once
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <span>

#include "base/error.h"
#include "base/result.h"
#include "reflect/kind.h"

namespace wheelhouse {

template <Reflected E>
void write_json(std::string& out, const E& record) {
  out += '{';
  write_json_members(out, record);
  out += '}';
}
// The members without the braces, for answers that add derived ones.
template <Reflected E>
void write_json_members(std::string& out, const E& record) {
  for_each_field<E>([&](const auto& f, std::size_t i) {
    using T = typename std::remove_cvref_t<decltype(f)>::Type;
    if (i) out += ',';
    out += '"';
    out += f.name;
    out += "\":";
    Kind<T>::write_json(out, record.*f.member);
  });
}

namespace json_read {
// Each returns nullptr, or the field code that says what is wrong (lang "field.<code>"); params go to `params`.
using Code = const char*;
Code read(const boost::json::value& json, std::string& out, const Limits& limits, Params& params);
Code read(const boost::json::value& json, bool& out, const Limits& limits, Params& params);
Code read(const boost::json::value& json, double& out, const Limits& limits, Params& params);
Code read(const boost::json::value& json, std::int64_t& out, const Limits& limits, Params& params);
Code read(const boost::json::value& json, Instant& out, const Limits& limits, Params& params);
Code read(const boost::json::value& json, Date& out, const Limits& limits, Params& params);
Code read(const boost::json::value& json, Uuid& out, const Limits& limits, Params& params);
Code read(const boost::json::value& json, RatingList& out, const Limits& limits, Params& params);
Code unknown_value(Params& params, std::span<const std::string_view> allowed, std::string_view value);
template <class T>
Code read(const boost::json::value& json, Id<T>& out, const Limits& limits, Params& params) {
  return read(json, out.uuid, limits, params);
}
template <class T>
Code read(const boost::json::value& json, std::vector<Id<T>>& out, const Limits& limits, Params& params) {
  const auto* array = json.if_array();
  if (!array) return "not_a_list";
  if (array->size() > 100) { params.push_back({"max", "100"}); return "list_too_long"; }
  out.clear();
  for (const auto& item : *array)
    if (const Code code = read(item, out.emplace_back(), limits, params)) return code;
  return nullptr;
}
template <NamedEnum T>
Code read(const boost::json::value& json, T& out, const Limits&, Params& params) {
  const auto* text = json.if_string();
  if (!text) return "not_a_string";
  const auto parsed = parse_enum<T>(std::string_view(text->data(), text->size()));
  if (!parsed) return unknown_value(params, EnumNames<T>::names, {text->data(), text->size()});
  out = *parsed;
  return nullptr;
}
template <class T>
Code read(const boost::json::value& json, std::optional<T>& out, const Limits& limits, Params& params) {
  if (json.is_null()) { out.reset(); return nullptr; }
  return read(json, out.emplace(), limits, params);
}
void escape_pointer(std::string& out, std::string_view key);
}  // namespace json_read

enum class ReadMode { create, patch };

// Sets the fields of `record` that `json` names. In create mode a missing required field is an error; in patch mode absent
// fields stay. Unknown, read-only, wrong and over-long fields are each reported at `base` + "/name".
template <Reflected E>
void read_fields(const boost::json::object& json, E& record, ReadMode mode, std::vector<FieldError>& errors, const std::string& base = "") {
  std::size_t seen = 0;
  for_each_field<E>([&](const auto& f, std::size_t) {
    using T = typename std::remove_cvref_t<decltype(f)>::Type;
    const auto* value = json.if_contains({f.name.data(), f.name.size()});
    const std::string pointer = base + "/" + std::string(f.name);
    if (!value) {
      if (mode == ReadMode::create && f.limits.required) errors.push_back({pointer, "required", {}});
      return;
    }
    ++seen;
    if (f.limits.read_only) { errors.push_back({pointer, "read_only", {}}); return; }
    if (value->is_null()) {
      if constexpr (Kind<T>::nullable) (record.*f.member).reset();
      else if (f.limits.required) errors.push_back({pointer, "required", {}});
      else record.*f.member = T{};
      return;
    }
    Params params;
    T parsed{};
    if (const auto code = json_read::read(*value, parsed, f.limits, params)) errors.push_back({pointer, code, std::move(params)});
    else record.*f.member = std::move(parsed);
  });
  if (seen == json.size()) return;
  for (const auto& member : json) {
    const std::string_view key(member.key().data(), member.key().size());
    bool known = false;
    for_each_field<E>([&](const auto& f, std::size_t) { known = known || f.name == key; });
    if (known) continue;
    std::string pointer = base + "/";
    json_read::escape_pointer(pointer, key);
    errors.push_back({pointer, "unknown_field", {}});
  }
}

// Parses text as JSON with the limits of the edge (depth 32, no duplicate keys, finite numbers, valid UTF-8, no U+0000).
Result<boost::json::value> parse_json(std::string_view text);

}  // namespace wheelhouse
