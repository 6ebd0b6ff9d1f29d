#include "rulebook/input.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "method/blank.h"
#include "reflect/json_text.h"

namespace wheelhouse::rulebook {
namespace {

namespace json = boost::json;

constexpr double kLargestExactInteger = 9007199254740991.0;  // 2^53 - 1

std::string plain_number(double value) {
  std::string text;
  json_text::append_number(text, value);
  return text;
}

void append_escaped(std::string& pointer, std::string_view key) {
  for (const char c : key.substr(0, 100)) {
    if (c == '~') pointer += "~0";
    else if (c == '/') pointer += "~1";
    else pointer += c;
  }
}

Schema& member_of(Schema& schema, std::string_view name) {
  schema.type = "object";
  for (auto& [key, child] : schema.members)
    if (key == name) return *child;
  schema.members.emplace_back(std::string(name), std::make_unique<Schema>());
  return *schema.members.back().second;
}

void append_bounds(json_text::Object& object, const Schema& schema) {
  if (std::isfinite(schema.range.min)) object.number(schema.range.open_min ? "exclusiveMinimum" : "minimum", schema.range.min);
  if (std::isfinite(schema.range.max)) object.number("maximum", schema.range.max);
}

void append_names(json_text::Object& object, const Schema& schema) {
  std::string names = "[";
  for (const std::string_view name : schema.names) {
    if (names.size() > 1) names += ',';
    json_text::append_string(names, name);
  }
  if (schema.nullable) names += ",null";
  object.raw("enum", names + "]");
}

void append_members(json_text::Object& object, const Schema& schema) {
  std::string members = "{", required = "[";
  for (const auto& [name, child] : schema.members) {
    if (members.size() > 1) members += ',';
    json_text::append_string(members, name);
    members += ':';
    append_schema(members, *child);
    if (child->nullable) continue;
    if (required.size() > 1) required += ',';
    json_text::append_string(required, name);
  }
  object.raw("properties", members + "}");
  if (required.size() > 1) object.raw("required", required + "]");
}

}  // namespace

void append_schema(std::string& out, const Schema& schema) {
  json_text::Object object(out);
  if (!schema.names.empty()) {
    append_names(object, schema);
  } else if (schema.type) {
    if (schema.nullable) object.raw("type", std::string("[\"") + schema.type + "\",\"null\"]");
    else object.string("type", schema.type);
  }
  if (schema.format) object.string("format", schema.format);
  append_bounds(object, schema);
  const bool is_list = schema.type && std::string_view(schema.type) == "array";
  if (is_list) {
    if (schema.count.min > 0) object.integer("minItems", static_cast<std::int64_t>(schema.count.min));
    object.integer("maxItems", static_cast<std::int64_t>(schema.count.max));
  }
  if (!schema.members.empty()) append_members(object, schema);
  if (!schema.members.empty() && !schema.items) object.boolean("additionalProperties", false);
  if (schema.items) append_schema(object.key(is_list ? "items" : "additionalProperties"), *schema.items);
  object.close();
}

namespace {
constexpr std::size_t kUnknownMembersNamed = 100;

void find_unknown(const json::value& value, const Schema& schema, const std::string& pointer, std::vector<FieldError>& errors) {
  if (const auto* list = value.if_array(); list && schema.items) {
    for (std::size_t i = 0; i < list->size() && errors.size() < kUnknownMembersNamed; ++i)
      find_unknown((*list)[i], *schema.items, pointer + '/' + std::to_string(i), errors);
    return;
  }
  const auto* object = value.if_object();
  if (!object || (schema.members.empty() && !schema.items)) return;
  for (const auto& entry : *object) {
    if (errors.size() >= kUnknownMembersNamed) return;
    const std::string_view key(entry.key().data(), entry.key().size());
    std::string at = pointer + '/';
    append_escaped(at, key);
    const auto member = std::find_if(schema.members.begin(), schema.members.end(), [&](const auto& m) { return m.first == key; });
    if (member != schema.members.end()) find_unknown(entry.value(), *member->second, at, errors);
    else if (schema.items) find_unknown(entry.value(), *schema.items, at, errors);
    else errors.push_back({at, "unknown_field", {}});
  }
}
}  // namespace

void find_unknown_members(const json::value& value, const Schema& schema, std::vector<FieldError>& errors) {
  find_unknown(value, schema, "", errors);
}

Input Input::operator[](std::string_view member) const {
  if (schema_) return Input(*this, member, 0, nullptr, &member_of(*schema_, member), false);
  if (!value_ || silent_) {
    if (!silent_) refuse("required");
    return Input(*this, member, 0, nullptr, nullptr, true);
  }
  const auto* object = value_->if_object();
  if (!object) {
    refuse("not_an_object");
    return Input(*this, member, 0, nullptr, nullptr, true);
  }
  return Input(*this, member, 0, object->if_contains({member.data(), member.size()}), nullptr, false);
}

bool Input::is_null() const { return !value_ || value_->is_null(); }

bool Input::given() const {
  if (schema_) {
    schema_->nullable = true;
    return true;
  }
  return !is_null();
}

std::string Input::pointer() const {
  if (!parent_) return "";
  std::string text = parent_->pointer() + '/';
  if (key_.data()) append_escaped(text, key_);
  else text += std::to_string(index_);
  return text;
}

void Input::refuse(std::string code, Params params) const {
  if (schema_ || silent_) return;
  FieldError error{pointer(), std::move(code), std::move(params)};
  const bool noted = std::any_of(errors_->begin(), errors_->end(),
                                 [&](const FieldError& e) { return e.pointer == error.pointer && e.code == error.code; });
  if (!noted) errors_->push_back(std::move(error));
}

const json::value* Input::required(const char* type) const {
  if (schema_) {
    schema_->type = type;
    return nullptr;
  }
  if (!is_null()) return silent_ ? nullptr : value_;
  refuse("required");
  return nullptr;
}

void Input::check_range(double value, Range range) const {
  if (value >= range.min && value <= range.max && !(range.open_min && value == range.min)) return;
  Params params;
  const bool low = std::isfinite(range.min), high = std::isfinite(range.max);
  if (low) params.push_back({"min", plain_number(range.min)});
  if (high) params.push_back({"max", plain_number(range.max)});
  if (low && high) refuse("out_of_range", std::move(params));
  else if (range.open_min) refuse("not_above", std::move(params));
  else refuse(low ? "below_minimum" : "above_maximum", std::move(params));
}

double Input::number(Range range) const {
  if (schema_) schema_->range = range;
  const json::value* value = required("number");
  if (!value) return 0;
  if (!value->is_number()) {
    refuse("not_a_number");
    return 0;
  }
  const double number = value->to_number<double>();
  check_range(number, range);
  return number;
}

std::int64_t Input::integer(Range range) const {
  if (schema_) schema_->range = range;
  const json::value* value = required("integer");
  if (!value) return 0;
  if (!value->is_number()) {
    refuse("not_an_integer");
    return 0;
  }
  const double number = value->to_number<double>();
  if (number != std::floor(number)) {
    refuse("not_an_integer");
    return 0;
  }
  check_range(number, range);
  if (std::fabs(number) > kLargestExactInteger) refuse("not_an_integer");
  return static_cast<std::int64_t>(std::clamp(number, -kLargestExactInteger, kLargestExactInteger));
}

bool Input::boolean() const {
  const json::value* value = required("boolean");
  if (!value) return false;
  const bool* boolean = value->if_bool();
  if (!boolean) refuse("not_a_boolean");
  return boolean && *boolean;
}

std::string_view Input::string_value(const char* format) const {
  if (schema_) schema_->format = format;
  const json::value* value = required("string");
  if (!value) return {};
  const auto* text = value->if_string();
  if (!text) {
    refuse("not_a_string");
    return {};
  }
  return {text->data(), text->size()};
}

std::string Input::text() const { return std::string(string_value(nullptr)); }

bool Input::has_text() const { return given() && !method::is_blank(string_value(nullptr)); }

Instant Input::instant() const {
  const std::string_view text = string_value("date-time");
  if (!text.data()) return {};
  const auto parsed = parse_instant(text);
  if (!parsed) refuse("bad_instant");
  return parsed.value_or(Instant{});
}

Date Input::date() const {
  const std::string_view text = string_value("date");
  if (!text.data()) return {};
  const auto parsed = parse_date(text);
  if (!parsed) refuse("bad_date");
  return parsed.value_or(Date{});
}

int Input::index_of_name(std::span<const std::string_view> names) const {
  if (schema_) schema_->names = names;
  const std::string_view text = string_value(nullptr);
  if (!text.data()) return 0;
  const auto found = std::find(names.begin(), names.end(), text);
  if (found != names.end()) return static_cast<int>(found - names.begin());
  std::string allowed;
  for (const std::string_view name : names) {
    if (!allowed.empty()) allowed += ", ";
    allowed += name;
  }
  refuse("unknown_value", {{"value", std::string(text.substr(0, 60))}, {"allowed", allowed}});
  return 0;
}

void Input::each_item(Count count, const std::function<void(const Input&, std::size_t)>& visit) const {
  if (schema_) {
    schema_->type = "array";
    schema_->count = count;
    schema_->items = std::make_unique<Schema>();
    visit(Input(*this, {}, 0, nullptr, schema_->items.get(), false), 0);
    return;
  }
  const json::value* value = required("array");
  if (!value) return;
  const auto* array = value->if_array();
  if (!array) return refuse("not_a_list");
  if (array->size() > count.max && count.min != count.max) return refuse("list_too_long", {{"max", std::to_string(count.max)}});
  if (array->size() < count.min || array->size() > count.max) return refuse("wrong_list_size", {{"size", std::to_string(count.min)}});
  for (std::size_t i = 0; i < array->size(); ++i) visit(Input(*this, {}, i, &(*array)[i], nullptr, false), i);
}

void Input::each_member(const std::function<void(std::string_view, const Input&)>& visit) const {
  if (schema_) {
    schema_->type = "object";
    schema_->items = std::make_unique<Schema>();
    visit("", Input(*this, "", 0, nullptr, schema_->items.get(), false));
    return;
  }
  const json::value* value = required("object");
  if (!value) return;
  const auto* object = value->if_object();
  if (!object) return refuse("not_an_object");
  for (const auto& entry : *object) {
    const std::string_view name(entry.key().data(), entry.key().size());
    visit(name, Input(*this, name, 0, &entry.value(), nullptr, false));
  }
}

}  // namespace wheelhouse::rulebook
